// In: a project file (.fidproj, TOML) or a single source. Out: the project with defaults filled in, and what is wrong with it at its place. Reads no files.
import { parse, TomlError } from 'smol-toml';
import type { SourceFile } from '../base/source.ts';
import { diagnostic } from '../diagnostics/catalogue.ts';
import { type Diagnostic, hasErrors, type Outcome, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import {
  complain,
  didYouMean,
  notBuiltSections,
  type Report,
  readSetting,
  schema,
  targetAliases,
  type Value,
} from './project-schema.ts';
import { findTomlPlaces } from './toml-places.ts';

export interface Project {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly authors: readonly string[];
  readonly license: string;
  /** Canonical names, at least one, each once, in the order written. */
  readonly targets: readonly string[];
  /** Undefined: each target's default board. */
  readonly board: string | undefined;
  /** `mixed`: stack and arenas. */
  readonly memoryModel: 'stack_only' | 'mixed';
  /** In bytes; a linked image whose worst case is deeper, or unbounded, is refused. */
  readonly maxStackSize: number | undefined;
  readonly optimization: 'speed' | 'size';
  /** In compilation order, relative to the project's folder, with forward slashes. */
  readonly sources: readonly string[];
  /** Base name of the files that are written. */
  readonly output: string;
  readonly outputKind: 'console' | 'freestanding' | 'embedded';
  /** Whether the image is linked with the C library, so that its functions can be called. */
  readonly cLibrary: 'linked' | 'none';
  readonly proof: {
    /** Z3 steps per query. */
    readonly rlimit: number;
    /** Obligation kinds that must be fully proved. */
    readonly require: readonly string[];
    /** `optional`: a check is dropped by a proof that the checker does not confirm, too. */
    readonly certificates: 'required' | 'optional';
  };
}

/** Z3 steps per query when the project names none; as `defaultRlimit` of proofs/discharge.ts, held equal by a test. */
const defaultRlimit = 3_000_000;

export function parseProject(source: SourceFile): Outcome<Project | undefined> {
  const table = readToml(source);
  if ('problem' in table) return { value: undefined, problems: [table.problem] };
  const report: Report = { places: findTomlPlaces(source), problems: [] };
  const settings = readSections(report, table.value);
  const project = fill(report, settings);
  const problems = sortDiagnostics(report.problems);
  return { value: hasErrors(problems) ? undefined : project, problems };
}

/** The project of a single source file: all defaults, named after the file. */
export function defaultProject(file: SourceFile): Project {
  const name = baseName(file.path);
  return {
    name,
    version: '0.0.0',
    description: '',
    authors: [],
    license: '',
    targets: ['x86_64-linux'],
    board: undefined,
    memoryModel: 'mixed',
    maxStackSize: undefined,
    optimization: 'speed',
    sources: [file.path],
    output: name,
    outputKind: 'console',
    cLibrary: 'none',
    proof: { rlimit: defaultRlimit, require: [], certificates: 'required' },
  };
}

function baseName(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.[^.]+$/, '');
}

type Table = Readonly<Record<string, unknown>>;

function readToml(source: SourceFile): { readonly value: Table } | { readonly problem: Diagnostic } {
  try {
    return { value: parse(source.text, { integersAsBigInt: true, unsafeKeyBehaviour: 'throw' }) };
  } catch (failure) {
    if (!(failure instanceof TomlError)) throw failure;
    const start = offsetOf(source.text, failure.line, failure.column);
    const end = Math.min(source.text.length, start + 1);
    const [first = ''] = failure.message.split('\n');
    const why = first.replace(/^Invalid TOML document: /, '');
    return { problem: diagnostic('FS8501', { file: source, start, end }, `The reader says: ${why}.`) };
  }
}

/** Offset of a 1-based line and column. */
function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const next = text.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  return Math.min(text.length, start + Math.max(0, column - 1));
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

type Settings = ReadonlyMap<string, Value>;

function readSections(report: Report, table: Table): Settings {
  const settings = new Map<string, Value>();
  const topLevel = [
    ...new Set([...Object.keys(schema), ...Object.keys(notBuiltSections)].map((name) => name.split('.')[0] ?? name)),
  ];
  for (const [section, content] of Object.entries(table)) {
    const notBuilt = notBuiltSections[section];
    if (notBuilt !== undefined) {
      if (!isTable(content) || Object.keys(content).length > 0) {
        complain(report, 'FS8505', section, `The section [${section}] cannot be used.`, { hint: notBuilt });
      }
    } else if (!topLevel.includes(section))
      unknownName(report, section, section, topLevel, isTable(content) ? 'section' : 'key');
    else if (!isTable(content)) complain(report, 'FS8503', section, `\`${section}\` is a section: \`[${section}]\`.`);
    else readSection(report, section, content, settings);
  }
  return settings;
}

function unknownName(report: Report, path: string, name: string, known: readonly string[], what: string): void {
  const near = didYouMean(name, known);
  const hint = `${near === undefined ? '' : `${near} `}Possible: ${known.join(', ')}.`;
  complain(report, 'FS8502', path, `There is no ${what} \`${path}\`.`, { hint });
}

function readSection(report: Report, section: string, content: Table, settings: Map<string, Value>): void {
  const keys = schema[section] ?? {};
  const inner = Object.keys(schema).flatMap((name) =>
    name.startsWith(`${section}.`) ? [name.slice(section.length + 1)] : [],
  );
  for (const [key, value] of Object.entries(content)) {
    const path = `${section}.${key}`;
    const setting = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (setting) {
      const read = readSetting(report, path, setting, value);
      if (read !== undefined) settings.set(path, read);
    } else if (!inner.includes(key)) unknownName(report, path, key, [...Object.keys(keys), ...inner], 'key');
    else if (isTable(value)) readSection(report, path, value, settings);
    else complain(report, 'FS8503', path, `\`${path}\` is a section: \`[${path}]\`.`);
  }
}

function fill(report: Report, settings: Settings): Project {
  const text = (path: string, otherwise: string) => {
    const value = settings.get(path);
    return typeof value === 'string' ? value : otherwise;
  };
  const whole = (path: string) => {
    const value = settings.get(path);
    return typeof value === 'number' ? value : undefined;
  };
  const texts = (path: string) => {
    const value = settings.get(path);
    return typeof value === 'object' ? value : [];
  };
  checkNotBuilt(report, settings);
  checkTargets(report, settings);
  checkCLibrary(report, settings);
  const sources = checkSources(report, texts('build.sources'), settings);
  const name = text('package.name', 'program');
  if (!settings.has('package.name')) demand(report, 'package.name', 'package');
  else checkFileName(report, 'package.name', name);
  const output = text('build.output', name);
  if (settings.has('build.output')) checkFileName(report, 'build.output', output);
  const written = settings.has('compilation.target') ? [text('compilation.target', '')] : texts('compilation.targets');
  const targets = [...new Set(written.map((each) => targetAliases[each] ?? each))];
  const kind = text('build.output_kind', 'console');
  return {
    name,
    version: text('package.version', '0.0.0'),
    description: text('package.description', ''),
    authors: texts('package.authors'),
    license: text('package.license', ''),
    targets: targets.length > 0 ? targets : ['x86_64-linux'],
    board: settings.has('platform.board') ? text('platform.board', '') : undefined,
    memoryModel: text('compilation.memory_model', 'mixed') === 'stack_only' ? 'stack_only' : 'mixed',
    maxStackSize: whole('compilation.max_stack_size'),
    optimization: settings.get('optimization.size') === true ? 'size' : 'speed',
    sources,
    output,
    outputKind: kind === 'embedded' || kind === 'freestanding' ? kind : 'console',
    cLibrary: settings.get('build.c_library') === true ? 'linked' : 'none',
    proof: {
      rlimit: whole('proof.rlimit') ?? defaultRlimit,
      require: texts('proof.require'),
      certificates: settings.get('proof.allow-uncertified') === true ? 'optional' : 'required',
    },
  };
}

/** A key that must be there: reported at its section, unless something is wrong with its value already. */
function demand(report: Report, path: string, section: string): void {
  if (report.places.keyAt(path).end > 0) return;
  complain(report, 'FS8504', section, `\`${path}\` is missing.`, {
    hint: `Write \`${path.split('.').at(-1)} = …\` below [${section}].`,
  });
}

/** Values of the language page that this version does not build. */
function checkNotBuilt(report: Report, settings: Settings): void {
  const refuse = (path: string, detail: string, hint: string) => complain(report, 'FS8505', path, detail, { hint });
  if ((settings.get('compilation.heap_size') ?? 0) !== 0) {
    complain(report, 'FS8503', 'compilation.heap_size', 'There is no heap, so `heap_size` must be 0.', {
      hint: 'Leave it out.',
    });
  }
  if (settings.get('compilation.memory_model') === 'arena') {
    refuse(
      'compilation.memory_model',
      'Programs that live in arenas alone are not built.',
      'Write "stack_only", or "mixed".',
    );
  }
  if (settings.get('build.output_kind') === 'library') {
    refuse('build.output_kind', 'Libraries are not built.', 'Write "console", "freestanding" or "embedded".');
  }
  const level = settings.get('optimization.level');
  if (level !== undefined && level !== 3) {
    refuse(
      'optimization.level',
      `Images are optimised at level 3 or for size, not at level ${level}.`,
      'Write `level = 3`, or `size = true`.',
    );
  }
}

function checkTargets(report: Report, settings: Settings): void {
  if (settings.has('compilation.target') && settings.has('compilation.targets')) {
    complain(report, 'FS8503', 'compilation.target', 'Both `target` and `targets` are written.', {
      hint: 'Keep one of them.',
    });
  }
  const list = settings.get('compilation.targets');
  if (typeof list === 'object' && list.length === 0) {
    complain(report, 'FS8503', 'compilation.targets', 'The list of targets is empty.', {
      hint: 'Name at least one, or leave the key out.',
    });
  }
}

/** Only a console program for Linux has a C library to be linked with. */
function checkCLibrary(report: Report, settings: Settings): void {
  if (settings.get('build.c_library') !== true) return;
  const path = 'build.c_library';
  const {
    'compilation.target': one,
    'compilation.targets': several,
    'build.output_kind': kind = 'console',
  } = Object.fromEntries(settings);
  const targets = typeof one === 'string' ? [one] : typeof several === 'object' ? several : [];
  const other = targets.find((each) => (targetAliases[each] ?? each) !== 'x86_64-linux');
  if (kind !== 'console')
    complain(report, 'FS8503', path, `An image of kind "${kind}" has no C library.`, {
      hint: 'Write `output_kind = "console"`, or leave `c_library` out.',
    });
  else if (other !== undefined)
    complain(report, 'FS8503', path, `\`${other}\` has no C library.`, {
      hint: 'Build for x86_64-linux alone, or leave `c_library` out.',
    });
}

const upwards = /(^|\/)\.\.(\/|$)/;

function checkSources(report: Report, list: readonly string[], settings: Settings): readonly string[] {
  const path = 'build.sources';
  if (!settings.has(path)) demand(report, path, 'build');
  else if (list.length === 0)
    complain(report, 'FS8503', path, 'The list of sources is empty.', {
      hint: 'Name the files in the order of compilation.',
    });
  const sources = list.map((each) => each.replaceAll('\\', '/').replace(/^(\.\/)+/, ''));
  list.forEach((element, at) => {
    const source = sources[at] ?? element;
    if (!/\.(fs|clef)$/.test(source)) {
      complain(report, 'FS8503', path, `\`${source}\` is no source file: those end in .fs or .clef.`, { element });
    } else if (source.startsWith('/') || /^[A-Za-z]:/.test(source) || upwards.test(source)) {
      const hint = 'Sources are named relative to the project file.';
      complain(report, 'FS8503', path, `\`${source}\` lies outside the project's folder.`, { hint, element });
    } else if (sources.indexOf(source) !== at) {
      complain(report, 'FS8503', path, `\`${source}\` is listed twice.`, { element });
    }
  });
  return sources;
}

/** The name becomes a file's name on the user's disk. */
function checkFileName(report: Report, path: string, name: string): void {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_.+-]*$/u.test(name)) return;
  complain(report, 'FS8503', path, `\`${name}\` cannot name a file.`, {
    hint: 'Use letters, digits, `_`, `-`, `.` and `+`.',
  });
}
