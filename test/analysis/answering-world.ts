// In: answers, in turn, to whatever a program asks. Out: a world that gives them: as the number of bytes read or written, the time, what a device holds.
import type { World } from '../../src/interpreter/world.ts';

/** Handlers come in at about half of the places where one may, as the schedule has it. */
export function answeringWorld(answer: () => bigint, schedule = 1): World {
  let state = schedule;
  return {
    interrupt(count) {
      // numbers of a linear congruential generator: D. E. Knuth, The Art of Computer Programming, vol. 2, 3.3.4
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const number = state >>> 16;
      return number % 2 === 0 ? undefined : (number >>> 1) % count;
    },
    readBytes: () => ({ bytes: new Uint8Array(), answer: answer() }),
    writeBytes: answer,
    now: answer,
    // whatever C was given to write to holds something else after each call
    foreign: () => ({ result: answer(), left: answer }),
    sleep: () => {},
    pause: () => {},
    load: answer,
    store: () => {},
  };
}
