// In: answers, in turn, to whatever a program asks. Out: a world that gives them: as the number of bytes read or written, the time, what a device holds.
import type { World } from '../../src/interpreter/world.ts';

export function answeringWorld(answer: () => bigint): World {
  return {
    readBytes: () => ({ bytes: new Uint8Array(), answer: answer() }),
    writeBytes: answer,
    now: answer,
    sleep: () => {},
    pause: () => {},
    load: answer,
    store: () => {},
  };
}
