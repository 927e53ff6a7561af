// In: the bytes that a console delivers, or a seed. Out: the platform's answers to a program in the interpreter, and what the program wrote.
import { type Answer, type Concrete, Stopped } from '../analysis/interpreter.ts';
import { randomFrom } from '../analysis/random-program.ts';

export interface Console {
  readonly answer: Answer;
  /** What has been written so far. */
  readonly written: () => string;
  /** Whether the program took anything from outside: without, another input gives the same run. */
  readonly wasAsked: () => boolean;
}

/** Answers as a system does that keeps its promises. A register gives its number of loads so far. */
export function honestConsole(input: Uint8Array): Console {
  const output: number[] = [];
  let at = 0;
  let loads = 0n;
  let asked = 0;
  return {
    answer: (what, operands) => {
      switch (what) {
        case 'writeBytes': {
          const { cells, offset } = bufferOf(operands);
          const count = countOf(operands);
          for (let i = 0; i < count; i++) output.push(Number(cells[offset + i]));
          return BigInt(count);
        }
        case 'readBytes': {
          asked++;
          const { cells, offset, length } = bufferOf(operands);
          const count = Math.max(0, Math.min(countOf(operands), length, input.length - at));
          for (let i = 0; i < count; i++) cells[offset + i] = BigInt(input[at + i] ?? 0);
          at += count;
          return BigInt(count);
        }
        case 'load':
        case 'now':
          asked++;
          loads++;
          return loads;
        default:
          return 0n;
      }
    },
    written: () => Buffer.from(output).toString('utf8'),
    wasAsked: () => asked > 0,
  };
}

/** Answers anything: counts that no read or write can have, bytes written behind them, loads of any value. */
export function oddConsole(seed: number): Console {
  const random = randomFrom(seed);
  let asked = 0;
  return {
    answer: (what, operands) => {
      asked++;
      if (asked > mostOddAnswers) throw new Stopped('enough');
      if (what === 'load' || what === 'now') return BigInt(random.pick([0, 1, -1, 255, random.below(2 ** 31)]));
      if (what !== 'readBytes' && what !== 'writeBytes') return 0n;
      const { cells, offset, length } = bufferOf(operands);
      if (what === 'readBytes')
        for (let i = 0; i < length; i++)
          cells[offset + i] = BigInt(random.pick([0, 10, 46, 48, 255, random.below(256)]));
      const count = countOf(operands);
      return BigInt(random.pick([count, count, 1, 0, -1, count + 1, count - 1, 2147483647, -2147483648]));
    },
    written: () => '',
    wasAsked: () => asked > 0,
  };
}

const mostOddAnswers = 200;

function bufferOf(operands: readonly Concrete[]) {
  const buffer = operands[1];
  if (buffer === undefined || typeof buffer !== 'object' || !('cells' in buffer))
    throw new Error('the second is a span');
  return buffer;
}

function countOf(operands: readonly Concrete[]): number {
  return Number(operands[2]);
}
