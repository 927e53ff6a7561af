// Finds nodes of a syntax tree whose span lies outside the file or, for sound trees, outside their parent's.
import type { Span } from '../../src/base/source.ts';

interface Visit {
  readonly node: unknown;
  readonly parent: Span | undefined;
  readonly path: string;
}

/** Iterative, since trees of odd inputs may be deep. */
export function misplacedSpans(root: unknown): readonly string[] {
  const wrong: string[] = [];
  const open: Visit[] = [{ node: root, parent: undefined, path: '' }];
  for (let visit = open.pop(); visit; visit = open.pop()) {
    const { node, parent, path } = visit;
    if (typeof node !== 'object' || node === null) continue;
    const span = (node as { readonly span?: Span }).span;
    if (span && !(span.start >= 0 && span.start <= span.end && span.end <= span.file.text.length)) {
      wrong.push(`${path}: ${span.start}–${span.end} outside the file`);
    }
    // An `error` node stands where something is missing, which may be behind its parent.
    const isError = (node as { readonly kind?: unknown }).kind === 'error';
    if (span && parent && !isError && (span.start < parent.start || span.end > parent.end)) {
      wrong.push(`${path}: ${span.start}–${span.end} outside ${parent.start}–${parent.end}`);
    }
    for (const [key, child] of Object.entries(node)) {
      const isFile = key === 'source' && typeof (child as { readonly text?: unknown })?.text === 'string';
      if (key !== 'span' && !isFile)
        open.push({ node: child, parent: key === 'attributes' ? undefined : (span ?? parent), path: `${path}.${key}` });
    }
  }
  return wrong;
}
