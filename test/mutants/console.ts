// In: a seed. Out: a console that does not keep a system's promises.
import { Stop } from '../../src/interpreter/machine.ts';
import type { World } from '../../src/interpreter/world.ts';
import { randomFrom } from '../analysis/random-program.ts';

/** Answers anything: counts that no read or write can have, bytes written behind them, loads of any value. */
export function oddConsole(seed: number): World {
  const random = randomFrom(seed);
  let asked = 0;
  const count = () => {
    asked++;
    if (asked > mostOddAnswers) throw new Stop({ kind: 'stopped', why: 'enough' });
  };
  const number = () => {
    count();
    return BigInt(random.pick([0, 1, -1, 255, random.below(2 ** 31)]));
  };
  const counted = (wanted: number) =>
    BigInt(random.pick([wanted, wanted, 1, 0, -1, wanted + 1, wanted - 1, 2147483647, -2147483648]));
  return {
    readBytes(_stream, wanted, room) {
      count();
      const bytes = Uint8Array.from({ length: room }, () => random.pick([0, 10, 46, 48, 255, random.below(256)]));
      return { bytes, answer: counted(Number(wanted)) };
    },
    writeBytes(_stream, bytes) {
      count();
      return counted(bytes.length);
    },
    now: number,
    sleep: () => {},
    pause: () => {},
    load: number,
    store: () => {},
  };
}

const mostOddAnswers = 200;
