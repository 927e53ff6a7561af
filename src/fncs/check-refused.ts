// In: a name that is not defined. Out: what to write instead, when F# has it and this dialect has not. Data only; consulted after lookup has failed, so
// that a program may define any of these names itself.
import type { CheckCode } from './check-report.ts';

export interface Refusal {
  readonly code: CheckCode;
  readonly hint: string;
}

const noExceptions = 'Return a `Result` or an `option`; stop with `failwith "…"` where there is nothing to return.';
const noFormatting = 'Use `printf`, `Console.write $"…"`, or `Format.into buffer $"…"` for text in a span of your own.';
const noLists = 'Use an array of fixed length, a `Span`, and a loop.';
const noHigherOrder = 'Write a `for` loop over the array.';
const noHeap = 'Use `let mutable`, a mutable record field, or an array of one element.';
const noAsync = 'Write the steps as a loop; interrupts and actors come with a later version.';
const noDotNet = 'Use the library of this dialect: Console, Format, Parse, String, Array, Span, Math, Bits.';
const noConversion = 'Conversions here: `int`, `uint`, `int8` … `uint64`, `byte`, `float`, `float32`, `char`.';

const values: Readonly<Record<string, Refusal>> = Object.fromEntries([
  ...each('FS8252', noExceptions, 'failwithf raise reraise nullArg rethrow exn Failure'),
  ...each('FS8253', noFormatting, 'eprintf eprintfn fprintf fprintfn kprintf ksprintf stdout stderr stdin string hash'),
  ...each('FS8254', noLists, 'seq list set dict Set Map List Seq HashSet Dictionary ResizeArray'),
  ...each('FS8256', noAsync, 'async task lock MailboxProcessor Async Task'),
  ...each('FS8257', noHeap, 'ref incr decr lazy Lazy box unbox'),
  ...each(
    'FS8258',
    noDotNet,
    'System Microsoft FSharp typeof sizeof nameof typedefof obj Math.Sin Math.Cos Environment DateTime Random Guid',
  ),
  ...each(
    'FS8262',
    'Write the operations out, or use integer shifts for powers of two.',
    'pown exp log log10 sin cos tan asin acos atan atan2 sinh cosh tanh floor ceil round truncate sign',
  ),
  ...each('FS8262', noConversion, 'decimal bigint'),
  ...each('FS8273', "Use `NativePtr<'T, region, access>`, `Ptr.read` and `Ptr.write`.", 'NativeInterop'),
]);

function each(code: CheckCode, hint: string, names: string): readonly (readonly [string, Refusal])[] {
  return names.split(' ').map((name) => [name, { code, hint }] as const);
}

/** Functions of modules that exist here without them. */
const members: readonly (readonly [RegExp, Refusal])[] = [
  [
    /^Seq\.(toArray|toList|rev|sort\w*|distinct\w*|groupBy|countBy|cache|windowed|chunkBySize|splitInto)$/,
    {
      code: 'FS8254',
      hint: 'A sequence has no storage: fill an array of your own, `Seq.iteri (fun i x -> if i < a.Length then a.[i] <- x) s`.',
    },
  ],
  [
    /^Seq\.(zip\w*|map2|iter2|fold2|exists2|forall2|compareWith)$/,
    { code: 'FS8254', hint: 'Two sequences have no common loop: number one of them (`Seq.mapi`) and index an array.' },
  ],
  [/^(List|Seq|Set|Map|HashSet|Dictionary|ResizeArray|Array2D|Array3D)\./, { code: 'FS8254', hint: noLists }],
  [
    /^Array\.(reduce\w*|filter|choose|collect|find\w*|sort\w*|averageBy|pick|partition|groupBy|countBy|scan\w*|zip\w*|unfold|permute|pairwise|windowed|chunkBySize|splitInto)$/,
    { code: 'FS8255', hint: noHigherOrder },
  ],
  [
    /^Array\.(append|concat|rev|sub|copy|ofList|toList|ofSeq|toSeq|distinct|head|tail|last|truncate|take|skip|isEmpty|empty|average|max|min)$/,
    {
      code: 'FS8255',
      hint: 'Arrays have a fixed length here: take a slice `a.[first .. last]`, or copy with `Array.blit` into an array of your own.',
    },
  ],
  [
    /^(Option|ValueOption|Result|Span)\.(map\w*|iter\w*|fold\w*|filter|toArray|toList|toNullable|ofNullable|get|reduce\w*|choose)$/,
    { code: 'FS8255', hint: 'Write a `match`.' },
  ],
  [
    /^String\.(map\w*|iter\w*|filter|collect|init|exists|forall|concat|join|replicate|Format|Join|Concat|IsNullOrEmpty)$/,
    {
      code: 'FS8259',
      hint: 'Strings built at run time need storage: write the bytes into a `Span<byte>` and view it with `String.ofBytes`.',
    },
  ],
  [/^(System|Microsoft|FSharp)\./, { code: 'FS8258', hint: noDotNet }],
  [
    /^NativePtr\.(ofNativeInt|toNativeInt|add|copyBlock|initBlock|nullPtr|toVoidPtr)$/,
    {
      code: 'FS8273',
      hint: 'Raw addresses are read and written by `Ptr.read` and `Ptr.write`, or declared as a descriptor.',
    },
  ],
  [/^Platform\.Service\b/, { code: 'FS8255', hint: 'Use `Platform.Bindings`.' }],
  [/^Async\./, { code: 'FS8256', hint: noAsync }],
  [/^Arena\./, { code: 'FS8255', hint: 'Arenas come with a later version: use a stack or a module-level array.' }],
];

/** The refusal of a dotted name, by its whole path or its first part. */
export function refusedValue(path: readonly string[]): Refusal | undefined {
  const text = path.join('.');
  return members.find(([pattern]) => pattern.test(text))?.[1] ?? own(values, text) ?? own(values, path[0] ?? '');
}

const typeHints: Readonly<Record<string, string>> = Object.fromEntries([
  ...pairs(noLists, 'list seq Set Map List ResizeArray Dictionary HashSet IEnumerable Queue Stack'),
  ...pairs('Use `float` or integers in the smallest unit (cents, micro-units).', 'decimal Decimal'),
  ...pairs('Use `int64` or `uint64`.', 'bigint BigInteger'),
  ...pairs(noExceptions, 'exn Exception'),
  ...pairs('Use a union of the types that can occur.', 'obj Object'),
  ...pairs(noHeap, 'ref Lazy'),
  ...pairs(noAsync, 'Async Task MailboxProcessor'),
  ...pairs('Use `bool`, `char`, `string`, `int`, `float`: the F# spellings.', 'Boolean Char String Int32 Double'),
  ...pairs('Use `byte` spans.', 'Memory ReadOnlyMemory Stream StringBuilder'),
  ...pairs("Use `NativePtr<'T, region, access>` or a `Span`.", 'byref inref outref voidptr ilsigptr'),
]);

function pairs(hint: string, names: string): readonly (readonly [string, string])[] {
  return names.split(' ').map((name) => [name, hint] as const);
}

/** What to write instead of a type of F#, or nothing when F# has no such type either. */
export function refusedType(path: string): string | undefined {
  return (
    own(typeHints, path.split('.').at(-1) ?? path) ?? (/^(System|Microsoft|FSharp)\./.test(path) ? noDotNet : undefined)
  );
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
