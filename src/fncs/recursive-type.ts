// In: a declared type. Out: the chain of declarations by which it contains itself, if it does: by value or through an array, a span or a pointer.
import type { Type, TypeDeclaration } from './type.ts';
import { partsOf } from './unify.ts';

export function recursionOf(declaration: TypeDeclaration): readonly string[] | undefined {
  return search(declaration, declaration, [], new Set());
}

function search(
  at: TypeDeclaration,
  target: TypeDeclaration,
  path: readonly string[],
  seen: Set<TypeDeclaration>,
): readonly string[] | undefined {
  if (at === target && path.length > 0) return path;
  if (seen.has(at)) return undefined;
  seen.add(at);
  for (const type of typesIn(at)) {
    for (const next of declarationsIn(type)) {
      const found = search(next, target, [...path, at.name], seen);
      if (found) return found;
    }
  }
  return undefined;
}

function typesIn({ body }: TypeDeclaration): readonly Type[] {
  switch (body.kind) {
    case 'record':
      return body.fields.map((field) => field.type);
    case 'union':
      return body.cases.flatMap((each) => each.fields.map((field) => field.type));
    case 'descriptor':
      return body.registers.map((register) => register.type);
    default:
      return [];
  }
}

function declarationsIn(type: Type): readonly TypeDeclaration[] {
  const inner = partsOf(type).flatMap(declarationsIn);
  return type.kind === 'nominal' ? [type.declaration, ...inner] : inner;
}
