// In: the text of a source file and a source of randomness. Out: the text with one small mistake, as a typist, a refactoring or a change of mind makes it: of a token, of a
// line, or of an indentation. Works on tokens, so that it knows nothing of the language that the checker under test should know.
import type { SourceFile } from '../../src/base/source.ts';
import { lex } from '../../src/fncs/lexer.ts';
import { keywords, type Token } from '../../src/fncs/token.ts';

/** A number from 0 up to `bound`, exclusive. */
export type Choose = (bound: number) => number;

const literals = ['0', '1', '5uy', '7l', '3L', '2u', '1.5', '2.0f', "'a'", '"text"', 'true', '()', '0x1Ful', '1<m>'];
const operators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
  '<>',
  '<',
  '&&',
  '||',
  '&&&',
  '<<<',
  '|>',
  '<|',
  '<-',
  '::',
  '@',
  '**',
];
const types = ['int', 'byte', 'uint32', 'int64', 'float', 'bool', 'string', 'unit', 'int[]', "'T", 'int option'];
const words = ['mutable', 'rec', 'inline', 'not', 'ignore', 'fst', 'Some', 'None', 'float', 'int', 'byte', 'when', '_'];

export function makeMistake(source: SourceFile, choose: Choose): string {
  return choose(8) === 0 ? editLine(source.text, choose) : editToken(source, choose);
}

function editToken(source: SourceFile, choose: Choose): string {
  const tokens = lex(source).value.filter(({ start, end }) => start < end);
  const pick = <T>(items: readonly T[]): T | undefined => items[choose(items.length)];
  const token = pick(tokens);
  if (!token) return source.text;
  const textOf = ({ start, end }: Token) => source.text.slice(start, end);
  const replaceBy = (text: string | undefined) =>
    text === undefined ? source.text : source.text.slice(0, token.start) + text + source.text.slice(token.end);
  const own = textOf(token);
  // Half of the mistakes take what the program already has: such a program mostly parses, and is wrong in its types, if at all.
  if (choose(2) === 0) {
    const other = pick(tokens.filter((each) => each.kind === token.kind && textOf(each) !== own));
    return replaceBy(other && textOf(other));
  }
  if (choose(8) === 0) return replaceBy(pick(['', `${own} ${own}`, `(${own})`, pick([...keywords]) ?? '']));
  switch (token.kind) {
    case 'literal':
      return replaceBy(pick(literals));
    case 'operator':
      return replaceBy(pick(operators));
    case 'identifier':
      return replaceBy(
        pick([
          pick(words) ?? '',
          pick(literals) ?? '',
          pick(types) ?? '',
          `${own}.Length`,
          `(${own} + 1)`,
          `${own}.[0]`,
        ]),
      );
    default:
      return replaceBy(pick(['', pick(words) ?? '']));
  }
}

function editLine(text: string, choose: Choose): string {
  const lines = text.split('\n');
  const at = choose(lines.length);
  const line = lines[at] ?? '';
  const edited = (...replacement: readonly string[]) =>
    [...lines.slice(0, at), ...replacement, ...lines.slice(at + 1)].join('\n');
  switch (choose(5)) {
    case 0:
      return edited();
    case 1:
      return edited(line, line);
    case 2:
      return edited(`${' '.repeat(1 + choose(4))}${line}`);
    case 3:
      return edited(line.slice(Math.min(1 + choose(4), /^ */.exec(line)?.[0].length ?? 0)));
    default:
      return edited(lines[choose(lines.length)] ?? '');
  }
}
