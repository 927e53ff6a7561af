// Damage of any kind: no file makes the re-check throw, and what changes what a record says is found, except for words that nothing can derive again.
import { join } from 'node:path';
import { randomFrom } from '../analysis/random-program.ts';
import { copyProgram, corpus, firefly } from './compiler.ts';
import {
  type Build,
  copyOf,
  judge,
  judgeText,
  loadBuild,
  putCertificate,
  putGraph,
  putImage,
  textIn,
} from './recheck-build.ts';

let zoo: Build;

beforeAll(() => {
  const folder = copyProgram(join(corpus, 'bounds-zoo'));
  expect(firefly(['build', folder, '--target', 'x86_64-linux'])).toMatchObject({ status: 0 });
  zoo = loadBuild(join(folder, 'out', 'x86_64-linux'));
});

/** Members that say something to people, or about the build's surroundings, and that only the build itself could know. All others are held to something. */
const words: readonly RegExp[] = [
  /^subject\.(project|version)$/,
  // inputs of another version of the compiler are known by their digests only
  /^subject\.inputs\.\[\](\.path|\.sha256)?$/,
  /^tool\.\[\](\.name|\.version|\.sha256)?$/,
  /^psg\.(nodes|edges)$/,
  // of rows without a certificate, which claim nothing
  /^obligations\.\[\]\.(id|claim)$/,
  /^obligations\.\[\]\.(contentHash|because|rlimit|cached|waiver)$/,
  /^obligations\.\[\]\.hypotheses\.\[\](\.key|\.text|\.reason)?$/,
  /^obligations\.\[\]\.counterexample(\.|$)/,
  /^obligations\.\[\]\.excerpt\.(mlir|machine)$/,
  // left out, these mean that nothing is certified; a guard that is not in the image has no number there
  /^obligations\.\[\]\.(goal|certified|guard\.id)$/,
  /^assumptions\.\[\](\.id|\.text|\.mitigation|\.class|\.usedBy\.\[\])?$/,
  /^graph\.(vertices|edges)\./,
  /^reproduce\.command$/,
];

type Path = readonly (string | number)[];

/** All members of a value, by path. */
function* membersOf(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    yield here;
    yield* membersOf(member, here);
  }
}

function shapeOf(path: Path): string {
  return path.map((part) => (typeof part === 'number' ? '[]' : part)).join('.');
}

type Holder = Record<string | number, unknown>;

/** The record with one member changed or left out; undefined where there is nothing to change. */
function changed(record: Build['record'], path: Path, how: 'change' | 'leave out'): unknown {
  const copy: unknown = structuredClone(record);
  const holder = path.slice(0, -1).reduce((at, key) => (at as Holder)[key], copy) as Holder;
  const last = path.at(-1) ?? '';
  const value = holder[last];
  if (how === 'leave out') {
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
    return copy;
  }
  switch (typeof value) {
    case 'number':
      holder[last] = value + 1;
      return copy;
    case 'boolean':
      holder[last] = !value;
      return copy;
    case 'string':
      holder[last] = /^[0-9a-f]{64}$/.test(value)
        ? `${value.startsWith('a') ? 'b' : 'a'}${value.slice(1)}`
        : `${value}x`;
      return copy;
    default:
      if (value !== null) return undefined;
      holder[last] = 'x';
      return copy;
  }
}

test('a member that is changed or left out is found, unless it is only words', () => {
  const byShape = new Map<string, Path[]>();
  for (const path of membersOf(zoo.record)) byShape.set(shapeOf(path), [...(byShape.get(shapeOf(path)) ?? []), path]);
  const accepted = new Set<string>();
  let made = 0;
  let found = 0;
  for (const [shape, paths] of byShape) {
    for (const path of new Set([paths[0], paths[paths.length >> 1], paths.at(-1)])) {
      for (const how of ['change', 'leave out'] as const) {
        const record = path && changed(zoo.record, path, how);
        if (record === undefined) continue;
        made++;
        if (judgeText(JSON.stringify(record), zoo.files, zoo.disassembly).length > 0) found++;
        else accepted.add(shape);
      }
    }
  }
  process.stdout.write(`recheck: ${made} members of a record changed, ${found} found\n`);
  expect([...accepted].filter((shape) => !words.some((each) => each.test(shape)))).toEqual([]);
  expect(made).toBeGreaterThan(500);
  expect(found).toBeGreaterThan(made * 0.8);
}, 300_000);

test('any byte of a file that is flipped is found', () => {
  const random = randomFrom(11);
  const files = [...zoo.files].filter(([name]) => /\.(elf|cert|core\.json|smt2)$/.test(name));
  for (let round = 0; round < 60; round++) {
    const [name, bytes] = random.pick(files);
    const damaged = Uint8Array.from(bytes);
    const at = random.below(damaged.length);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << random.below(8));
    expect({ name, at, found: judge({ ...zoo, files: new Map([...zoo.files, [name, damaged]]) }).length > 0 }).toEqual({
      name,
      at,
      found: true,
    });
  }
}, 120_000);

test('a file that is gone, empty or something else is found', () => {
  const wrong = [
    undefined,
    new Uint8Array(),
    new TextEncoder().encode('{}'),
    new TextEncoder().encode('['.repeat(9999)),
  ];
  const read = [...zoo.files.keys()].filter((each) => /\.(elf|cert|core\.json|smt2)$/.test(each));
  for (const name of [...read.filter((each) => !each.endsWith('.smt2')), read.find((each) => each.endsWith('.smt2'))]) {
    for (const content of wrong) {
      const files = new Map(zoo.files);
      if (content && name) files.set(name, content);
      else files.delete(name ?? '');
      expect(judge({ ...zoo, files }).length).toBeGreaterThan(0);
    }
  }
});

test('a record that is damaged at random never makes the re-check throw', () => {
  const random = randomFrom(3);
  const text = JSON.stringify(zoo.record);
  let found = 0;
  for (let round = 0; round < 150; round++) {
    const bytes = Buffer.from(text);
    for (let flips = 0; flips <= random.below(3); flips++) {
      const at = random.below(bytes.length);
      bytes[at] = random.pick([0, 0x20, 0x22, 0x2c, 0x30, 0x39, 0x5b, 0x7d, 0xff, (bytes[at] ?? 0) ^ 1]);
    }
    const cut = random.below(10) === 0 ? bytes.subarray(0, random.below(bytes.length)) : bytes;
    if (judgeText(cut.toString('utf8'), zoo.files, zoo.disassembly).length > 0) found++;
  }
  expect(found).toBeGreaterThan(50);
}, 120_000);

test('files that are damaged at random, with digests made to fit, never make the re-check throw', () => {
  const random = randomFrom(5);
  const graph = textIn(zoo, 'bounds-zoo.core.json');
  const certificate = textIn(zoo, zoo.record.recheck?.certificate.file ?? '');
  const image = zoo.files.get('bounds-zoo.elf') ?? new Uint8Array();
  const damage = (bytes: Uint8Array): Uint8Array => {
    const damaged = Uint8Array.from(bytes);
    const at = random.below(damaged.length);
    damaged[at] = random.pick([0, 0x30, 0x39, 0x5d, 0xff, (damaged[at] ?? 0) ^ 1]);
    return damaged;
  };
  const damageText = (text: string) => new TextDecoder().decode(damage(new TextEncoder().encode(text)));
  let found = 0;
  for (let round = 0; round < 90; round++) {
    const build = copyOf(zoo);
    if (round % 3 === 0) putImage(build, damage(image));
    else if (round % 3 === 1) putGraph(build, damageText(graph));
    else {
      const text = damageText(certificate);
      // what is no JSON has no proofs to be counted
      try {
        putCertificate(build, text);
      } catch (failure) {
        expect(failure).toBeInstanceOf(Error);
      }
    }
    if (judge(build).length > 0) found++;
  }
  expect(found).toBeGreaterThan(45);
}, 120_000);
