// F# constructs that the dialect leaves out: which code each has, and what to write instead. Data and one function that makes the diagnostic.
import type { Span } from '../base/source.ts';
import { type DiagnosticCode, diagnostic } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

interface Refusal {
  readonly code: DiagnosticCode;
  readonly detail: string;
  readonly hint: string;
}

const record = 'Write a record type, and functions in a module that take the record.';
const result = 'Return a `Result` or an `option` and match on it; a guard that fails stops the program.';

export const refusals = {
  class: { code: 'FS8201', detail: 'There are no objects: values are unboxed and have no identity.', hint: record },
  interface: {
    code: 'FS8202',
    detail: 'There is no dynamic dispatch; `System.IDisposable` alone is implemented, for `use`.',
    hint: 'Write a union with one case per implementation, and a function that matches on it.',
  },
  member: {
    code: 'FS8203',
    detail: 'Records and unions have properties, methods, static members and operators, and nothing to override.',
    hint: 'Write `member this.Name = …` or `static member Name = …`, or a function in a module.',
  },
  exception: {
    code: 'FS8204',
    detail: 'There are no exceptions: `try` has a `finally` only, and nothing is caught.',
    hint: result,
  },
  use: {
    code: 'FS8205',
    detail: 'A module ends when the program does, so nothing would be disposed of.',
    hint: 'Write `let`, or `use` within a function.',
  },
  computation: {
    code: 'FS8206',
    detail: 'A builder has `let!`, `do!`, `match!`, `return` and `return!`; one step follows another.',
    hint: 'Write a `let!` for each value, and loops and `use` in functions of their own.',
  },
  list: { code: 'FS8207', detail: 'Lists need a heap.', hint: 'Write an array: `[| 1; 2; 3 |]`.' },
  lazy: {
    code: 'FS8208',
    detail: 'A lazy value needs a heap.',
    hint: 'Write a function of `()` and call it where the value is needed.',
  },
  object: {
    code: 'FS8209',
    detail: 'There are no objects.',
    hint: 'Write a record of data, or a union and a function that matches on it.',
  },
  'exception-declaration': {
    code: 'FS8210',
    detail: 'There are no exceptions.',
    hint: 'Write a union with one case per error, and return it in a `Result`.',
  },
  inherit: {
    code: 'FS8211',
    detail: 'Types do not extend each other.',
    hint: 'Write a union, or put the shared part into a record field.',
  },
  'active-pattern': {
    code: 'FS8212',
    detail:
      'This is the name of its function; a pattern names one of its cases, and functions are passed under other names.',
    hint: 'Write the case: `| Even -> …`; define the function with `let (|Even|Odd|) n = …`.',
  },
  cons: { code: 'FS8213', detail: 'Lists need a heap.', hint: 'Write an array and an index: `a.[0]`, `a.[1..]`.' },
  quotation: { code: 'FS8214', detail: 'A program cannot inspect its own code.', hint: 'Write the expression itself.' },
  directive: {
    code: 'FS8215',
    detail: 'Every line of a file is compiled.',
    hint: 'Write two files and list the right one in the project, or use an `if` over a literal.',
  },
  'nested-interpolation': {
    code: 'FS8247',
    detail: 'A hole is written `{…}`, and interpolated strings stand in holes of each other three deep.',
    hint: 'Write `$"…"` or `$"""…"""`, a brace as `{{`; give what stands in the hole a name.',
  },
  extern: {
    code: 'FS8217',
    detail: 'An `extern` is a declaration of a module.',
    hint: 'Write `[<DllImport("c")>]` and the `extern` among the declarations of the file.',
  },
  'anonymous-record': {
    code: 'FS8218',
    detail: 'Every record type has a declaration.',
    hint: 'Write `type R = { X: int }` and `{ X = 1 }`.',
  },
  fixed: {
    code: 'FS8219',
    detail: 'Nothing moves in memory, so nothing is pinned.',
    hint: 'Take the array or a span of it.',
  },
  operator: {
    code: 'FS8221',
    detail: 'The operators are those of the language page.',
    hint: 'Write a named function.',
  },
  delegate: { code: 'FS8222', detail: 'There are no delegates.', hint: 'Write a function type: `int -> int`.' },
  decimal: {
    code: 'FS8223',
    detail: 'Numbers have a fixed width.',
    hint: 'Write an integer with a suffix (`5L`, `5ul`) or a float (`5.0`, `5.0f`).',
  },
  namespaces: {
    code: 'FS8224',
    detail: 'A file has one namespace or module.',
    hint: 'Write nested modules, or one file each.',
  },
  cast: {
    code: 'FS8225',
    detail: 'Values carry no type at run time.',
    hint: 'Write a union and match on its cases; numbers convert by functions: `int64 x`.',
  },
  null: { code: 'FS8226', detail: 'No value is null.', hint: 'Write an option: `None`.' },
  reference: {
    code: 'FS8227',
    detail: 'A reference cell needs a heap.',
    hint: 'Write `let mutable x = …`, read `x`, write `x <- …`.',
  },
  constraint: {
    code: 'FS8229',
    detail: 'Type parameters have no constraints; each use is checked when it is instantiated.',
    hint: 'Leave the constraint out.',
  },
  'static-variable': {
    code: 'FS8230',
    detail: 'Type variables are resolved when a function is instantiated.',
    hint: "Write `'T` instead of `^T`.",
  },
  attribute: {
    code: 'FS8231',
    detail: 'Attributes stand on modules, types, record fields and `let`.',
    hint: 'Move it there, or leave it out.',
  },
  extension: { code: 'FS8232', detail: 'Types carry data only.', hint: 'Write functions in a module.' },
  optional: {
    code: 'FS8233',
    detail: 'Names are resolved when the program is compiled.',
    hint: 'Write an option and match on it.',
  },
  address: {
    code: 'FS8234',
    detail: 'A pointer comes from a descriptor, from `NativePtr.stackalloc` or from an arena.',
    hint: 'Take one of these, or an array or span.',
  },
  'list-pattern': {
    code: 'FS8235',
    detail: 'There are no lists.',
    hint: 'An array of a known length is matched by `[| a; b |]`.',
  },
  'struct-tuple': { code: 'FS8236', detail: 'All tuples are unboxed.', hint: 'Leave the word `struct` out.' },
  'module-abbreviation': {
    code: 'FS8237',
    detail: 'A module has one name.',
    hint: 'Write `open A.B`, or the whole path.',
  },
  'from-end': {
    code: 'FS8238',
    detail: 'An index counts from the start.',
    hint: 'Write `a.Length - 1` for the last index.',
  },
  private: {
    code: 'FS8239',
    detail: '`private` stands on `let` and on types.',
    hint: 'Write `let private …` or `type private …`.',
  },
  signature: {
    code: 'FS8240',
    detail: 'A file holds definitions.',
    hint: 'Write `let` with its types: `let f (x: int) : int = …`.',
  },
  'word-operator': {
    code: 'FS8241',
    detail: 'F# reserves the word.',
    hint: 'Write `%`, `&&&`, `|||`, `^^^`, `<<<`, `>>>` or `||`.',
  },
  'generic-measure': {
    code: 'FS8243',
    detail: 'A measure is a product of named measures.',
    hint: 'Write the measure itself, or a function per measure.',
  },
  recursive: {
    code: 'FS8245',
    detail: 'Definitions stand before their uses.',
    hint: 'Write `let rec … and …` for functions that call each other.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;

export type Outside = keyof typeof refusals;

/** The diagnostic for a construct outside the dialect. */
export function refuse(what: Outside, span: Span): Diagnostic {
  const { code, detail, hint } = refusals[what];
  return diagnostic(code, span, detail, { hint });
}
