// In: the text of a TOML file that parses. Out: where each section and key stands, which the TOML reader does not tell. Values are not read here.
import type { SourceFile, Span } from '../base/source.ts';

export interface TomlPlaces {
  /** Span of a section's header or of a key, by its dotted path (`build.sources`). */
  readonly keyAt: (path: string) => Span;
  /** Span of what is written after the key's `=`, to the end of its line. */
  readonly valueAt: (path: string) => Span;
  /** Span of one text in the list after the key's `=`, which may go over several lines. */
  readonly elementAt: (path: string, element: string) => Span;
}

interface Place {
  readonly key: Span;
  readonly value: Span;
}

const bare = String.raw`(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')`;
const dotted = String.raw`${bare}(?:[ \t]*\.[ \t]*${bare})*`;
const header = new RegExp(String.raw`^[ \t]*\[{1,2}[ \t]*(${dotted})[ \t]*\]`);
const assignment = new RegExp(String.raw`^([ \t]*)(${dotted})([ \t]*=[ \t]*)(.*)$`);

/** The first place of each path is kept: a line within a multi-line string that looks like a key cannot displace a real one before it. */
export function findTomlPlaces(file: SourceFile): TomlPlaces {
  const places = new Map<string, Place>();
  let section: readonly string[] = [];
  let offset = 0;
  const keep = (path: readonly string[], place: Place) => {
    const name = path.join('.');
    if (!places.has(name)) places.set(name, place);
    if (path.length > 1) keep(path.slice(0, -1), place);
  };
  for (const line of file.text.split('\n')) {
    const start = offset;
    offset += line.length + 1;
    const opened = header.exec(line);
    if (opened) {
      section = parts(opened[1] ?? '');
      const span = { file, start: start + line.indexOf('['), end: start + line.trimEnd().length };
      keep(section, { key: span, value: span });
      continue;
    }
    const assigned = assignment.exec(line);
    if (!assigned) continue;
    const [, blank = '', name = '', equals = '', rest = ''] = assigned;
    const from = start + blank.length;
    const valueStart = from + name.length + equals.length;
    const written = rest.trimEnd();
    keep([...section, ...parts(name)], {
      key: { file, start: from, end: from + name.length },
      value: { file, start: valueStart, end: Math.max(valueStart + written.length, valueStart) },
    });
  }
  const whole: Span = { file, start: 0, end: 0 };
  return {
    keyAt: (path) => places.get(path)?.key ?? whole,
    valueAt: (path) => places.get(path)?.value ?? whole,
    elementAt: (path, element) => {
      const value = places.get(path)?.value ?? whole;
      const end = file.text.indexOf(']', value.start);
      for (const quoted of [`"${element}"`, `'${element}'`]) {
        const start = file.text.indexOf(quoted, value.start);
        if (start >= 0 && start < end) return { file, start, end: start + quoted.length };
      }
      return value;
    },
  };
}

function parts(name: string): readonly string[] {
  return [...name.matchAll(new RegExp(bare, 'g'))].map(([part]) => part.replace(/^["']|["']$/g, ''));
}
