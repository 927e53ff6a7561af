import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentsOf, copyProgram, corpus, firefly, readEvidence, repository, writeProgram } from './compiler.ts';
import {
  type Build,
  copyOf,
  disassemble,
  judge,
  loadBuild,
  putCertificate,
  putGraph,
  putImage,
  recount,
  textIn,
} from './recheck-build.ts';

const contracts = `module Small

let cells : int[] = Array.zeroCreate 8

let half (n: int) =
    requires (0 <= n && n <= 14)
    ensures (fun r -> 0 <= r && r < 8)
    n / 2

[<EntryPoint>]
let main _ =
    let mutable i = 0
    while i < 8 do
        invariant (0 <= i && i <= 8)
        cells.[half i] <- i
        i <- i + 1
    cells.[0]
`;

let folder = '';
let zoo: Build;
let onArm: Build;
let other: Build;

beforeAll(() => {
  folder = copyProgram(join(corpus, 'bounds-zoo'));
  expect(firefly(['build', folder, '--keep'])).toMatchObject({ status: 0 });
  zoo = loadBuild(join(folder, 'out', 'x86_64-linux'));
  onArm = loadBuild(join(folder, 'out', 'cortex-m33'));
  const small = writeProgram('small', contracts, ['x86_64-linux']);
  expect(firefly(['build', small])).toMatchObject({ status: 0 });
  other = loadBuild(join(small, 'out', 'x86_64-linux'));
});

/** Without the tools of LLVM on the path. */
function fireflyWithoutTools(options: readonly string[]) {
  const entry = join(repository, 'dist', 'cli', 'main.js');
  const env = { ...process.env, NO_COLOR: '1', PATH: '/nowhere' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...options], { encoding: 'utf8', env });
  return { status, stdout, stderr };
}

describe('a build as it is', () => {
  test.each(['x86_64-linux', 'cortex-m33'])('on %s everything agrees', (target) => {
    const out = join(folder, 'out', target);
    const { status, stdout } = firefly(['recheck', join(out, 'evidence.json')]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`for ${target} `) });
    expect(stdout).toMatch(/all agrees\n {2}digests .*image, graph, certificate, \d\d scripts, \d+ sources/);
    expect(stdout).toMatch(/proofs {3}\d\d goals and \d\d claims without a solver; \d\d dropped checks confirmed/);
    expect(stdout).toMatch(/image {4}3 guards in place/);
    const asJson = firefly(['recheck', out, '--json']);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ agrees: true, contradictions: [], failure: null });
  });

  test('the graph that is checked against and the exported one with its proofs are two files', () => {
    const names = [...contentsOf(join(folder, 'out', 'x86_64-linux')).keys()];
    expect(names).toEqual(expect.arrayContaining(['bounds-zoo.core.json', 'bounds-zoo.psg.json']));
    const exported = JSON.parse(textIn(zoo, 'bounds-zoo.psg.json'));
    expect(exported.vertices.some(({ vertex }: { vertex: { sort: string } }) => vertex.sort === 'obligation')).toBe(
      true,
    );
    expect(zoo.record.recheck?.graph.file).toBe('bounds-zoo.core.json');
  });

  test('without llvm-objdump the image is not read, and that is said: 3; with a contradiction 4', () => {
    const out = join(folder, 'out', 'x86_64-linux');
    const { status, stdout, stderr } = fireflyWithoutTools(['recheck', out]);
    expect({ status, stdout, stderr }).toEqual({
      status: 3,
      stdout: expect.stringContaining('image    not read'),
      stderr: expect.stringMatching(/the image was not read: .*llvm-objdump is not on PATH\n {2}install with: apt-get/),
    });
    expect(stdout).toContain('no contradiction so far');
    const broken = copyProgram(out);
    writeFileSync(join(broken, 'bounds-zoo.core.json'), `${textIn(zoo, 'bounds-zoo.core.json')} `);
    expect(fireflyWithoutTools(['recheck', broken])).toMatchObject({
      status: 4,
      stdout: expect.stringContaining('contradiction: the graph, bounds-zoo.core.json, is not the one that was built'),
    });
  });

  test('a build without an image is checked as far as it goes', () => {
    const program = copyProgram(join(corpus, 'ring-buffer'));
    expect(fireflyWithoutTools(['build', program, '--target', 'x86_64-linux'])).toMatchObject({ status: 3 });
    expect(readEvidence(program, 'x86_64-linux').subject.outcome).toBe('not-linked');
    const { status, stdout } = firefly(['recheck', join(program, 'out', 'x86_64-linux')]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('image    none was linked') });
  });

  test('a program that the checker does not follow keeps all its checks, and that is said', () => {
    const chain = Array.from(
      { length: 60 },
      (_, k) => `let f${k + 1} (n: int) : bool =\n    requires (f${k} n)\n    n > ${k % 3}\n`,
    );
    const program = writeProgram(
      'deep',
      `module Deep\n\nlet bytes : byte[] = Array.zeroCreate 4\nlet f0 (n: int) : bool = n > 0\n${chain.join('')}\n[<EntryPoint>]\nlet main () = if f60 (Platform.Bindings.readBytes 0 bytes 0) then 1 else 0\n`,
      ['x86_64-linux'],
    );
    expect(firefly(['build', program])).toMatchObject({ status: 0 });
    const { obligations, recheck } = readEvidence(program, 'x86_64-linux');
    expect(recheck?.refused).toMatch(/contracts call each other/);
    expect(obligations.filter(({ goal, treatment }) => goal !== null && treatment === 'elided')).toEqual([]);
    const { status, stdout } = firefly(['recheck', join(program, 'out', 'x86_64-linux')]);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/\d+ checks of a program that the checker does not follow/),
    });
  });

  test('what is no record, or is not there', () => {
    expect(firefly(['recheck', join(folder, 'nowhere')])).toMatchObject({ status: 3 });
    const empty = mkdtempSync(join(tmpdir(), 'firefly-'));
    expect(firefly(['recheck', empty])).toMatchObject({ status: 3 });
    for (const text of ['', '{}', '[]', '{"schemaVersion":1}', '\0', '{"schemaVersion":2}']) {
      writeFileSync(join(empty, 'evidence.json'), text);
      expect(firefly(['recheck', empty])).toMatchObject({ status: 4, stdout: '' });
    }
    rmSync(empty, { recursive: true });
  });
});

type Row = Build['record']['obligations'][number];

function rowOf({ record }: Build, is: (row: Row) => boolean): Row {
  const row = record.obligations.find(is);
  if (!row) throw new Error('the program has such a row');
  return row;
}

const isCertified = (row: Row) => row.certified && row.kind === 'bounds';
const isGuarded = (row: Row) => row.guard?.state === 'present' && row.kind === 'bounds';

interface Parsed {
  proofs: { goal: string; facts: number[]; proof: unknown }[];
  claims: { constant: number }[];
  psg: string;
  target: { largestObject: number };
}

function certificateOf(build: Build): Parsed {
  return JSON.parse(textIn(build, build.record.recheck?.certificate.file ?? ''));
}

/** A change that somebody would make who wants the record to say something else, with all counts and digests made to fit. */
interface Forgery {
  readonly name: string;
  readonly change: (build: Build) => void;
  readonly found: RegExp;
}

const forgeries: readonly Forgery[] = [
  {
    name: 'the certificate of the other target',
    change: (build) => putCertificate(build, textIn(onArm, onArm.record.recheck?.certificate.file ?? '')),
    found: /the checker refuses the certificate: the certificate was made for another target/,
  },
  {
    name: 'the certificate of another program',
    change: (build) => putCertificate(build, textIn(other, other.record.recheck?.certificate.file ?? '')),
    found: /the certificate was made for another program/,
  },
  {
    name: 'the graph of another program',
    change: (build) => putGraph(build, textIn(other, 'small.core.json')),
    found: /the certificate was made for another program/,
  },
  {
    name: 'the graph and the certificate of another program',
    change: (build) => {
      putGraph(build, textIn(other, 'small.core.json'));
      putCertificate(build, textIn(other, other.record.recheck?.certificate.file ?? ''));
    },
    found: /is no check of kind|no row stands for it/,
  },
  {
    name: 'a graph in which an array is longer',
    change: (build) => {
      const text = textIn(build, 'bounds-zoo.core.json');
      const longer = text.replace(/"length":8,/, '"length":9,');
      expect(longer).not.toBe(text);
      putGraph(build, longer);
      const certificate = certificateOf(build);
      putCertificate(build, JSON.stringify({ ...certificate, psg: build.record.psg.digest }));
    },
    found: /is a script about another psg/,
  },
  {
    name: 'a guarded check that is called proved and certified',
    change: (build) => {
      const row = rowOf(build, isGuarded);
      const model = rowOf(build, isCertified);
      const { certificate } = model;
      Object.assign(row, { verdict: 'proved', method: 'z3', treatment: 'elided', certified: true, certificate });
      row.guard = null;
      row.counterexample = null;
      recount(build.record);
    },
    found: /is called certified, but the certificate does not prove it/,
  },
  {
    name: 'a guarded check that is called absent',
    change: (build) => {
      const row = rowOf(build, isGuarded);
      row.treatment = 'absent';
      row.guard = null;
      recount(build.record);
    },
    found: /the image: a record at 0x[0-9a-f]+ names guard \d+, which was not emitted/,
  },
  {
    name: 'a proved check that is called uncertified',
    change: (build) => {
      rowOf(build, isCertified).certified = false;
      recount(build.record);
    },
    found: /is called uncertified, but the certificate proves it/,
  },
  {
    name: 'a check that Z3 is said to have settled by types alone',
    change: (build) => {
      const row = rowOf(build, isCertified);
      row.goal = null;
      row.certified = false;
      row.method = 'type';
      recount(build.record);
    },
    found: /the program has the check bounds:\d+:0 at .*, and no row stands for it/,
  },
  {
    name: 'a row that is gone',
    change: (build) => {
      const { record } = build;
      record.obligations = record.obligations.filter((row) => row !== rowOf(build, isCertified));
      recount(record);
    },
    found: /the program has the check bounds:\d+:0 at .*, and no row stands for it/,
  },
  {
    name: 'a row that stands elsewhere',
    change: (build) => {
      const { source } = rowOf(build, isCertified);
      source.line += 1;
      source.endLine += 1;
    },
    found: /is not at .*:\d+:\d+ in/,
  },
  {
    name: 'a row of which the end stands elsewhere',
    change: (build) => {
      rowOf(build, isCertified).source.endColumn += 1;
    },
    found: /is not at .*:\d+:\d+ in/,
  },
  {
    name: 'a fact that stands elsewhere',
    change: (build) => {
      const fact = rowOf(build, (row) => row.hypotheses.length > 0).hypotheses[0];
      if (fact) fact.source.line = 1;
    },
    found: /fact .* is not at/,
  },
  {
    name: 'two rows that stand for one another',
    change: (build) => {
      const [a, b] = build.record.obligations.filter(isCertified);
      if (a && b) [a.goal, b.goal] = [b.goal, a.goal];
    },
    found: /is not at/,
  },
  {
    name: 'two rows for one check',
    change: (build) => {
      const [a, b] = build.record.obligations.filter(isCertified);
      if (a && b) b.goal = a.goal;
    },
    found: /two rows stand for the check/,
  },
  {
    name: 'a certificate without one of its proofs',
    change: (build) => {
      const certificate = certificateOf(build);
      const { goal } = rowOf(build, isCertified);
      const proofs = certificate.proofs.filter((each) => each.goal !== goal);
      putCertificate(build, JSON.stringify({ ...certificate, proofs }));
    },
    found: /is called certified, but the certificate does not prove it/,
  },
  {
    name: 'a certificate with a claim that is stronger',
    change: (build) => {
      const certificate = certificateOf(build);
      for (const claim of certificate.claims) claim.constant = Number(claim.constant) + 1;
      putCertificate(build, JSON.stringify(certificate));
    },
    found: /the checker refuses the certificate: (the proof|the claim)/,
  },
  {
    name: 'a certificate for a target with smaller memory',
    change: (build) => {
      const certificate = certificateOf(build);
      certificate.target.largestObject = 1024;
      putCertificate(build, JSON.stringify(certificate));
    },
    found: /the certificate was made for another target/,
  },
  {
    name: 'a certificate that is said to have been refused',
    change: ({ record }) => {
      if (record.recheck) record.recheck.refused = 'it was late';
      for (const row of record.obligations) row.certified = false;
      recount(record);
    },
    found: /the record says that the checker refused the certificate, but it does not/,
  },
  {
    name: 'no certificate at all',
    change: ({ record }) => {
      record.recheck = null;
      for (const row of record.obligations) Object.assign(row, { goal: null, certified: false });
    },
    found: /the record names no certificate, so nothing can be checked without a solver/,
  },
  {
    name: 'scripts of two rows exchanged',
    change: (build) => {
      const [a, b] = build.record.obligations.filter(isCertified);
      if (a && b) [a.certificate, b.certificate] = [b.certificate, a.certificate];
    },
    found: /is a script about another obligation/,
  },
  {
    name: 'a claim that reads better',
    change: (build) => {
      rowOf(build, isCertified).claim = 'all is well';
    },
    found: /is a script about another claim/,
  },
  {
    name: 'a source that reads better',
    change: ({ record }) => {
      const [source] = record.sources;
      if (source) source.text = source.text.replace('8', '9');
    },
    found: /the source .* in the record is not the one that was compiled/,
  },
  {
    name: 'a source that is left out',
    change: ({ record }) => {
      const { path } = record.subject.inputs.find(({ role }) => role === 'source') ?? { path: '' };
      record.sources = record.sources.filter((source) => source.path !== path);
    },
    found: /the source .* is not in the record/,
  },
  {
    name: 'a guard at another address',
    change: (build) => {
      const { guard } = rowOf(build, isGuarded);
      if (guard) guard.addresses = ['0x1000'];
    },
    found: /guard \d+ of .* is said to be present at 0x1000 .*; in the image it is present at/,
  },
  {
    name: 'a guard that is said to have been removed',
    change: (build) => {
      const { guard } = rowOf(build, isGuarded);
      if (guard) Object.assign(guard, { addresses: [], bytes: 0, state: 'removed-by-backend' });
      recount(build.record);
    },
    found: /is said to be removed-by-backend; in the image it is present at/,
  },
  {
    name: 'a stack that is less deep',
    change: ({ record }) => {
      const [entry] = record.resources?.stack ?? [];
      if (entry) entry.bytes = 8;
    },
    found: /the record's stack are not those of the image/,
  },
  {
    name: 'the image of another program',
    change: (build) => putImage(build, other.files.get('small.elf') ?? new Uint8Array()),
    found: /the image: /,
  },
  {
    name: 'an image that is cut short',
    change: (build) => putImage(build, (build.files.get('bounds-zoo.elf') ?? new Uint8Array()).slice(0, 4000)),
    found: /the image: /,
  },
  {
    name: 'a board that does not exist',
    change: ({ record }) => {
      record.subject.board = 'moon';
    },
    found: /this version knows no target x86_64-linux on a board moon/,
  },
  {
    name: 'files outside the folder',
    change: ({ record, files }) => {
      if (record.recheck) record.recheck.certificate.file = '../evidence.cert';
      files.set('../evidence.cert', files.get(record.recheck?.certificate.file ?? '') ?? new Uint8Array());
    },
    found: /the certificate is said to be "\.\.\/evidence\.cert", which is no place in the folder/,
  },
];

describe('forgeries, with counts and digests made to fit', () => {
  test('nothing speaks against the build itself', () => {
    expect([judge(zoo), judge(onArm), judge(other)]).toEqual([[], [], []]);
  });

  test.each(forgeries)('$name', ({ change, found }) => {
    const build = copyOf(zoo);
    change(build);
    const problems = judge(build);
    expect(problems.find((each) => found.test(each)) ?? problems).toMatch(found);
  });

  test.each(['ensures', 'invariant'])('%s that is shown at its definition or loop, not at its condition', (kind) => {
    const build = copyOf(other);
    const row = rowOf(build, (each) => each.kind === kind);
    expect(row.certified).toBe(true);
    const [, node] = row.goal?.split(':') ?? [];
    const { at } = JSON.parse(textIn(build, 'small.core.json')).nodes[Number(node)];
    Object.assign(row.source, { line: at.line, column: at.column });
    expect(judge(build).join('\n')).toMatch(new RegExp(`${kind}:.* is not at`));
  });

  test('an image without one of its traps', () => {
    const build = copyOf(zoo);
    const name = 'bounds-zoo.elf';
    const bytes = Uint8Array.from(build.files.get(name) ?? []);
    const { guard } = rowOf(build, isGuarded);
    const trap = build.disassembly
      .split('\n')
      .find((line) => line.trim().startsWith(`${guard?.addresses[0]?.slice(2)}:`));
    const code =
      /: ((?:[0-9a-f]{2} )+)/
        .exec(trap ?? '')?.[1]
        ?.trim()
        .split(' ') ?? [];
    const at = Buffer.from(bytes).indexOf(Buffer.from(code.join(''), 'hex'));
    expect([code.length > 1, at > 0]).toEqual([true, true]);
    bytes.fill(0x90, at, at + code.length);
    putImage(build, bytes);
    const top = mkdtempSync(join(tmpdir(), 'firefly-'));
    writeFileSync(join(top, name), bytes);
    const problems = judge({ ...build, disassembly: disassemble(join(top, name)) });
    rmSync(top, { recursive: true });
    expect(problems.join('\n')).toMatch(/guard \d+ is recorded at 0x[0-9a-f]+, where no guard's trap stands/);
  });

  test('proofs without a certificate are counted where the project allows them, and refused where not', () => {
    const build = copyOf(zoo);
    putCertificate(build, JSON.stringify({ ...certificateOf(build), proofs: [], claims: [] }));
    for (const row of build.record.obligations) row.certified = false;
    recount(build.record);
    expect(judge(build).join('\n')).toMatch(/was dropped without the checker's consent/);
    if (build.record.recheck) build.record.recheck.policy = 'optional';
    expect(judge(build)).toEqual([]);
  });
});
