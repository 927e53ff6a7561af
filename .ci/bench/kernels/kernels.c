/* Kernels.fs in C, loop by loop, its lengths too read from standard input: what clang -O3 makes of it is the measure. No C library: the image holds nothing but this
   file. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef long word;

enum { CAPACITY = 4096 };

typedef struct {
  u32 *at;
  word length;
} words;

typedef struct {
  u8 *at;
  word length;
} bytes;

static u32 first[CAPACITY], second[CAPACITY], third[CAPACITY], ascending[CAPACITY], counts[256], recent[256];
static u8 octets[CAPACITY];

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

static word smaller(word a, word b) { return a < b ? a : b; }

static u32 sum(words values) {
  u32 total = 0;
  for (word i = 0; i < values.length; i++) total += values.at[i];
  return total;
}

static u32 dot(words left, words right) {
  u32 total = 0;
  for (word i = 0; i < smaller(left.length, right.length); i++) total += left.at[i] * right.at[i];
  return total;
}

static void stencil(words source, words target) {
  for (word i = 1; i < smaller(source.length, target.length) - 1; i++)
    target.at[i] = source.at[i - 1] + 2 * source.at[i] + source.at[i + 1];
}

static void histogram(bytes source, words bins) {
  if (bins.length > 0)
    for (word i = 0; i < source.length; i++) bins.at[smaller(source.at[i], bins.length - 1)]++;
}

static void matmul(words left, words right, words target, word side) {
  word size = side * side;
  if (0 < side && side <= 64 && size <= left.length && size <= right.length && size <= target.length)
    for (word row = 0; row < side; row++)
      for (word inner = 0; inner < side; inner++) {
        u32 factor = left.at[row * side + inner];
        for (word column = 0; column < side; column++)
          target.at[row * side + column] += factor * right.at[inner * side + column];
      }
}

static word search(words values, u32 wanted) {
  word low = 0, high = values.length - 1, found = -1;
  while (found < 0 && low <= high) {
    word middle = low + (high - low) / 2;
    u32 value = values.at[middle];
    if (value == wanted)
      found = middle;
    else if (value < wanted)
      low = middle + 1;
    else
      high = middle - 1;
  }
  return found;
}

static void window(words source, words recent, words target) {
  if (recent.length > 0) {
    word oldest = 0;
    u32 total = 0;
    for (word i = 0; i < smaller(source.length, target.length); i++) {
      total += source.at[i] - recent.at[oldest];
      recent.at[oldest] = source.at[i];
      target.at[i] = total;
      oldest = oldest + 1 < recent.length ? oldest + 1 : 0;
    }
  }
}

static void merge(words left, words right, words target) {
  word i = 0, j = 0;
  for (word at = 0; at < target.length; at++)
    if (i < left.length && (j >= right.length || left.at[i] <= right.at[j]))
      target.at[at] = left.at[i++];
    else if (j < right.length)
      target.at[at] = right.at[j++];
}

static void fill(void) {
  u32 state = 1, rising = 0;
  for (word i = 0; i < CAPACITY; i++) {
    state = state * 1664525u + 1013904223u;
    rising += state >> 30;
    first[i] = state;
    second[i] = state >> 7;
    ascending[i] = rising;
    octets[i] = (u8)(state >> 24);
  }
}

static void change(words values, word turn, u32 value) {
  word at = turn & 1023;
  if (at < values.length) values.at[at] = value;
}

static u32 look(words values, word turn) {
  word at = turn & 1023;
  return at < values.length ? values.at[at] : 0;
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

/* A number in a line of the input. */
static word read_size(void) {
  word size = 0;
  u8 digit;
  while (system_call(0, 0, (word)&digit, 1) == 1 && digit != '\n') size = size * 10 + digit - '0';
  return size;
}

static word part(word capacity) {
  word size = read_size();
  return 0 < size && size <= capacity ? size : capacity;
}

__attribute__((noinline, used)) static void run(void) {
  fill();
  words left = {first, part(CAPACITY)};
  words right = {second, part(CAPACITY)};
  words target = {third, part(CAPACITY)};
  words sorted = {ascending, part(CAPACITY)};
  bytes letters = {octets, part(CAPACITY)};
  words bins = {counts, part(256)};
  words ring = {recent, part(256)};
  word side = read_size();
  u32 checksum = 0;

  word start = now();
  for (word turn = 0; turn < 25000; turn++) {
    change(left, turn, checksum);
    checksum += sum(left);
  }
  show("sum", 3, start, checksum);

  start = now();
  for (word turn = 0; turn < 7500; turn++) {
    change(left, turn, checksum);
    checksum += dot(left, right);
  }
  show("dot", 3, start, checksum);

  start = now();
  for (word turn = 0; turn < 7500; turn++) {
    change(left, turn, checksum);
    stencil(left, target);
    checksum += look(target, turn);
  }
  show("stencil", 7, start, checksum);

  start = now();
  for (word turn = 0; turn < 2000; turn++) {
    change(left, turn, checksum);
    octets[turn & 1023] = (u8)checksum;
    histogram(letters, bins);
    checksum += look(bins, turn);
  }
  show("histogram", 9, start, checksum);

  start = now();
  for (word turn = 0; turn < 250; turn++) {
    change(left, turn, checksum);
    matmul(left, right, target, side);
    checksum += look(target, turn);
  }
  show("matmul", 6, start, checksum);

  start = now();
  for (word turn = 0; turn < 125000; turn++)
    checksum = checksum * 1664525u + 1013904223u + (u32)search(sorted, checksum >> 19);
  show("search", 6, start, checksum);

  start = now();
  for (word turn = 0; turn < 1250; turn++) {
    change(left, turn, checksum);
    window(left, ring, target);
    checksum += look(target, turn);
  }
  show("window", 6, start, checksum);

  start = now();
  for (word turn = 0; turn < 500; turn++) {
    change(left, turn, checksum);
    merge(left, right, target);
    checksum += look(target, turn);
  }
  show("merge", 5, start, checksum);
  system_call(60, 0, 0, 0);
}

/* The kernel enters here with an aligned stack and no return address; C functions expect one. */
__attribute__((naked)) void _start(void) { __asm__("andq $-16, %rsp\n\tcall run"); }
