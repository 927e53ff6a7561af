// In: a mistake found while checking. Out: a diagnostic with its title and severity. The list below is every code that the checker reports.
import type { Span } from '../base/source.ts';
import type { Diagnostic, RelatedPlace, Severity } from '../diagnostics/diagnostic.ts';

/** Codes below FS8000 are F#'s; FS8001–FS8003 are memory; FS825x … FS829x are constructs that the checker refuses by name. */
export const checkCodes = {
  FS0001: ['error', 'Type mismatch.'],
  FS0003: ['error', 'This value is not a function.'],
  FS0005: ['error', 'This field is not mutable.'],
  FS0018: ['error', 'The alternatives bind different names.'],
  FS0019: ['error', 'Wrong number of case arguments.'],
  FS0020: ['warning', 'The result of this expression is ignored.'],
  FS0023: ['error', 'Name declared twice.'],
  FS0025: ['warning', 'Incomplete match.'],
  FS0026: ['warning', 'This rule is never matched.'],
  FS0027: ['error', 'This value is not mutable.'],
  FS0030: ['error', 'Value restriction.'],
  FS0033: ['error', 'Wrong number of type arguments.'],
  FS0037: ['error', 'Duplicate definition.'],
  FS0038: ['error', 'Name bound twice in one pattern.'],
  FS0039: ['error', 'Undefined name.'],
  FS0049: ['warning', 'Capitalised name in a pattern binds a new variable.'],
  FS0064: ['warning', 'Less generic than annotated.'],
  FS0071: ['error', 'The type lacks what is asked of it.'],
  FS0072: ['error', 'The type is not known yet here.'],
  FS0104: ['warning', 'An enum may hold a value outside its members.'],
  FS0407: ['error', 'Mutable local captured by a function.'],
  FS0433: ['error', 'The entry point is not the last declaration.'],
  FS0647: ['error', 'Wrong attribute arguments.'],
  FS0668: ['error', 'Field given twice.'],
  FS0704: ['error', 'A type is expected here, not a unit of measure.'],
  FS0705: ['error', 'A unit of measure is expected here, not a type.'],
  FS0725: ['error', 'This case takes no arguments.'],
  FS0764: ['error', 'Fields without a value.'],
  FS0837: ['error', 'Not a constant expression.'],
  FS0842: ['error', 'This attribute has no meaning here.'],
  FS0892: ['error', 'This module must be named, not opened.'],
  FS0953: ['error', 'Abbreviation defined by itself.'],
  FS0954: ['error', 'A value of this type would contain itself.'],
  FS1092: ['error', 'This type is private.'],
  FS1094: ['error', 'This value is private.'],
  FS1129: ['error', 'The record has no such field.'],
  FS1142: ['error', 'Number outside the range of sbyte.'],
  FS1144: ['error', 'Number outside the range of byte.'],
  FS1145: ['error', 'Number outside the range of int16.'],
  FS1146: ['error', 'Number outside the range of uint16.'],
  FS1147: ['error', 'Number outside the range of 32-bit signed integers.'],
  FS1148: ['error', 'Number outside the range of 32-bit unsigned integers.'],
  FS1149: ['error', 'Number outside the range of int64.'],
  FS1150: ['error', 'Number outside the range of uint64.'],
  FS8001: ['error', 'Cannot read write-only pointer.'],
  FS8002: ['error', 'Cannot write read-only pointer.'],
  FS8003: ['error', 'Memory region mismatch.'],
  FS8250: ['error', 'Partial application is outside the dialect.'],
  FS8251: ['error', 'Functions as values are outside the dialect.'],
  FS8252: ['error', 'Exceptions are outside the dialect.'],
  FS8253: ['error', 'Formatted printing is outside the dialect.'],
  FS8254: ['error', 'Lists, sequences and other heap collections are outside the dialect.'],
  FS8255: ['error', 'This library function is outside the dialect.'],
  FS8256: ['error', 'Asynchronous workflows are outside the dialect.'],
  FS8257: ['error', 'Heap cells are outside the dialect.'],
  FS8258: ['error', 'The .NET library is outside the dialect.'],
  FS8259: ['error', 'This string operation is outside the dialect.'],
  FS8260: ['error', 'This type is outside the dialect.'],
  FS8261: ['error', 'Strings in patterns are outside the dialect.'],
  FS8262: ['error', 'This operator is outside the dialect.'],
  FS8263: ['error', 'Contract in the wrong place.'],
  FS8264: ['error', 'A contract must not have effects.'],
  FS8265: ['error', 'Malformed peripheral descriptor.'],
  FS8266: ['error', 'Peripherals cannot be constructed.'],
  FS8267: ['error', 'Unknown attribute.'],
  FS8268: ['error', 'Malformed entry point.'],
  FS8269: ['error', 'Program arguments are outside the dialect.'],
  FS8270: ['error', 'The program does nothing.'],
  FS8271: ['error', 'Statement at module level beside an entry point.'],
  FS8272: ['error', 'Value initialised after a statement at module level.'],
  FS8273: ['error', 'Pointers without an extent cannot be used here.'],
  FS8274: ['error', 'This constant differs between targets.'],
  FS8275: ['error', 'Only one-dimensional arrays are in the dialect.'],
  FS8276: ['error', 'The step of a loop must be a constant other than 0.'],
  FS8277: ['error', 'This member is outside the dialect.'],
  FS8278: ['error', 'This pattern is outside the dialect.'],
} as const satisfies Record<string, readonly [Severity, string]>;

export type CheckCode = keyof typeof checkCodes;

export interface Explanation {
  readonly detail: string;
  readonly hint?: string | undefined;
  readonly related?: readonly RelatedPlace[] | undefined;
}

export type Report = (code: CheckCode, span: Span, explanation: Explanation) => void;

export function makeDiagnostic(code: CheckCode, span: Span, { detail, hint, related }: Explanation): Diagnostic {
  const [severity, title] = checkCodes[code];
  return {
    code,
    severity,
    span,
    title,
    detail,
    ...(hint === undefined ? {} : { hint }),
    ...(related ? { related } : {}),
  };
}

/** The names nearest to a misspelt one, best first, at most three. */
export function nearestNames(name: string, known: Iterable<string>): readonly string[] {
  const limit = Math.max(1, Math.floor(name.length / 3));
  const ranked = [...new Set(known)]
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => candidate !== name && distance <= limit);
  ranked.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return ranked.slice(0, 3).map(({ candidate }) => candidate);
}

/** Damerau–Levenshtein distance, adjacent swaps counted as one step. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** `Did you mean `a` or `b`?`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const near = nearestNames(name, known).map((each) => `\`${each}\``);
  if (near.length === 0) return undefined;
  return `Did you mean ${near.length === 1 ? near[0] : `${near.slice(0, -1).join(', ')} or ${near.at(-1)}`}?`;
}
