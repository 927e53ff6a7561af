// The sections and keys of a project file and what each may hold, as data, with one reader per kind of value. Places and messages; no defaults.
import { nearestName } from '../base/nearest.ts';
import { type DiagnosticCode, type DiagnosticExtras, diagnostic } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { TomlPlaces } from './toml-places.ts';

export type Setting =
  | { readonly kind: 'text' }
  | { readonly kind: 'texts' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'choices'; readonly of: readonly string[] }
  | { readonly kind: 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'flag' }
  /** Named on the language page, not built: refused, unless its value is the one that changes nothing. */
  | { readonly kind: 'not-built'; readonly harmless: unknown; readonly hint: string };

/** Canonical names of targets by what may be written. */
export const targetAliases: Readonly<Record<string, string>> = {
  native: 'x86_64-linux',
  'x86_64-linux': 'x86_64-linux',
  'x86_64-unknown-linux-gnu': 'x86_64-linux',
  'x86_64-unknown-none-elf': 'x86_64-linux',
  'cortex-m33': 'cortex-m33',
  'thumbv8m.main-none-eabi': 'cortex-m33',
  'thumbv8m.main-none-eabihf': 'cortex-m33',
  'thumbv8m.main-unknown-none-eabihf': 'cortex-m33',
};

export const boards = ['mps2-an505', 'nucleo-l552ze-q'] as const;

/** As in obligations/kinds.ts, which this room does not import; a test holds them equal. */
export const provableKinds = [
  'bounds',
  'slice',
  'division',
  'memory-map',
  'access-kind',
  'region-match',
  'lifetime',
  'assert',
  'requires',
  'ensures',
  'invariant',
  'exhaustive',
  'failure',
  'overflow',
] as const;

const targets = Object.keys(targetAliases);
const everyFormat = 'Every format of the target is written: elf, and for ARM hex and bin.';

/** Section → key → setting. */
export const schema: Readonly<Record<string, Readonly<Record<string, Setting>>>> = {
  package: {
    name: { kind: 'text' },
    version: { kind: 'text' },
    description: { kind: 'text' },
    authors: { kind: 'texts' },
    license: { kind: 'text' },
  },
  compilation: {
    target: { kind: 'choice', of: targets },
    targets: { kind: 'choices', of: targets },
    memory_model: { kind: 'choice', of: ['stack_only', 'mixed', 'arena'] },
    max_stack_size: { kind: 'whole', least: 1, most: 2 ** 31 - 1 },
    heap_size: { kind: 'whole', least: 0, most: Number.MAX_SAFE_INTEGER },
  },
  optimization: {
    level: { kind: 'whole', least: 0, most: 3 },
    size: { kind: 'flag' },
  },
  platform: {
    board: { kind: 'choice', of: boards },
    system_clock: {
      kind: 'not-built',
      harmless: undefined,
      hint: 'Leave it out; write the frequency as a literal in the source.',
    },
  },
  build: {
    sources: { kind: 'texts' },
    output: { kind: 'text' },
    output_kind: { kind: 'choice', of: ['console', 'freestanding', 'embedded', 'library'] },
    c_library: { kind: 'flag' },
    linker_script: {
      kind: 'not-built',
      harmless: undefined,
      hint: 'Leave it out: the board brings its own linker script.',
    },
  },
  'build.output_formats': {
    elf: { kind: 'not-built', harmless: true, hint: everyFormat },
    hex: { kind: 'not-built', harmless: true, hint: everyFormat },
    bin: { kind: 'not-built', harmless: true, hint: everyFormat },
  },
  proof: {
    rlimit: { kind: 'whole', least: 1, most: 2 ** 32 - 1 },
    require: { kind: 'choices', of: provableKinds },
    solver: { kind: 'choice', of: ['z3'] },
    'allow-uncertified': { kind: 'flag' },
  },
};

/** Sections whose keys are the user's own and which are not built: empty ones are let through. */
export const notBuiltSections: Readonly<Record<string, string>> = {
  dependencies: 'Leave the section out, and list all files in [build] sources.',
  waivers: 'Leave the section out: an unproved obligation stays a guard, and is listed.',
};

/** A setting that passed its check. */
export type Value = string | number | boolean | readonly string[];

export interface Report {
  readonly places: TomlPlaces;
  readonly problems: Diagnostic[];
}

export function complain(
  report: Report,
  code: DiagnosticCode,
  path: string,
  detail: string,
  extras: DiagnosticExtras & { readonly element?: string } = {},
): void {
  const isAboutKey = code === 'FS8502' || code === 'FS8504' || code === 'FS8505';
  const { element, ...more } = extras;
  const place = element === undefined ? report.places.valueAt(path) : report.places.elementAt(path, element);
  report.problems.push(diagnostic(code, isAboutKey ? report.places.keyAt(path) : place, detail, more));
}

export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const near = nearestName(name, known);
  return near === undefined ? undefined : `Did you mean \`${near}\`?`;
}

/** The value of a setting, or undefined with a problem reported at its place. */
export function readSetting(report: Report, path: string, setting: Setting, value: unknown): Value | undefined {
  switch (setting.kind) {
    case 'text':
      if (typeof value === 'string' && value !== '') return value;
      break;
    case 'texts':
      if (isTexts(value)) return value;
      break;
    case 'choice':
      if (typeof value === 'string') return chosen(report, path, value, setting.of);
      break;
    case 'choices':
      if (isTexts(value)) {
        const known = value.filter((each) => chosen(report, path, each, setting.of) !== undefined);
        return known.length === value.length ? value : undefined;
      }
      break;
    case 'whole':
      if (typeof value === 'bigint') return wholeIn(report, path, value, setting.least, setting.most);
      break;
    case 'flag':
      if (typeof value === 'boolean') return value;
      break;
    case 'not-built':
      if (setting.harmless === undefined || value !== setting.harmless) {
        complain(report, 'FS8505', path, `\`${path}\` cannot be set.`, { hint: setting.hint });
      }
      return undefined;
  }
  complain(report, 'FS8503', path, `\`${path}\` is ${nameOfKind(setting)}, but ${describe(value)} is written.`);
  return undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== '');
}

function chosen(report: Report, path: string, value: string, of: readonly string[]): string | undefined {
  if (of.includes(value)) return value;
  const near = didYouMean(value, of);
  const hint = `${near === undefined ? '' : `${near} `}Possible: ${of.join(', ')}.`;
  complain(report, 'FS8503', path, `\`${value}\` is no value of \`${path}\`.`, { hint, element: value });
  return undefined;
}

function wholeIn(report: Report, path: string, value: bigint, least: number, most: number): number | undefined {
  if (value >= BigInt(least) && value <= BigInt(most)) return Number(value);
  complain(report, 'FS8503', path, `\`${path}\` lies between ${least} and ${most}, but ${value} is written.`);
  return undefined;
}

function nameOfKind(setting: Setting): string {
  switch (setting.kind) {
    case 'text':
      return 'a text that is not empty';
    case 'texts':
      return 'a list of texts';
    case 'choice':
      return `one of ${setting.of.map((each) => `"${each}"`).join(', ')}`;
    case 'choices':
      return `a list of ${setting.of.map((each) => `"${each}"`).join(', ')}`;
    case 'whole':
      return 'a whole number';
    case 'flag':
      return '`true` or `false`';
    case 'not-built':
      return 'not to be set';
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text "${value}"`;
  if (typeof value === 'bigint') return `the number ${value}`;
  if (typeof value === 'number') return `the fraction ${value}`;
  if (typeof value === 'boolean') return `\`${value}\``;
  if (value instanceof Date) return 'a date';
  return Array.isArray(value) ? 'a list of something else' : 'a table';
}
