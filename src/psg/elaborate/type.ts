// In: a checked source type and the types of the type parameters in force. Out: the graph's type, monomorphic and without measures.
import { assertNever, never } from '../../base/never.ts';
import type { NumericName, Type as SourceType, TypeDeclaration } from '../../fncs/type.ts';
import { type IntegerType, nameOfType, type PointerType, type Type } from '../type.ts';
import type { FunctionTypes } from './function-type.ts';

/** What a definition is generic in: types, and the regions and access kinds of pointers. */
export type TypeArgument = Type | Extract<SourceType, { kind: 'region' | 'access' }>;

/** What the type parameters in force stand for, and the function types of the program. */
export interface Substitution {
  readonly types: ReadonlyMap<string, TypeArgument>;
  readonly functions: FunctionTypes;
}

const integers: Readonly<Record<Exclude<NumericName, 'float' | 'float32'>, IntegerType>> = {
  int: { kind: 'integer', bits: 'word', signed: true },
  uint: { kind: 'integer', bits: 'word', signed: false },
  nativeint: { kind: 'integer', bits: 'word', signed: true },
  unativeint: { kind: 'integer', bits: 'word', signed: false },
  int8: { kind: 'integer', bits: 8, signed: true },
  int16: { kind: 'integer', bits: 16, signed: true },
  int32: { kind: 'integer', bits: 32, signed: true },
  int64: { kind: 'integer', bits: 64, signed: true },
  uint8: { kind: 'integer', bits: 8, signed: false },
  uint16: { kind: 'integer', bits: 16, signed: false },
  uint32: { kind: 'integer', bits: 32, signed: false },
  uint64: { kind: 'integer', bits: 64, signed: false },
};

export function integerTypeOf(name: NumericName): IntegerType {
  if (name === 'float' || name === 'float32') never('the checker gives enums integer types');
  return integers[name];
}

/** Invariant: equal source types give structurally equal graph types, so `nameOfType` names one type. */
export function elaborateType(type: SourceType, substitution: Substitution): Type {
  const inner = (part: SourceType): Type => elaborateType(part, substitution);
  switch (type.kind) {
    case 'unit':
      return { kind: 'unit' };
    case 'bool':
      return { kind: 'boolean' };
    case 'char':
      return { kind: 'character' };
    case 'string':
      return { kind: 'string' };
    case 'numeric':
      if (type.name === 'float32') return { kind: 'float', bits: 32 };
      if (type.name === 'float') return { kind: 'float', bits: 64 };
      return integers[type.name];
    case 'array':
      return { kind: 'array', element: inner(type.element) };
    case 'span':
      return { kind: 'span', element: inner(type.element), access: type.access };
    case 'pointer':
      return elaboratePointer(type, substitution);
    case 'address':
      return { kind: 'address', element: inner(type.element) };
    case 'tuple':
      return { kind: 'tuple', items: type.items.map(inner) };
    case 'nominal':
      return elaborateNominal(type.declaration, type.arguments.map(inner), substitution.functions);
    case 'function':
      return substitution.functions.of(inner(type.from), inner(type.to)).union;
    case 'sequence':
      return substitution.functions.sequenceOf(inner(type.element)).union;
    case 'parameter': {
      const argument = argumentNamed(type.name, substitution);
      if (argument.kind === 'region' || argument.kind === 'access') return never(`'${type.name} stands for a type`);
      return argument;
    }
    case 'variable':
    case 'error':
    case 'region':
    case 'access':
      return never(`a checked program has no value of type ${type.kind}`);
    default:
      return assertNever(type);
  }
}

function argumentNamed(name: string, substitution: Substitution): TypeArgument {
  return substitution.types.get(name) ?? never(`type parameter '${name} has a type in every instance`);
}

/** A type argument of a call. */
export function elaborateArgument(type: SourceType, substitution: Substitution): TypeArgument {
  if (type.kind === 'parameter') return argumentNamed(type.name, substitution);
  return type.kind === 'region' || type.kind === 'access' ? type : elaborateType(type, substitution);
}

export function nameOfArgument(argument: TypeArgument): string {
  if (argument.kind === 'region') return argument.region;
  return argument.kind === 'access' ? argument.access : nameOfType(argument);
}

export function elaboratePointer(type: SourceType, substitution: Substitution): PointerType {
  if (type.kind !== 'pointer') never('registers are pointers');
  const [region, access] = [type.region, type.access].map((part) =>
    part.kind === 'parameter' ? argumentNamed(part.name, substitution) : part,
  );
  if (region?.kind !== 'region' || access?.kind !== 'access') never('region and access of a checked pointer are known');
  return {
    kind: 'pointer',
    element: elaborateType(type.element, substitution),
    region: region.region,
    access: access.access,
  };
}

function elaborateNominal(
  declaration: TypeDeclaration,
  argumentTypes: readonly Type[],
  functions: FunctionTypes,
): Type {
  const types = new Map(
    declaration.parameters.map((name, at) => [name, argumentTypes[at] ?? never('types have all their arguments')]),
  );
  const substitution: Substitution = { types, functions };
  const name =
    argumentTypes.length === 0 ? declaration.name : `${declaration.name}<${argumentTypes.map(nameOfType).join(', ')}>`;
  const { body } = declaration;
  switch (body.kind) {
    case 'record':
      return {
        kind: 'record',
        name,
        fields: body.fields.map((field) => ({ name: field.name, type: elaborateType(field.type, substitution) })),
      };
    case 'union':
      return {
        kind: 'union',
        name,
        cases: body.cases.map((each) => ({
          name: each.name,
          fields: each.fields.map((field) => ({ name: field.name, type: elaborateType(field.type, substitution) })),
        })),
      };
    case 'object':
      return { kind: 'unit' };
    case 'enum':
      return { kind: 'enum', name, underlying: integerTypeOf(body.underlying), members: body.members };
    case 'descriptor':
      return {
        kind: 'descriptor',
        name,
        instances: body.instances,
        registers: body.registers.map(({ name: register, offset, count, type }) => ({
          name: register,
          offset,
          count,
          type: elaboratePointer(type, substitution),
        })),
      };
    case 'pending':
      return never(`type ${name} is complete once checking ends`);
    default:
      return assertNever(body);
  }
}
