// The compiler's intrinsics: their names in source, their types, and the ids that elaboration maps to graph nodes. Everything else in the library is written in the dialect.
// `Span<'T>` parameters accept arrays and Spans, `ReadOnlySpan<'T>` also strings' bytes through `String.bytes`; weakening is inserted by the checker.

/** Source name → type in F# signature syntax. `'r`, `'a` are region and access variables. */
export const intrinsicSignatures = {
  'Array.zeroCreate': "int -> 'T[]", // length must be a constant expression
  'Array.create': "int -> 'T -> 'T[]",
  'Array.length': "'T[] -> int",
  'Span.ofArray': "'T[] -> Span<'T>",
  'Span.length': "ReadOnlySpan<'T> -> int",
  'String.length': 'string -> int',
  'String.bytes': 'string -> ReadOnlySpan<byte>',
  'String.ofBytes': 'ReadOnlySpan<byte> -> string', // a view, no copy: the bytes must be UTF-8
  'NativePtr.stackalloc': "int -> NativePtr<'T, stack, readWrite>",
  'NativePtr.get': "NativePtr<'T, 'r, 'a> -> int -> 'T", // FS8001 unless 'a may read
  'NativePtr.set': "NativePtr<'T, 'r, 'a> -> int -> 'T -> unit", // FS8002 unless 'a may write
  'NativePtr.read': "NativePtr<'T, 'r, 'a> -> 'T",
  'NativePtr.write': "NativePtr<'T, 'r, 'a> -> 'T -> unit",
  'NativePtr.length': "NativePtr<'T, 'r, 'a> -> int",
  'Ptr.read': "NativePtr<'T, 'r, 'a> -> 'T", // a pointer, or (second form) a raw address: Ptr.read<uint32> 0x40021000un
  'Ptr.write': "NativePtr<'T, 'r, 'a> -> 'T -> unit",
  'Ptr.readAt': "unativeint -> 'T", // the raw forms of Ptr.read and Ptr.write resolve to these by the argument's type
  'Ptr.writeAt': "unativeint -> 'T -> unit",
  // visible from the prelude only, where Platform.Bindings wraps them with their `requires`
  'Platform.Service.writeBytes': 'int -> ReadOnlySpan<byte> -> int -> int', // fd, buffer, count
  'Platform.Service.readBytes': 'int -> Span<byte> -> int -> int', // the result is unknown, whatever the system promises
  'Platform.Service.isBehind': "ReadOnlySpan<'T> -> ReadOnlySpan<'T> -> bool", // whether the first begins behind the second in memory
  'Platform.Service.exit': 'int -> unit',
  'Platform.Service.now': 'unit -> int64', // nanoseconds, monotonic
  'Platform.Service.sleep': 'int -> unit', // milliseconds
  'Platform.Service.leave': 'unit -> unit', // ends the loop over a sequence around it, after this turn
  'Platform.Service.zero': "unit -> 'T", // numbers: the sum of nothing
  'Proof.facts': 'unit -> unit', // the compiler prints what is known there; no code
  // conversions of integers, characters and enums whose value must fit: obligation `overflow`. The module's operators are entries of their own
  'Checked.int': "'T -> int",
  'Checked.nativeint': "'T -> nativeint",
  'Checked.unativeint': "'T -> unativeint",
  'Checked.int16': "'T -> int16",
  'Checked.int32': "'T -> int32",
  'Checked.int64': "'T -> int64",
  'Checked.uint16': "'T -> uint16",
  'Checked.uint32': "'T -> uint32",
  'Checked.uint64': "'T -> uint64",
  'Checked.byte': "'T -> byte",
  'Checked.sbyte': "'T -> sbyte",
  'Cpu.nop': 'unit -> unit', // one opaque instruction: a delay loop keeps it
  'Cpu.waitForInterrupt': 'unit -> unit',
  min: "'T -> 'T -> 'T",
  max: "'T -> 'T -> 'T",
  abs: "'T -> 'T",
  sqrt: "'T -> 'T",
  ignore: "'T -> unit",
  failwith: "string -> 'T", // stops the program with the message, which must be a constant
  invalidArg: "string -> string -> 'T",
  invalidOp: "string -> 'T",
  fst: "'A * 'B -> 'A",
  snd: "'A * 'B -> 'B",
  // conversions: from any numeric type, char, enum or bool is refused; measures are dropped
  int: "'T -> int",
  uint: "'T -> uint",
  nativeint: "'T -> nativeint",
  unativeint: "'T -> unativeint",
  int8: "'T -> int8",
  int16: "'T -> int16",
  int32: "'T -> int32",
  int64: "'T -> int64",
  uint8: "'T -> uint8",
  uint16: "'T -> uint16",
  uint32: "'T -> uint32",
  uint64: "'T -> uint64",
  byte: "'T -> uint8",
  sbyte: "'T -> int8",
  char: "'T -> char",
  float32: "'T -> float32",
  float: "'T -> float",
  enum: "int -> 'T", // any value: it need not be a member's
} as const;

export type IntrinsicId = keyof typeof intrinsicSignatures;
