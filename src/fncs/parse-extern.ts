// In: tokens at `extern`. Out: the binding that it declares, `let name (parameters) : result` without a body of its own. Types are written as in C, before the names.
import { expect, nameOf, type Parser, parseBracket, parseName, parsePath } from './grammar.ts';
import { parseTypeArguments } from './parse-type.ts';
import type { Attribute, Binding, Declaration, Name, Parameter, SyntaxPattern, SyntaxType } from './syntax.ts';

/** `extern int32 abs(int32 n)`, as F# writes it. */
export function parseExtern(p: Parser, attributes: readonly Attribute[]): Declaration | undefined {
  const { tokens } = p;
  const keyword = tokens.next();
  const result = parseForeignType(p);
  const name = result && parseName(p, 'the name of the function');
  if (!result || !name) return undefined;
  const opener = expect(p, '(', `and the parameters of \`${name.text}\``);
  if (!opener) return undefined;
  const inside = parseBracket(p, opener, ')', () => {
    const list: SyntaxPattern[] = [];
    do {
      const parameter = parseForeignParameter(p, list.length);
      if (parameter) list.push(parameter);
    } while (tokens.take(','));
    return list;
  });
  const span = tokens.spanSince(keyword.start);
  const binding: Binding = {
    attributes,
    pattern: { kind: 'name', name, span: name.span },
    parameters: [parameterOf(inside ?? [], tokens.spanSince(opener.start))],
    result,
    // It has none; the checker puts the call in its place.
    body: { kind: 'literal', value: { kind: 'unit' }, measure: undefined, span },
    isMutable: false,
    isInline: false,
    isPrivate: false,
    isExtern: true,
    span,
  };
  return { kind: 'let', isRecursive: false, bindings: [binding], span };
}

/** One parameter stands for all: `()`, a name with its type, or a tuple of such. */
function parameterOf(items: readonly SyntaxPattern[], span: Parameter['span']): Parameter {
  const [only, ...more] = items;
  if (!only) return { pattern: { kind: 'literal', value: { kind: 'unit' }, span }, span };
  return { pattern: more.length === 0 ? only : { kind: 'tuple', items, span }, span };
}

function parseForeignParameter(p: Parser, at: number): SyntaxPattern | undefined {
  const { tokens } = p;
  const start = tokens.peek().start;
  const type = parseForeignType(p);
  if (!type) return undefined;
  const written = tokens.peek();
  const name: Name =
    written.kind === 'identifier' ? nameOf(p, tokens.next()) : { text: `argument${at + 1}`, span: type.span };
  return {
    kind: 'typed',
    pattern: { kind: 'name', name, span: name.span },
    type,
    span: tokens.spanSince(start),
  };
}

/** A path and `[]`s; `void` is `unit`. F# has no type arguments here; pointers of C have no extent. */
function parseForeignType(p: Parser): SyntaxType | undefined {
  const { tokens } = p;
  const token = tokens.peek();
  let type: SyntaxType;
  if (tokens.take('void')) {
    const span = tokens.spanOf(token);
    type = { kind: 'named', path: [{ text: 'unit', span }], arguments: [], span };
  } else if (token.kind === 'identifier') {
    const path = parsePath(p);
    type = { kind: 'named', path, arguments: [], span: tokens.spanSince(token.start) };
  } else {
    tokens.syntaxError(`Expected a type of C, but found ${tokens.describeNext()}.`, {
      hint: 'Write `extern int32 abs(int32 n)`: the type of the result, the name, and a type before each parameter.',
    });
    return undefined;
  }
  for (let isRefused = false; ; ) {
    const next = tokens.peek();
    if (tokens.is('[') && tokens.ahead(1).text === ']') {
      parseBracket(p, tokens.next(), ']', () => undefined);
      type = { kind: 'array', element: type, rank: 1, span: tokens.spanSince(token.start) };
    } else if (tokens.is('*') || tokens.is('&') || tokens.is('<')) {
      if (tokens.is('<')) parseTypeArguments(p);
      else tokens.next();
      if (!isRefused)
        tokens.report('FS8217', tokens.spanSince(next.start), 'What this points at has no extent in an `extern`.', {
          hint: 'Write `[<FidelityExtern("c", "name")>] let name (data: ReadOnlySpan<byte>) : … = Unchecked.defaultof<_>`; a pointer that only C reads is a `nativeint`.',
        });
      isRefused = true;
      type = { kind: 'error', span: tokens.spanSince(token.start) };
    } else return type;
  }
}
