// In: a type of the graph. Out: its spelling in the `firefly` dialect, where pointers keep their region and access.
import { assertNever } from '../base/never.ts';
import { bitsOf, type Target } from '../memory/target.ts';
import type { Type } from '../psg/type.ts';
import { quote } from './writer.ts';

export function dialectType(type: Type, target: Target): string {
  switch (type.kind) {
    case 'unit':
      return 'none';
    case 'boolean':
      return 'i1';
    case 'character':
      return '!firefly.named<"char">';
    case 'integer':
      return `${type.signed ? 's' : 'u'}i${bitsOf(type.bits, target)}`;
    case 'float':
      return `f${type.bits}`;
    case 'string':
      return '!firefly.string';
    case 'array':
      return `!firefly.array<${dialectType(type.element, target)}>`;
    case 'span':
      return `!firefly.span<${dialectType(type.element, target)}, "${type.access}">`;
    case 'pointer':
      return `!firefly.ptr<${dialectType(type.element, target)}, #firefly.region<"${type.region}">, "${type.access}">`;
    case 'address':
      return `!firefly.address<${dialectType(type.element, target)}>`;
    case 'tuple':
      return `tuple<${type.items.map((item) => dialectType(item, target)).join(', ')}>`;
    case 'record':
    case 'union':
    case 'enum':
    case 'descriptor':
      return `!firefly.named<${quote(type.name)}>`;
    default:
      return assertNever(type);
  }
}
