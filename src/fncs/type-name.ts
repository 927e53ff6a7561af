// In: a type, solved as far as it is known. Out: its F# spelling, for messages.
import { assertNever } from '../base/never.ts';
import { nameOfMeasure } from './measure.ts';
import type { NumericName, Type } from './type.ts';

const spelling: Partial<Record<NumericName, string>> = { uint8: 'byte', int8: 'sbyte' };

export function nameOfType(type: Type): string {
  switch (type.kind) {
    case 'unit':
    case 'bool':
    case 'char':
    case 'string':
      return type.kind;
    case 'numeric': {
      const name = spelling[type.name] ?? type.name;
      return type.measure.length === 0 ? name : `${name}<${nameOfMeasure(type.measure)}>`;
    }
    case 'array':
      return `${nameOfOperand(type.element)}[]`;
    case 'sequence':
      return `seq<${nameOfType(type.element)}>`;
    case 'span':
      return `${type.access === 'readOnly' ? 'ReadOnlySpan' : 'Span'}<${nameOfType(type.element)}>`;
    case 'pointer':
      return `NativePtr<${[type.element, type.region, type.access].map(nameOfType).join(', ')}>`;
    case 'region':
      return type.region;
    case 'access':
      return type.access;
    case 'address':
      return `nativeptr<${nameOfType(type.element)}>`;
    case 'tuple':
      return type.items.map(nameOfOperand).join(' * ');
    case 'function':
      return `${nameOfOperand(type.from)} -> ${nameOfType(type.to)}`;
    case 'nominal': {
      const [only, ...more] = type.arguments;
      if (!only) return type.declaration.name;
      if (more.length === 0 && only.kind !== 'nominal') return `${nameOfOperand(only)} ${type.declaration.name}`;
      return `${type.declaration.name}<${type.arguments.map(nameOfType).join(', ')}>`;
    }
    case 'parameter':
      return `'${type.name}`;
    case 'variable':
      return '_';
    case 'error':
      return '?';
    default:
      return assertNever(type);
  }
}

/** In a place where a tuple or function type needs parentheses. */
function nameOfOperand(type: Type): string {
  return type.kind === 'tuple' || type.kind === 'function' ? `(${nameOfType(type)})` : nameOfType(type);
}
