/* Kernels.fs in C, loop by loop: what clang -O3 makes of it is the measure. No C library: the image holds nothing but this file. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef long word;

enum { SIZE = 4096, SIDE = 64 };

static u32 first[SIZE], second[SIZE], third[SIZE], counts[256];
static u8 octets[SIZE];

static word system_call(word number, word a, word b, word c) {
  word result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

static word now(void) {
  word time[2];
  system_call(228, 1, (word)time, 0); /* clock_gettime, CLOCK_MONOTONIC */
  return time[0] * 1000000000 + time[1];
}

static void write_text(const char *text, word length) { system_call(1, 1, (word)text, length); }

static void write_number(word value) {
  char digits[20];
  word at = 20;
  do {
    digits[--at] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  write_text(digits + at, 20 - at);
}

static u32 sum(const u32 *values, word length) {
  u32 total = 0;
  for (word i = 0; i < length; i++) total += values[i];
  return total;
}

static u32 dot(const u32 *left, const u32 *right, word length) {
  u32 total = 0;
  for (word i = 0; i < length; i++) total += left[i] * right[i];
  return total;
}

static void stencil(const u32 *source, u32 *target, word length) {
  for (word i = 1; i < length - 1; i++) target[i] = source[i - 1] + 2 * source[i] + source[i + 1];
}

static void histogram(const u8 *source, word length, u32 *bins) {
  for (word i = 0; i < length; i++) bins[source[i]]++;
}

static void matmul(const u32 *left, const u32 *right, u32 *target) {
  for (word row = 0; row < SIDE; row++)
    for (word inner = 0; inner < SIDE; inner++) {
      u32 factor = left[row * SIDE + inner];
      for (word column = 0; column < SIDE; column++) target[row * SIDE + column] += factor * right[inner * SIDE + column];
    }
}

static void fill(void) {
  u32 state = 1;
  for (word i = 0; i < SIZE; i++) {
    state = state * 1664525u + 1013904223u;
    first[i] = state;
    second[i] = state >> 7;
    octets[i] = (u8)(state >> 24);
  }
}

static void show(const char *name, word length, word start, u32 checksum) {
  word elapsed = now() - start;
  write_text(name, length);
  write_text(" ", 1);
  write_number(elapsed);
  write_text(" ", 1);
  write_number(checksum);
  write_text("\n", 1);
}

__attribute__((noinline, used)) static void run(void) {
  fill();
  u32 checksum = 0;

  word start = now();
  for (word turn = 0; turn < 200000; turn++) {
    first[turn & (SIZE - 1)] = checksum;
    checksum += sum(first, SIZE);
  }
  show("sum", 3, start, checksum);

  start = now();
  for (word turn = 0; turn < 120000; turn++) {
    first[turn & (SIZE - 1)] = checksum;
    checksum += dot(first, second, SIZE);
  }
  show("dot", 3, start, checksum);

  start = now();
  for (word turn = 0; turn < 120000; turn++) {
    first[turn & (SIZE - 1)] = checksum;
    stencil(first, third, SIZE);
    checksum += third[turn & (SIZE - 1)];
  }
  show("stencil", 7, start, checksum);

  start = now();
  for (word turn = 0; turn < 32000; turn++) {
    octets[turn & (SIZE - 1)] = (u8)checksum;
    histogram(octets, SIZE, counts);
    checksum += counts[turn & 255];
  }
  show("histogram", 9, start, checksum);

  start = now();
  for (word turn = 0; turn < 4000; turn++) {
    first[turn & (SIZE - 1)] = checksum;
    matmul(first, second, third);
    checksum += third[turn & (SIZE - 1)];
  }
  show("matmul", 6, start, checksum);
  system_call(60, 0, 0, 0);
}

/* The kernel enters here with an aligned stack and no return address; C functions expect one. */
__attribute__((naked)) void _start(void) { __asm__("andq $-16, %rsp\n\tcall run"); }
