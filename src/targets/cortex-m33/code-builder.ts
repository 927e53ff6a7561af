// In: integer operations in order. Out: the text of one MLIR function. For support routines that are made of bit operations.
import type { ModuleText } from '../../alex/target-definition.ts';

export type Bits = 'i1' | 'i32' | 'i64';

/** A value and its type. */
export interface Word {
  readonly name: string;
  readonly type: Bits;
}

type Operation =
  | 'addi'
  | 'subi'
  | 'muli'
  | 'andi'
  | 'ori'
  | 'xori'
  | 'shli'
  | 'shrui'
  | 'shrsi'
  | 'maxsi'
  | 'minui'
  | 'maxui';
type Predicate = 'eq' | 'ne' | 'ult' | 'ule' | 'ugt' | 'uge' | 'slt' | 'sle' | 'sgt' | 'sge';

export interface CodeBuilder {
  readonly constant: (value: bigint | number, type: Bits) => Word;
  readonly op: (operation: Operation, a: Word, b: Word | bigint | number) => Word;
  readonly compare: (predicate: Predicate, a: Word, b: Word | bigint | number) => Word;
  readonly select: (condition: Word, a: Word | bigint | number, b: Word) => Word;
  readonly resize: (a: Word, type: Bits, how: 'extui' | 'extsi' | 'trunci') => Word;
  readonly leadingZeros: (a: Word) => Word;
  readonly call: (name: string, operands: readonly Word[], result: Bits) => Word;
  /** Leaves the function with `value` when the condition holds. */
  readonly returnIf: (condition: Word, value: Word) => void;
  /** Repeats `body` `count` times over a state. */
  readonly repeat: (
    count: number,
    start: readonly Word[],
    body: (state: readonly Word[], round: Word) => readonly Word[],
  ) => readonly Word[];
  /** Any line of MLIR that yields one value. */
  readonly raw: (operation: string, type: Bits) => Word;
  readonly returns: (value: Word) => void;
}

/** `linkage`: `external` for names that LLVM calls, `internal` for our own. */
export function buildFunction(
  name: string,
  parameters: readonly Bits[],
  result: Bits,
  body: (code: CodeBuilder, parameters: readonly Word[]) => Word,
): ModuleText {
  const { lines, code } = makeBuilder();
  const words = parameters.map((type, index): Word => ({ name: `%p${index}`, type }));
  code.returns(body(code, words));
  const list = words.map((word) => `${word.name}: ${word.type}`).join(', ');
  return `  llvm.func @${name}(${list}) -> ${result} attributes {passthrough = ["nounwind", "noinline"]} {\n${lines.join('\n')}\n  }`;
}

export function makeBuilder(): { readonly lines: readonly string[]; readonly code: CodeBuilder } {
  const lines: string[] = [];
  let names = 0;
  let blocks = 0;
  const raw = (operation: string, type: Bits): Word => {
    const word: Word = { name: `%v${names++}`, type };
    lines.push(`    ${word.name} = ${operation}`);
    return word;
  };
  const constant = (value: bigint | number, type: Bits): Word => {
    const width = Number(type.slice(1));
    return raw(
      `arith.constant ${width === 1 ? BigInt(value) !== 0n : BigInt.asIntN(width, BigInt(value))}${width === 1 ? '' : ` : ${type}`}`,
      type,
    );
  };
  const wordOf = (value: Word | bigint | number, like: Word): Word =>
    typeof value === 'object' ? value : constant(value, like.type);
  const code: CodeBuilder = {
    constant,
    raw,
    op: (operation, a, b) => raw(`arith.${operation} ${a.name}, ${wordOf(b, a).name} : ${a.type}`, a.type),
    compare: (predicate, a, b) => raw(`arith.cmpi ${predicate}, ${a.name}, ${wordOf(b, a).name} : ${a.type}`, 'i1'),
    select: (condition, a, b) =>
      raw(`arith.select ${condition.name}, ${wordOf(a, b).name}, ${b.name} : ${b.type}`, b.type),
    resize: (a, type, how) => raw(`arith.${how} ${a.name} : ${a.type} to ${type}`, type),
    leadingZeros: (a) =>
      raw(`"llvm.intr.ctlz"(${a.name}) <{is_zero_poison = false}> : (${a.type}) -> ${a.type}`, a.type),
    call: (name, operands, result) =>
      raw(
        `llvm.call @${name}(${operands.map((each) => each.name).join(', ')}) : (${operands.map((each) => each.type).join(', ')}) -> ${result}`,
        result,
      ),
    returnIf(condition, value) {
      const [leave, stay] = [`^b${blocks++}`, `^b${blocks++}`];
      lines.push(
        `    cf.cond_br ${condition.name}, ${leave}, ${stay}`,
        `  ${leave}:`,
        `    llvm.return ${value.name} : ${value.type}`,
        `  ${stay}:`,
      );
    },
    repeat(count, start, body) {
      const [head, after] = [`^b${blocks++}`, `^b${blocks++}`];
      const round: Word = { name: `%v${names++}`, type: 'i32' };
      const state = start.map(({ type }): Word => ({ name: `%v${names++}`, type }));
      const first = constant(0, 'i32');
      const spell = (list: readonly Word[]): string =>
        `${list.map((each) => each.name).join(', ')} : ${list.map((each) => each.type).join(', ')}`;
      lines.push(`    cf.br ${head}(${spell([first, ...start])})`);
      lines.push(`  ${head}(${[round, ...state].map((each) => `${each.name}: ${each.type}`).join(', ')}):`);
      const next = body(state, round);
      const following = code.op('addi', round, 1);
      const more = code.compare('ult', following, count);
      lines.push(`    cf.cond_br ${more.name}, ${head}(${spell([following, ...next])}), ${after}`, `  ${after}:`);
      return next;
    },
    returns: (value) => {
      lines.push(`    llvm.return ${value.name} : ${value.type}`);
    },
  };
  return { lines, code };
}
