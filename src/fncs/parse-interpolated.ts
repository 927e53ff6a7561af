// In: the token of an interpolated string. Out: its parts, the expression of each hole parsed. Formats and alignments stay text: the checker reads them.
import type { Parser } from './grammar.ts';
import type { InterpolatedPart, SyntaxExpression, WrittenText } from './syntax.ts';
import type { Token, TokenHole } from './token.ts';

export function parseInterpolated(p: Parser, token: Token): SyntaxExpression {
  const { tokens } = p;
  tokens.next();
  const parts = (token.parts ?? []).map(
    (part): InterpolatedPart => (part.kind === 'text' ? { kind: 'text', value: part.value } : parseHole(p, part)),
  );
  return { kind: 'interpolated', parts, span: tokens.spanOf(token) };
}

function parseHole(p: Parser, hole: TokenHole): InterpolatedPart {
  const { tokens } = p;
  const inner = tokens.within(hole.tokens);
  const written = (stretch: TokenHole['format']): WrittenText | undefined =>
    stretch && { text: tokens.file.text.slice(stretch.start, stretch.end), span: tokens.spanOf(stretch) };
  const value = parseHoleExpression({ ...p, tokens: inner }, hole);
  tokens.leave(inner);
  return {
    kind: 'hole',
    value,
    alignment: written(hole.alignment),
    format: written(hole.format),
    specifier: written(hole.specifier),
  };
}

function parseHoleExpression(p: Parser, hole: TokenHole): SyntaxExpression {
  const { tokens } = p;
  const failed: SyntaxExpression = { kind: 'error', span: tokens.spanOf(hole) };
  if (!tokens.openBlock()) {
    tokens.report('FS3376', tokens.spanOf(hole), 'A hole holds an expression.', { hint: 'A brace is written `{{`.' });
    return failed;
  }
  const value = tokens.deeper(
    () => p.expression(p),
    () => failed,
  );
  if (tokens.peek().kind !== 'end')
    tokens.syntaxError(`Expected the end of the hole, but found ${tokens.describeNext()}.`);
  tokens.closeBlock();
  return value;
}
