// In: the text of a source file. Out: every small mistake that a programmer might have made in it: one edit each, placed by the parser's spans. Edits types,
// attributes and comments never. Does not ask whether a mutant still compiles.
import type { SourceFile, Span } from '../../src/base/source.ts';
import { parseFile } from '../../src/fncs/parse.ts';
import type { SyntaxExpression } from '../../src/fncs/syntax.ts';

export interface Mutant {
  readonly mistake: string;
  /** 1-based line of the edit. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
  /** The whole file with the edit made. */
  readonly text: string;
}

interface Edit {
  readonly mistake: string;
  readonly span: Span;
  readonly after: string;
}

export function mutantsOf(source: SourceFile): readonly Mutant[] {
  const seen = new Set([source.text]);
  const mutants: Mutant[] = [];
  for (const expression of expressionsIn(parseFile(source).value.declarations)) {
    for (const { mistake, span, after } of editsOf(expression, source.text)) {
      const text = source.text.slice(0, span.start) + after + source.text.slice(span.end);
      if (seen.has(text)) continue;
      seen.add(text);
      const line = source.text.slice(0, span.start).split('\n').length;
      mutants.push({ mistake, line, before: source.text.slice(span.start, span.end), after, text });
    }
  }
  return mutants;
}

/** Names, types and measures hold no expression that runs; an attribute's expressions are declarations about the machine. */
const notWalked = new Set(['span', 'attributes', 'type', 'result', 'measure', 'pattern', 'parameters', 'definitions']);
const mostElements = 8;

/** Every expression below a value of the syntax tree, outer ones first. It reads the tree as data, so that a new kind of node needs no line here. */
function* expressionsIn(tree: unknown): Generator<SyntaxExpression> {
  if (Array.isArray(tree)) {
    // A long table would give hundreds of mutants that are all alike.
    for (const item of tree.length > mostElements && tree.every(isLiteral) ? tree.slice(0, 2) : tree)
      yield* expressionsIn(item);
    return;
  }
  if (typeof tree !== 'object' || tree === null) return;
  if ('kind' in tree && 'span' in tree) yield tree as SyntaxExpression;
  for (const [key, value] of Object.entries(tree)) if (!notWalked.has(key)) yield* expressionsIn(value);
}

function isLiteral(tree: unknown): boolean {
  return typeof tree === 'object' && tree !== null && 'kind' in tree && tree.kind === 'literal';
}

const operatorSwaps: Readonly<Record<string, readonly string[]>> = {
  '<': ['<='],
  '<=': ['<'],
  '>': ['>='],
  '>=': ['>'],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '=': ['<>'],
  '<<<': ['>>>'],
  '>>>': ['<<<'],
};

/** Operators that keep a number small: without them it may be large. */
const narrowing = new Set(['%', '&&&', '>>>', '/']);

function editsOf(expression: SyntaxExpression, text: string): readonly Edit[] {
  const of = ({ span }: { readonly span: Span }) => text.slice(span.start, span.end);
  const replace = (mistake: string, { span }: { readonly span: Span }, after: string): Edit => ({
    mistake,
    span,
    after,
  });
  switch (expression.kind) {
    case 'index':
      return [
        replace('index + 1', expression.index, `(${of(expression.index)}) + 1`),
        replace('index - 1', expression.index, `(${of(expression.index)}) - 1`),
      ];
    case 'slice': {
      const { first, last } = expression;
      return [
        ...(first ? [replace('slice from one before', first, `(${of(first)}) - 1`)] : []),
        ...(last ? [replace('slice to one behind', last, `(${of(last)}) + 1`)] : []),
      ];
    }
    case 'infix': {
      const { operator, left, right } = expression;
      const swaps = operatorSwaps[operator.text] ?? [];
      const isStep = (operator.text === '-' || operator.text === '+') && of(right) === '1';
      return [
        ...swaps.map((after) => replace(`${operator.text} for ${after}`, operator, after)),
        ...(isStep ? [replace(`dropped ${operator.text} 1`, expression, of(left))] : []),
        ...(narrowing.has(operator.text) ? [replace(`dropped ${operator.text}`, expression, of(left))] : []),
        ...(operator.text === '&&'
          ? [
              replace('dropped right test', expression, of(left)),
              replace('dropped left test', expression, `(${of(right)})`),
            ]
          : []),
      ];
    }
    case 'if':
    case 'while':
      return [
        replace(`dropped test of ${expression.kind}`, expression.condition, 'true'),
        replace(`negated test of ${expression.kind}`, expression.condition, `not (${of(expression.condition)})`),
      ];
    case 'for':
      return [
        replace('loop to one more', expression.to, `(${of(expression.to)}) + 1`),
        replace('loop from one less', expression.from, `(${of(expression.from)}) - 1`),
      ];
    case 'for-in':
      if (expression.source.kind !== 'range') return [];
      return [
        replace('loop to one more', expression.source.last, `(${of(expression.source.last)}) + 1`),
        replace('loop from one less', expression.source.first, `(${of(expression.source.first)}) - 1`),
      ];
    case 'assign':
      return [replace('lost assignment', expression, '()')];
    case 'apply':
      return extremeEdits(expression, of, replace);
    case 'literal': {
      const { value } = expression;
      if (value.kind !== 'integer') return [];
      return [
        replace('literal + 1', expression, `${value.value + 1n}${value.suffix}`),
        ...(value.value > 0n ? [replace('literal - 1', expression, `${value.value - 1n}${value.suffix}`)] : []),
      ];
    }
    default:
      return [];
  }
}

/** `min a b` without the `min`: either operand alone. */
function extremeEdits(
  { function: called, argument, span }: Extract<SyntaxExpression, { kind: 'apply' }>,
  of: (part: { readonly span: Span }) => string,
  replace: (mistake: string, part: { readonly span: Span }, after: string) => Edit,
): readonly Edit[] {
  if (called.kind !== 'apply' || called.function.kind !== 'name') return [];
  const name = called.function.text;
  if (name !== 'min' && name !== 'max') return [];
  return [called.argument, argument].map((operand) => replace(`dropped ${name}`, { span }, of(operand)));
}
