// In: a guard of the emitted program, and the values with which its claim fails in the interpreter. Out: the line that the image prints.
import type { Guard } from '../alex/treatment.ts';
import { startOf } from '../base/source.ts';
import type { Roles } from '../interpreter/machine.ts';

/** The role behind a printed word, where it has another name. */
const roleOf: Readonly<Record<string, string>> = { length: 'extent' };

/** The column that a guard's table can hold. */
const largestColumn = 0xffff;

export function guardLine({ id, kind, span, values, message }: Guard, roles: Roles): string {
  const { line, column } = startOf(span);
  const said = message === undefined ? [] : [message];
  const shown = [...said, ...values.map(({ label }) => `${label} ${roles[label] ?? roles[roleOf[label] ?? label]}`)];
  const place = `${span.file.path}:${line}:${Math.min(column, largestColumn)}`;
  return `firefly: guard ${id} (${kind}) failed at ${place}${shown.length > 0 ? `: ${shown.join(', ')}` : ''}\n`;
}
