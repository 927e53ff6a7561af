// In: a code, a place, an explanation. Out: a Diagnostic with the catalogue's title. The table is shared by all rooms; sorted; codes are never reused.
import type { Span } from '../base/source.ts';
import type { Diagnostic, RelatedPlace } from './diagnostic.ts';

/** Code → title: one sentence that is the same for every occurrence. FS0xxx and FS1xxx mean what they mean in F#. */
export const catalogue = {
  FS0001: 'Type mismatch.',
  FS0010: 'Unexpected syntax.',
  FS0025: 'Incomplete pattern matches.',
  FS0039: 'Undefined name.',
  FS0046: 'This name is reserved by F#.',
  FS0058: 'Possible incorrect indentation.',
  FS0201: 'A namespace cannot contain values.',
  FS0225: 'Source file could not be read.',
  FS0514: 'End of file in a string.',
  FS0516: 'End of file in a comment.',
  FS0583: 'Unmatched bracket.',
  FS1156: 'This is not a valid numeric literal.',
  FS1157: 'This is not a valid character literal.',
  FS1161: 'Tabs are not allowed in F# code.',
  FS1245: 'This escape is not a valid Unicode character.',
  FS8001: 'Cannot read write-only pointer.',
  FS8002: 'Cannot write read-only pointer.',
  FS8003: 'Memory region mismatch.',
  FS8101: 'Value outlives its region.',
  FS8102: 'Use after release.',
  FS8103: 'Sentinel released out of order.',
  FS8201: 'Classes are outside the dialect.',
  FS8202: 'Interfaces are outside the dialect.',
  FS8203: 'Members are outside the dialect.',
  FS8204: 'Exception handling is outside the dialect.',
  FS8205: 'Disposable bindings (`use`) are outside the dialect.',
  FS8206: 'Computation expressions are outside the dialect.',
  FS8207: 'Lists are outside the dialect.',
  FS8208: 'Lazy values are outside the dialect.',
  FS8209: 'Object expressions are outside the dialect.',
  FS8210: 'Exception declarations are outside the dialect.',
  FS8211: 'Inheritance is outside the dialect.',
  FS8212: 'Active patterns are outside the dialect.',
  FS8213: 'The list operator `::` is outside the dialect.',
  FS8214: 'Quotations are outside the dialect.',
  FS8215: 'Compiler directives are outside the dialect.',
  FS8216: 'String interpolation is outside the dialect.',
  FS8217: 'Extern declarations are outside the dialect.',
  FS8218: 'Anonymous records are outside the dialect.',
  FS8219: 'Pinning (`fixed`) is outside the dialect.',
  FS8220: 'The keyword `function` is outside the dialect.',
  FS8221: 'Operators of your own are outside the dialect.',
  FS8222: 'Delegates are outside the dialect.',
  FS8223: 'Decimal and big-integer literals are outside the dialect.',
  FS8224: 'Several namespaces in one file are outside the dialect.',
  FS8225: 'Type tests and casts are outside the dialect.',
  FS8226: 'The value `null` is outside the dialect.',
  FS8227: 'Reference cells are outside the dialect.',
  FS8228: 'Conjunctive patterns (`&`) are outside the dialect.',
  FS8229: 'Type constraints are outside the dialect.',
  FS8230: 'Statically resolved type variables are outside the dialect.',
  FS8231: 'Attributes are not supported at this place.',
  FS8232: 'Type extensions are outside the dialect.',
  FS8233: 'Optional arguments and dynamic lookup (`?`) are outside the dialect.',
  FS8234: 'Address-of (`&`) is outside the dialect.',
  FS8235: 'Array and list patterns are outside the dialect.',
  FS8236: 'Struct tuples are outside the dialect.',
  FS8237: 'Module abbreviations are outside the dialect.',
  FS8238: 'Slices and ranges counted from the end are outside the dialect.',
  FS8239: 'Private modules, representations and fields are outside the dialect.',
  FS8240: 'Signatures (`val`, `sig`) are outside the dialect.',
  FS8241: 'Word operators of OCaml are outside the dialect.',
  FS8242: 'Patterns for named case fields are outside the dialect.',
  FS8243: 'Generic measures are outside the dialect.',
  FS8244: 'Comprehensions are outside the dialect.',
  FS8245: 'Recursive modules and namespaces are outside the dialect.',
  FS8246: 'Nested too deeply.',
  FS8501: 'The project file is not valid TOML.',
  FS8502: 'Unknown section or key in the project file.',
  FS8503: 'Wrong value in the project file.',
  FS8504: 'The project file lacks a value.',
  FS8505: 'This setting is not built in this version.',
} as const satisfies Readonly<Record<string, string>>;

export type DiagnosticCode = keyof typeof catalogue;

/** The codes that warn; all others are errors. */
const warningCodes: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>(['FS0025', 'FS0046']);

export interface DiagnosticExtras {
  readonly hint?: string;
  readonly related?: readonly RelatedPlace[];
}

export function diagnostic(
  code: DiagnosticCode,
  span: Span,
  detail: string,
  extras: DiagnosticExtras = {},
): Diagnostic {
  const severity = warningCodes.has(code) ? 'warning' : 'error';
  return { code, severity, span, title: catalogue[code], detail, ...extras };
}
