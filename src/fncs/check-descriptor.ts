// In: a record type with `PeripheralDescriptor` attributes. Out: the descriptor: instances with their base addresses, registers with offset, extent and
// pointer type. What the attributes say must agree with the types of the fields.

import type { Access } from '../memory/region.ts';
import { argumentsOf, attributeNamed, attributesNamed, checkAttributes } from './check-attribute.ts';
import { constantOf } from './check-constant.ts';
import { type Context, infer, report, spell } from './check-context.ts';
import type { Scope } from './check-scope.ts';
import { toType } from './check-type.ts';
import type { Attribute, TypeBody, TypeDefinition } from './syntax.ts';
import type { DeclaredRegister, Type, TypeDeclarationBody } from './type.ts';
import type { Constant } from './typed.ts';

type Fields = Extract<TypeBody, { kind: 'record' }>['fields'];

const accessLetters: Readonly<Record<string, Access>> = { r: 'readOnly', w: 'writeOnly', rw: 'readWrite' };

/** Bytes of a register's element on every target; word-sized types differ between targets and are refused. */
const registerBytes: Readonly<Record<string, number>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
};

export function descriptorBody(
  context: Context,
  scope: Scope,
  definition: TypeDefinition,
  fields: Fields,
): TypeDeclarationBody {
  if (definition.parameters.length > 0)
    report(context, 'FS8265', definition.name.span, { detail: 'A peripheral descriptor has no type parameters.' });
  const instances = attributesNamed(definition.attributes, 'PeripheralDescriptor').flatMap((attribute) => {
    if (argumentsOf(attribute).length !== 2) return [];
    const [name, base] = valuesOf(context, scope, attribute);
    if (typeof name === 'string' && /^[\p{L}_][\p{L}\p{N}_']*$/u.test(name) && typeof base === 'bigint' && base >= 0n)
      return [{ name, base }];
    report(context, 'FS8265', attribute.span, {
      detail: 'An instance has a name and a base address.',
      hint: 'Write `[<PeripheralDescriptor("GPIOA", 0x42020000UL)>]`.',
    });
    return [];
  });
  const names = new Set<string>();
  for (const { name } of instances) {
    if (names.has(name))
      report(context, 'FS8265', definition.name.span, { detail: `The instance \`${name}\` is declared twice.` });
    names.add(name);
  }
  const registers = fields.flatMap((field) => registerOf(context, scope, field) ?? []);
  refuseOverlap(context, definition, registers);
  return { kind: 'descriptor', instances, registers };
}

function valuesOf(context: Context, scope: Scope, attribute: Attribute): readonly Constant[] {
  return argumentsOf(attribute).map((argument) => constantOf(context, infer(context, scope, argument)));
}

function registerOf(context: Context, scope: Scope, field: Fields[number]): DeclaredRegister | undefined {
  checkAttributes(context, field.attributes, 'field');
  const type = toType(context, scope, field.type);
  const attribute = attributeNamed(field.attributes, 'Register');
  if (!attribute) {
    report(context, 'FS8265', field.name.span, {
      detail: `The field \`${field.name.text}\` has no \`Register\` attribute.`,
      hint: 'Write `[<Register("NAME", 0x00u, "rw")>]` before it.',
    });
    return undefined;
  }
  if (argumentsOf(attribute).length !== 3 && argumentsOf(attribute).length !== 4) return undefined;
  const [name, offset, letters, extent] = valuesOf(context, scope, attribute);
  const access =
    typeof letters === 'string' && Object.hasOwn(accessLetters, letters) ? accessLetters[letters] : undefined;
  const count = argumentsOf(attribute).length < 4 ? 1n : extent;
  if (
    typeof name !== 'string' ||
    typeof offset !== 'bigint' ||
    offset < 0n ||
    !access ||
    typeof count !== 'bigint' ||
    count < 1n ||
    count > 1n << 20n
  ) {
    report(context, 'FS8265', attribute.span, {
      detail:
        'A register has a name, an offset in bytes, an access "r", "w" or "rw", and, if it is an array, its number of elements.',
      hint: 'Write `[<Register("IDR", 0x10u, "r")>]`.',
    });
    return undefined;
  }
  if (name !== field.name.text)
    report(context, 'FS8265', attribute.span, {
      detail: `The attribute names the register \`${name}\`, the field \`${field.name.text}\`.`,
      hint: 'Give both the same name.',
    });
  return agreeing(context, field, type, attribute, access)
    ? { name: field.name.text, offset, count: Number(count), type }
    : undefined;
}

function agreeing(context: Context, field: Fields[number], type: Type, attribute: Attribute, access: Access): boolean {
  if (type.kind === 'error') return false;
  if (type.kind !== 'pointer') {
    report(context, 'FS8265', field.type.span, {
      detail: `The type of a register is a pointer, but this is ${spell(context, type)}.`,
      hint: 'Write `NativePtr<uint32, peripheral, readOnly>`.',
    });
    return false;
  }
  const { element, region, access: declared } = type;
  if (element.kind !== 'numeric' || registerBytes[element.name] === undefined) {
    report(context, 'FS8265', field.type.span, {
      detail: `A register holds an integer of fixed width, but this one holds ${spell(context, element)}.`,
      hint: 'Use uint8, uint16, uint32 or uint64.',
    });
    return false;
  }
  if (region.kind !== 'region' || (region.region !== 'peripheral' && region.region !== 'systemControl')) {
    report(context, 'FS8003', field.type.span, {
      detail: `A register lies in \`peripheral\` or \`systemControl\`, but this pointer points into ${spell(context, region)}.`,
    });
    return false;
  }
  if (declared.kind !== 'access' || declared.access !== access) {
    report(context, 'FS8265', attribute.span, {
      detail: `The attribute says \`${access}\`, the type of the field ${spell(context, declared)}.`,
      hint: 'Let both say the same.',
    });
    return false;
  }
  return true;
}

/** Two registers at one offset are a slip of the pen, unless one may only be read and the other only written. */
function refuseOverlap(context: Context, definition: TypeDefinition, registers: readonly DeclaredRegister[]): void {
  const sizeOf = ({ type, count }: DeclaredRegister): bigint =>
    BigInt(
      count *
        (type.kind === 'pointer' && type.element.kind === 'numeric' ? (registerBytes[type.element.name] ?? 4) : 4),
    );
  for (const [at, register] of registers.entries()) {
    const size = sizeOf({ ...register, count: 1 });
    if (register.offset % size !== 0n)
      report(context, 'FS8265', definition.name.span, {
        detail: `The register \`${register.name}\` at offset ${register.offset} is not aligned to its ${size} bytes.`,
      });
    const other = registers
      .slice(0, at)
      .find(
        (each) =>
          each.offset < register.offset + sizeOf(register) &&
          register.offset < each.offset + sizeOf(each) &&
          !isReadWritePair(each, register),
      );
    if (other)
      report(context, 'FS8265', definition.name.span, {
        detail: `The registers \`${other.name}\` and \`${register.name}\` overlap.`,
        hint: 'Check the offsets against the reference manual.',
      });
  }
}

function isReadWritePair(a: DeclaredRegister, b: DeclaredRegister): boolean {
  const accessOf = ({ type }: DeclaredRegister): Access | undefined =>
    type.kind === 'pointer' && type.access.kind === 'access' ? type.access.access : undefined;
  const both = [accessOf(a), accessOf(b)];
  return a.offset === b.offset && both.includes('readOnly') && both.includes('writeOnly');
}
