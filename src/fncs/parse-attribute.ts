// In: tokens at `[<`. Out: the attributes of one or more lists. Their meaning is the checker's.
import { type Parser, parseBracket, parsePath } from './grammar.ts';
import type { Attribute, SyntaxExpression } from './syntax.ts';

/** `[<A; B("x", 0x10u)>]`, repeated; a list may stand on its own line before the next. */
export function parseAttributes(p: Parser): readonly Attribute[] {
  const { tokens } = p;
  const attributes: Attribute[] = [];
  while (tokens.is('[<')) {
    const opener = tokens.next();
    parseBracket(p, opener, '>]', () => {
      if (tokens.is('>]')) tokens.syntaxError('Expected the name of an attribute, but found `>]`.');
      do {
        if (tokens.peek().kind === 'separator') tokens.nextItem();
        if (tokens.is('>]')) return;
        const attribute = parseAttribute(p);
        if (attribute) attributes.push(attribute);
      } while (tokens.take(';') || tokens.peek().kind === 'separator');
    });
    if (tokens.peek().kind === 'separator' && tokens.raw.text === '[<') tokens.nextItem();
  }
  return attributes;
}

function parseAttribute(p: Parser): Attribute | undefined {
  const { tokens } = p;
  const start = tokens.peek();
  if (start.text === 'return' && tokens.ahead(1).text === ':' && tokens.ahead(2).kind === 'identifier') {
    tokens.next();
    tokens.next();
    const name = parsePath(p).at(-1)?.text ?? '';
    return { name: `return: ${name}`, arguments: [], span: tokens.spanSince(start.start) };
  }
  if (tokens.ahead(1).text === ':' && tokens.ahead(1).kind === 'punctuation') {
    while (!tokens.is('>]') && !tokens.is(';') && /identifier|keyword|punctuation|literal/.test(tokens.peek().kind))
      tokens.skipOne();
    tokens.refuse('attribute', tokens.spanSince(start.start));
    return undefined;
  }
  if (start.kind !== 'identifier') {
    tokens.syntaxError(`Expected the name of an attribute, but found ${tokens.describeNext()}.`);
    return undefined;
  }
  const name = parsePath(p)
    .map((part) => part.text)
    .join('.');
  const list: SyntaxExpression[] = [];
  if (tokens.is('(')) {
    const opener = tokens.next();
    parseBracket(p, opener, ')', () => {
      do list.push(p.operation(p));
      while (tokens.take(','));
    });
  } else if (tokens.peek().kind === 'literal') list.push(p.atomWithPostfix(p));
  return { name, arguments: list, span: tokens.spanSince(start.start) };
}
