// In: tokens between `<` and `>` where a measure stands. Out: a measure node, or `named` for a single name. Products are kept as written, unsorted.
import { expect, type Parser, parseBracket, parsePath } from './grammar.ts';
import type { Name, SyntaxType } from './syntax.ts';
import type { Token } from './token.ts';

interface Factor {
  readonly name: Name;
  readonly power: number;
}

/** Whether the type argument ahead can only be a measure: it holds `/`, `^` or a number before the argument ends. */
export function standsAtMeasure(p: Parser): boolean {
  for (let i = 0; i < 40; i += 1) {
    const token = p.tokens.ahead(i);
    if (token.text === '/' || (token.kind === 'literal' && token.value?.kind === 'integer')) return true;
    if (token.kind === 'operator' && /^\^-?$/.test(token.text)) return i > 0;
    const goesOn =
      token.kind === 'identifier' ||
      token.kind === 'type-variable' ||
      token.text === '*' ||
      token.text === '.' ||
      token.text === '(' ||
      token.text === ')';
    if (!goesOn) return false;
  }
  return false;
}

/** In types a unit may be a variable, `float<'u / 's>`; a number has a unit that is known. */
type Variables = 'allowed' | 'refused';

/** `m / s ^ 2`, `kg m`, `1`, `_`. */
export function parseMeasure(p: Parser, variables: Variables = 'refused'): SyntaxType {
  const { tokens } = p;
  const start = tokens.peek();
  if (tokens.take('_')) return { kind: 'wildcard', span: tokens.spanOf(start) };
  const factors = parseProduct(p, variables);
  const span = tokens.spanSince(start.start);
  const [only] = factors;
  const isName =
    factors.length === 1 && only?.power === 1 && only.name.span.end === span.end && only.name.span.start === span.start;
  if (isName && only && !only.name.text.includes('.')) return { kind: 'named', path: [only.name], arguments: [], span };
  return { kind: 'measure', factors, span };
}

function parseProduct(p: Parser, variables: Variables): readonly Factor[] {
  const { tokens } = p;
  const factors: Factor[] = [];
  let sign = 1;
  if (tokens.take('/')) sign = -1;
  for (;;) {
    for (const factor of parsePower(p, variables)) factors.push({ name: factor.name, power: factor.power * sign });
    sign = 1;
    if (tokens.take('*')) continue;
    if (tokens.take('/')) sign = -1;
    else if (!beginsFactor(tokens.peek())) return factors;
  }
}

function beginsFactor(token: Token): boolean {
  return (
    token.kind === 'identifier' ||
    token.kind === 'type-variable' ||
    (token.kind === 'punctuation' && token.text === '(')
  );
}

function parsePower(p: Parser, variables: Variables): readonly Factor[] {
  const { tokens } = p;
  const base = parseFactor(p, variables);
  const operator = tokens.peek();
  if (operator.kind !== 'operator' || !/^\^-?$/.test(operator.text)) return base;
  tokens.next();
  const isNegative = operator.text === '^-' || tokens.take('-') !== undefined;
  const exponent = tokens.peek();
  if (exponent.value?.kind !== 'integer' || exponent.value.value > 64n) {
    tokens.syntaxError(`Expected an exponent of at most 64, but found ${tokens.describeNext()}.`);
    return base;
  }
  tokens.next();
  const power = Number(exponent.value.value) * (isNegative ? -1 : 1);
  return base.map((factor) => ({ name: factor.name, power: factor.power * power }));
}

function parseFactor(p: Parser, variables: Variables): readonly Factor[] {
  const { tokens } = p;
  const token = tokens.peek();
  if (token.kind === 'identifier') {
    const path = parsePath(p);
    const text = path.map((name) => name.text).join('.');
    return [{ name: { text, span: tokens.spanSince(token.start) }, power: 1 }];
  }
  if (token.value?.kind === 'integer' && token.value.value === 1n) {
    tokens.next();
    return [];
  }
  if (tokens.take('(')) {
    return tokens.deeper(
      () => parseBracket(p, token, ')', () => parseProduct(p, variables)) ?? [],
      () => [],
    );
  }
  if (token.kind === 'type-variable') {
    tokens.next();
    const span = tokens.spanOf(token);
    if (variables === 'allowed') return [{ name: { text: `'${token.text.replace(/^'/, '')}`, span }, power: 1 }];
    tokens.refuse('generic-measure', span);
    return [];
  }
  tokens.syntaxError(`Expected a measure, but found ${tokens.describeNext()}.`);
  return [];
}

/** `<m/s>` directly after a number. */
export function parseLiteralMeasure(p: Parser): SyntaxType {
  p.tokens.next();
  const measure = parseMeasure(p);
  if (!p.tokens.takeGreater()) expect(p, '>', 'after the measure');
  return measure;
}
