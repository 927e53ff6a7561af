// In: a known type and what an operator needs of it. Out: yes, no, or the parts that decide. The rules that F# writes as type constraints.
import { mayRead, mayWrite } from '../memory/region.ts';
import type { NumericName, Type, TypeDeclaration } from './type.ts';

export type Requirement =
  | 'equality'
  | 'comparison'
  /** Arithmetic. */
  | 'number'
  /** Shifts, loop bounds. */
  | 'integer'
  /** `&&&`, `|||`, `^^^`, `~~~`: integers, and enums, whose members are bits. */
  | 'bits'
  /** Unary minus, `abs`. */
  | 'signed'
  /** `sqrt`. */
  | 'floating'
  /** `min`, `max`: numbers; unlike `number`, a function stays generic in it. */
  | 'ordered'
  /** No unit of measure: a product of unknown factors has been typed as one of them. */
  | 'dimensionless'
  /** Operand of a conversion: numbers, characters, enums. */
  | 'source'
  /** Operand of a checked conversion: the same without floats. */
  | 'whole'
  /** What `enum` makes of an `int`. */
  | 'enumeration'
  /** Access kinds. */
  | 'readable'
  | 'writable'
  /** Value at a raw address or in a register: any bit pattern is a value. */
  | 'raw'
  /** Has a text: numbers, characters, booleans, strings, enums, unions without fields. */
  | 'printed';

export type Answer = 'yes' | 'no' | { readonly parts: readonly Type[] };

const unsigned: ReadonlySet<NumericName> = new Set(['uint', 'unativeint', 'uint8', 'uint16', 'uint32', 'uint64']);

export function isFloating(name: NumericName): boolean {
  return name === 'float' || name === 'float32';
}

export function isSigned(name: NumericName): boolean {
  return !unsigned.has(name);
}

function answer(holds: unknown): 'yes' | 'no' {
  return holds ? 'yes' : 'no';
}

/** Parameters of a generic definition meet everything: their requirements are kept in its scheme and asked again at each use. */
export function meets(type: Type, requirement: Requirement): Answer {
  if (type.kind === 'parameter' || type.kind === 'error') return 'yes';
  switch (requirement) {
    case 'equality':
      return hasEquality(type, new Set());
    case 'comparison':
      return answer(
        type.kind === 'numeric' ||
          type.kind === 'char' ||
          type.kind === 'bool' ||
          type.kind === 'string' ||
          isEnum(type),
      );
    case 'number':
    case 'ordered':
    case 'raw':
    case 'dimensionless':
      return answer(type.kind === 'numeric');
    case 'integer':
      return answer(type.kind === 'numeric' && !isFloating(type.name));
    case 'bits':
      return answer((type.kind === 'numeric' && !isFloating(type.name)) || isEnum(type));
    case 'enumeration':
      return answer(underlyingOf(type) === 'int');
    case 'signed':
      return answer(type.kind === 'numeric' && isSigned(type.name));
    case 'floating':
      return answer(type.kind === 'numeric' && isFloating(type.name));
    case 'source':
      return answer(type.kind === 'numeric' || type.kind === 'char' || isEnum(type));
    case 'whole':
      return answer((type.kind === 'numeric' && !isFloating(type.name)) || type.kind === 'char' || isEnum(type));
    case 'printed':
      return answer(
        type.kind === 'numeric' ||
          type.kind === 'char' ||
          type.kind === 'bool' ||
          type.kind === 'string' ||
          (isEnum(type) && !isSetOfMembers(type)) ||
          isPlainUnion(type),
      );
    case 'readable':
      return answer(type.kind === 'access' && mayRead(type.access));
    case 'writable':
      return answer(type.kind === 'access' && mayWrite(type.access));
  }
}

function isEnum(type: Type): boolean {
  return underlyingOf(type) !== undefined;
}

/** The integer type of an enum's members. */
export function underlyingOf(type: Type): NumericName | undefined {
  if (type.kind !== 'nominal') return undefined;
  const { body } = type.declaration;
  return body.kind === 'enum' ? body.underlying : undefined;
}

/** An enum whose values are sets of members: their texts would be lists of names. */
export function isSetOfMembers(type: Type): boolean {
  return type.kind === 'nominal' && type.declaration.body.kind === 'enum' && type.declaration.body.values === 'sets';
}

/** A union whose cases are names only. */
function isPlainUnion(type: Type): boolean {
  if (type.kind !== 'nominal') return false;
  const { body } = type.declaration;
  return body.kind === 'union' && body.cases.every((each) => each.fields.length === 0);
}

/** Structural equality; arrays, spans and pointers have none in this dialect. */
function hasEquality(type: Type, seen: Set<TypeDeclaration>): Answer {
  switch (type.kind) {
    case 'array':
    case 'sequence':
    case 'span':
    case 'pointer':
    case 'address':
    case 'function':
    case 'region':
    case 'access':
      return 'no';
    case 'tuple':
      return { parts: type.items };
    case 'nominal': {
      if (seen.has(type.declaration)) return 'yes';
      seen.add(type.declaration);
      const { body } = type.declaration;
      if (body.kind === 'descriptor' || body.kind === 'object') return 'no';
      const fields =
        body.kind === 'record' ? body.fields : body.kind === 'union' ? body.cases.flatMap((each) => each.fields) : [];
      if (fields.some((field) => refusesEquality(field.type, seen))) return 'no';
      return { parts: type.arguments };
    }
    default:
      return 'yes';
  }
}

function refusesEquality(type: Type, seen: Set<TypeDeclaration>): boolean {
  const inner = hasEquality(type, seen);
  if (inner === 'no') return true;
  return inner !== 'yes' && inner.parts.some((part) => part.kind !== 'variable' && refusesEquality(part, seen));
}
