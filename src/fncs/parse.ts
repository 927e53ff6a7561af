// In: a source file. Out: its syntax tree and the syntax mistakes. Never throws on any text; linear in its length.
import type { SourceFile } from '../base/source.ts';
import { type Diagnostic, type Outcome, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import type { Parser, Productions } from './grammar.ts';
import { lex } from './lexer.ts';
import { TokenStream } from './offside.ts';
import { parsePostfix } from './parse-application.ts';
import { parseAttributes } from './parse-attribute.ts';
import { parseBindings } from './parse-binding.ts';
import { parseBlock, parseElement, parseStatements } from './parse-block.ts';
import { parseControl } from './parse-control.ts';
import { parseDeclarations } from './parse-declaration.ts';
import { parseExpression, parseOperation } from './parse-expression.ts';
import { parseMeasure } from './parse-measure.ts';
import { parseAtomicPattern, parsePattern } from './parse-pattern.ts';
import { parseType } from './parse-type.ts';
import type { SyntaxFile, SyntaxType } from './syntax.ts';

const productions: Productions = {
  expression: parseExpression,
  operation: parseOperation,
  block: parseBlock,
  element: parseElement,
  statements: parseStatements,
  atomWithPostfix: parsePostfix,
  control: parseControl,
  pattern: parsePattern,
  atomicPattern: parseAtomicPattern,
  type: parseType,
  measure: parseMeasure,
  attributes: parseAttributes,
  bindings: parseBindings,
};

function parserOf(source: SourceFile): Parser {
  const { value, problems } = lex(source);
  return { tokens: new TokenStream(source, value, problems), ...productions };
}

export function parseFile(source: SourceFile): Outcome<SyntaxFile> {
  const parser = parserOf(source);
  const value = parseDeclarations(parser);
  return { value, problems: firstOf(sortDiagnostics(parser.tokens.problems)) };
}

/** Most errors of one file that are worth reading. */
const mostShown = 100;

/** The first errors and warnings; the last one kept says that there are more. */
function firstOf(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  if (problems.length <= mostShown) return problems;
  const errors = problems.filter((problem) => problem.severity === 'error');
  const kept = errors.length === 0 ? problems : errors;
  const last = kept[mostShown - 1];
  if (!last) return problems;
  const detail = `${last.detail ?? ''} The file has more mistakes, which are not listed.`;
  return [...kept.slice(0, mostShown - 1), { ...last, detail }];
}

/** A type alone, as in a signature: `NativePtr<'T, 'r, 'a> -> int -> 'T`. */
export function parseTypeText(source: SourceFile): Outcome<SyntaxType> {
  const parser = parserOf(source);
  parser.tokens.openBlock();
  const value = parseType(parser);
  if (parser.tokens.peek().kind !== 'end')
    parser.tokens.syntaxError(`Unexpected ${parser.tokens.describeNext()} after the type.`);
  parser.tokens.closeBlock();
  return { value, problems: sortDiagnostics(parser.tokens.problems) };
}
