// In: an intrinsic's signature text. Out: its type scheme: parameters with what they require, and the curried type. Parsed once.
import { never } from '../base/never.ts';
import { accesses, regions } from '../memory/region.ts';
import type { SchemeParameter } from './check-scope.ts';
import { type IntrinsicId, intrinsicSignatures } from './intrinsic.ts';
import type { Requirement } from './requirement.ts';
import type { NumericName, Type } from './type.ts';
import type { Sort } from './unify.ts';

export interface IntrinsicScheme {
  readonly parameters: readonly SchemeParameter[];
  readonly type: Type;
  readonly arity: number;
}

/** What the type parameters must be able to do, beside what the type says. */
const requirements: Partial<Record<IntrinsicId, readonly [parameter: string, requirement: Requirement]>> = {
  'NativePtr.get': ['a', 'readable'],
  'NativePtr.read': ['a', 'readable'],
  'Ptr.read': ['a', 'readable'],
  'NativePtr.set': ['a', 'writable'],
  'NativePtr.write': ['a', 'writable'],
  'Ptr.write': ['a', 'writable'],
  'Ptr.readAt': ['T', 'raw'],
  'Ptr.writeAt': ['T', 'raw'],
  min: ['T', 'ordered'],
  max: ['T', 'ordered'],
  abs: ['T', 'signed'],
  sqrt: ['T', 'floating'],
  enum: ['T', 'enumeration'],
  'Platform.Service.zero': ['T', 'number'],
};

const conversions: ReadonlySet<IntrinsicId> = new Set<IntrinsicId>([
  'int',
  'uint',
  'nativeint',
  'unativeint',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'byte',
  'sbyte',
  'char',
  'float32',
  'float',
]);

const schemes = new Map<IntrinsicId, IntrinsicScheme>();

export function schemeOf(id: IntrinsicId): IntrinsicScheme {
  const known = schemes.get(id);
  if (known) return known;
  const { type, sorts } = parseSignature(intrinsicSignatures[id]);
  const [requiring, requirement] = conversions.has(id)
    ? (['T', 'source'] as const)
    : id.startsWith('Checked.')
      ? (['T', 'whole'] as const)
      : (requirements[id] ?? []);
  const parameters = [...sorts].map(
    ([name, sort]): SchemeParameter => ({
      name,
      sort,
      requirements: requirement !== undefined && requiring === name ? new Map([[requirement, id]]) : new Map(),
    }),
  );
  const scheme = { parameters, type, arity: arityOf(type) };
  schemes.set(id, scheme);
  return scheme;
}

export function arityOf(type: Type): number {
  return type.kind === 'function' ? 1 + arityOf(type.to) : 0;
}

function parseSignature(text: string): { readonly type: Type; readonly sorts: ReadonlyMap<string, Sort> } {
  const tokens = text.match(/->|\[\]|'?\w+|[<>,*()]/g) ?? [];
  const sorts = new Map<string, Sort>();
  let at = 0;
  const accept = (token: string): boolean => tokens[at] === token && ++at > 0;
  const expect = (token: string): void =>
    void (accept(token) || never(`signature ${text} expects ${token} at token ${at}`));

  const functionType = (): Type => {
    const from = tupleType();
    return accept('->') ? { kind: 'function', from, to: functionType() } : from;
  };
  const tupleType = (): Type => {
    const items = [postfixType('type')];
    while (accept('*')) items.push(postfixType('type'));
    const [only] = items;
    return items.length === 1 && only ? only : { kind: 'tuple', items };
  };
  const postfixType = (sort: Sort): Type => {
    let type = atom(sort);
    while (accept('[]')) type = { kind: 'array', element: type };
    return type;
  };
  const atom = (sort: Sort): Type => {
    const token = tokens[at++] ?? never(`signature ${text} ends early`);
    if (token.startsWith("'")) {
      const name = token.slice(1);
      if (!sorts.has(name)) sorts.set(name, sort);
      return { kind: 'parameter', name };
    }
    const region = regions.find((each) => each === token);
    if (region) return { kind: 'region', region };
    const access = accesses.find((each) => each === token);
    if (access) return { kind: 'access', access };
    if (token === 'unit' || token === 'bool' || token === 'char' || token === 'string') return { kind: token };
    if (token === 'Span' || token === 'ReadOnlySpan') {
      expect('<');
      const element = functionType();
      expect('>');
      return { kind: 'span', element, access: token === 'Span' ? 'readWrite' : 'readOnly' };
    }
    if (token === 'NativePtr') {
      expect('<');
      const element = functionType();
      expect(',');
      const where = postfixType('region');
      expect(',');
      const how = postfixType('access');
      expect('>');
      return { kind: 'pointer', element, region: where, access: how };
    }
    return {
      kind: 'numeric',
      name: token === 'byte' ? 'uint8' : token === 'sbyte' ? 'int8' : (token as NumericName),
      measure: [],
    };
  };

  const type = functionType();
  if (at !== tokens.length) never(`signature ${text} has more than a type`);
  return { type, sorts };
}
