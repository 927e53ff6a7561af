// In: a model, and the definition that it is about. Out: a world that answers as the model says, where a system that keeps its promises can: bytes are chosen when
// they are read, a read gives no more than was asked for, time does not run backwards, output is taken whole.
import { type Frame, type Observer, Stop } from '../interpreter/machine.ts';
import type { Value } from '../interpreter/value.ts';
import type { World } from '../interpreter/world.ts';
import type { Target } from '../memory/target.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Type } from '../psg/type.ts';
import type { ReplayModel } from './replay-model.ts';
import { valueFor } from './replay-values.ts';

/** Bytes of input in all: a program that reads until the end comes to it. */
const mostInput = 4096n;

/** Failures have the numbers −4095 … −1 (Linux, asm-generic/errno.h and the system call conventions). */
const leastFailure = -4095n;

export function modelledWorld(
  psg: Psg,
  target: Target,
  definition: NodeId,
  model: ReplayModel,
): { readonly world: World; readonly observer: Observer } {
  let left = mostInput;
  let time = 0n;
  /** The call in the definition itself that is running: what it gives is what the model knows of the system's answer. */
  let site: NodeId | undefined;
  const numberAt = (node: NodeId | undefined): bigint | undefined => {
    const value = node === undefined ? undefined : model.valueOf({ about: node, holder: node, path: '' });
    return typeof value === 'bigint' ? value : undefined;
  };
  const answerAt = (place: NodeId): bigint | undefined => numberAt(place) ?? numberAt(site);
  return {
    world: {
      readBytes(stream, count, _room, place) {
        if (stream !== 0n) return { bytes: [], answer: -9n };
        const most = count < left ? count : left;
        const wanted = answerAt(place) ?? most;
        // More than was asked for would break a promise, and so would a failure that no system has a number for.
        const answer = wanted > most ? most : wanted < leastFailure ? -1n : wanted;
        if (answer > 0n) left -= answer;
        return { bytes: new Array<undefined>(Math.max(Number(answer), 0)).fill(undefined), answer };
      },
      writeBytes: (stream, bytes) => (stream === 1n || stream === 2n ? BigInt(bytes.length) : -9n),
      now(place) {
        const wanted = answerAt(place) ?? time;
        if (wanted > time) time = wanted;
        return time;
      },
      sleep: () => {},
      pause: () => {},
      load: (_address, _width, place) => numberAt(place) ?? 0n,
      store: () => {},
    },
    observer: {
      call(_callee, _operands, node, { activation }) {
        if (activation.definition === definition) site = node;
      },
      fresh: (reader: NodeId, type: Type, { activation }: Frame): Value => {
        const at = { about: reader, holder: reader };
        const chosen = valueFor(type, activation.definition === definition ? model : openModel, at, target);
        if (chosen.kind === 'none') throw new Stop({ kind: 'stopped', why: chosen.why });
        return inElement(psg, reader, chosen.value);
      },
    },
  };
}

/** Knows nothing. */
const openModel: ReplayModel = { valueOf: () => undefined, sources: [] };

/** The elements of a string are bytes, however they are read. */
function inElement(psg: Psg, reader: NodeId, value: Value): Value {
  const node = psg.node(reader);
  const collection = node.kind === 'element' ? psg.node(node.collection) : undefined;
  const isText = collection !== undefined && 'type' in collection && collection.type.kind === 'string';
  return isText && typeof value === 'bigint' ? BigInt.asUintN(8, value) : value;
}
