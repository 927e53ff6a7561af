// In: the shape of a value that no rule takes, and its type. Out: its spelling in F#.
import { assertNever } from '../base/never.ts';
import { any, partsUnder, type Shape } from './match-shape.ts';
import type { Recognised } from './pattern-shape.ts';
import type { Type } from './type.ts';
import type { Constant } from './typed.ts';

export function nameOfShape(shape: Shape, type: Type): string {
  if (shape.kind === 'view') return nameOfView(shape.view, shape.inner);
  if (shape.kind !== 'head') return '_';
  const parts = partsUnder(shape.head, type);
  const inner = shape.arguments.map((each, at) => nameOfShape(each, parts[at] ?? { kind: 'error' }));
  switch (shape.head.kind) {
    case 'constant':
      return nameOfConstant(shape.head.value, type);
    case 'case': {
      const { tag } = shape.head;
      const found =
        type.kind === 'nominal' && type.declaration.body.kind === 'union'
          ? type.declaration.body.cases[tag]
          : undefined;
      const name = found?.name ?? '_';
      if (inner.length === 0) return name;
      const [only = '_'] = inner;
      return inner.length === 1 && /^[\w']+$/.test(only) ? `${name} ${only}` : `${name} (${inner.join(', ')})`;
    }
    case 'length':
      return inner.length === 0 ? '[||]' : `[| ${inner.join('; ')} |]`;
    case 'single':
      if (type.kind === 'nominal' && type.declaration.body.kind === 'record') {
        const shown = type.declaration.body.fields
          .map((field, at) => `${field.name} = ${inner[at] ?? '_'}`)
          .filter((text) => !text.endsWith(' = _'));
        return shown.length === 0 ? '_' : `{ ${shown.join('; ')} }`;
      }
      return `(${inner.join(', ')})`;
    default:
      return assertNever(shape.head);
  }
}

function nameOfConstant(value: Constant, type: Type): string {
  if (type.kind === 'char') return `'${String.fromCodePoint(Number(value))}'`;
  if (type.kind === 'nominal' && type.declaration.body.kind === 'enum') {
    const member = type.declaration.body.members.find((each) => each.value === value);
    return member ? `${type.declaration.name}.${member.name}` : `enum<${type.declaration.name}> (${value})`;
  }
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : `${value}`;
  return value === undefined ? '()' : String(value);
}

/** `Even`, `Small n`. */
function nameOfView({ recogniser, result }: Recognised, inner: Shape): string {
  const isOne = recogniser.cases.length === 1;
  const tag = inner.kind === 'head' && inner.head.kind === 'case' ? inner.head.tag : 0;
  const name = recogniser.cases[isOne ? 0 : tag] ?? '_';
  const part = isOne ? inner : inner.kind === 'head' ? (inner.arguments[0] ?? any) : any;
  const type =
    isOne || result.type.kind !== 'nominal' ? result.type : (result.type.arguments[tag] ?? { kind: 'error' as const });
  if (type.kind === 'unit') return name;
  const text = nameOfShape(part, type);
  return /^[\w']+$/.test(text) ? `${name} ${text}` : `${name} (${text})`;
}
