// In: a node. Out: how the reader knows its value: a name or a short piece of source. Never an invented name.
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';

const longest = 32;

/** The source text of an expression on one line; undefined when it is long. Names for bindings. */
export function sourceNameOf(psg: Psg, id: NodeId): string | undefined {
  const node = psg.node(id);
  if (node.kind === 'binding' || node.kind === 'value' || node.kind === 'function') return node.name;
  if (node.kind === 'local') return sourceNameOf(psg, node.binding);
  if (node.kind === 'global') return sourceNameOf(psg, node.value);
  const text = node.span.file.text.slice(node.span.start, node.span.end).replace(/\s+/g, ' ').trim();
  return text !== '' && text.length <= longest ? text : undefined;
}
