// In: a record and the folder that it lies in. Out: the files that it names, where each is the one that it means; else one sentence on what is wrong.
// Digests only, and the head of each proof's script: what the files say is for others to read.
import { digestBytes } from '../base/digest.ts';
import type { Evidence, EvidenceObligation } from './record.ts';

/** A file of the record's folder, by its name with forward slashes. */
export type ReadFile = (name: string) => Uint8Array | undefined;

export interface OwnInput {
  readonly path: string;
  readonly text: string;
}

export interface RecordFiles {
  /** What is not there, or is not what it was, is undefined. */
  readonly image: Uint8Array | undefined;
  readonly certificate: string | undefined;
  readonly graph: string | undefined;
  /** Scripts of proofs that are what rows say. */
  readonly scripts: number;
  /** Sources whose text stands in the record, with the digest of the input. */
  readonly sources: number;
  /** Other inputs that are files of this very version of the compiler. */
  readonly own: number;
  /** Inputs of which there is a digest only. */
  readonly unseen: number;
  readonly problems: readonly string[];
}

/** `own`: what this version of the compiler adds to a program of the target. */
export function readRecordFiles(evidence: Evidence, read: ReadFile, own: readonly OwnInput[]): RecordFiles {
  const problems: string[] = [];
  const take = (what: string, name: string, sha256: string): Uint8Array | undefined => {
    const bytes = isInside(name) ? read(name) : undefined;
    if (!isInside(name))
      problems.push(`${what} is said to be ${JSON.stringify(name)}, which is no place in the folder`);
    else if (!bytes) problems.push(`${what}, ${name}, cannot be read`);
    else if (digestBytes(bytes) !== sha256) problems.push(`${what}, ${name}, is not the one that was built`);
    else return bytes;
    return undefined;
  };
  const { elf } = evidence.subject;
  const image = elf ? take('the image', elf.file, elf.sha256) : undefined;
  const { recheck, psg } = evidence;
  const certificate = recheck && take('the certificate', recheck.certificate.file, recheck.certificate.sha256);
  const graph = recheck && take('the graph', recheck.graph.file, recheck.graph.sha256);
  if (recheck && recheck.graph.sha256 !== psg.digest)
    problems.push('the graph to check against is not the graph that was compiled');
  let scripts = 0;
  for (const row of evidence.obligations) {
    if (row.certificate === null) continue;
    const script = take(`the proof of ${row.id}`, `certificates/${row.certificate}.smt2`, row.certificate);
    if (!script) continue;
    const wrong = headProblem(textOf(script), row, evidence);
    if (wrong) problems.push(`the proof of ${row.id} ${wrong}`);
    else scripts++;
  }
  const sources = checkSources(evidence, problems);
  const texts = new Set(evidence.sources.map(({ path }) => path));
  const ownDigests = new Map(own.map(({ path, text }) => [path, digestBytes(text)]));
  const others = evidence.subject.inputs.filter(({ path }) => !texts.has(path));
  const same = others.filter(({ path, sha256 }) => ownDigests.get(path) === sha256).length;
  return {
    image,
    certificate: certificate ? textOf(certificate) : undefined,
    graph: graph ? textOf(graph) : undefined,
    scripts,
    sources,
    own: same,
    unseen: others.length - same,
    problems,
  };
}

/** Names of a build's own files: in the folder itself or in `certificates/`. */
function isInside(name: string): boolean {
  return /^(certificates\/)?(?!\.)[^/\\:\0]+$/.test(name);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The head of a script names the graph, the target and the obligation that it was made for. */
function headProblem(text: string, row: EvidenceObligation, evidence: Evidence): string | undefined {
  const head = new Map<string, string>();
  for (const line of text.split('\n')) {
    const found = /^; (\S+) (.*)$/.exec(line);
    if (!found) break;
    head.set(found[1] ?? '', found[2] ?? '');
  }
  const wanted: readonly (readonly [string, string])[] = [
    ['psg', evidence.psg.digest],
    ['target', evidence.subject.target],
    ['obligation', row.id],
    ['kind', row.kind],
    ['method', row.method ?? ''],
    ['claim', row.claim],
  ];
  const wrong = wanted.find(([name, value]) => head.get(name) !== value.replace(/\s+/g, ' ').trim());
  return wrong && `is a script about another ${wrong[0]}`;
}

/** The number of sources whose text has the digest that the input had. */
function checkSources({ sources, subject }: Evidence, problems: string[]): number {
  const digests = new Map(subject.inputs.map(({ path, sha256 }) => [path, sha256]));
  if (digests.size !== subject.inputs.length) problems.push('two inputs have the same path');
  const seen = new Set<string>();
  let right = 0;
  for (const { path, text } of sources) {
    if (seen.has(path)) problems.push(`the source ${path} stands twice in the record`);
    else if (digests.get(path) === digestBytes(text)) right++;
    else problems.push(`the source ${path} in the record is not the one that was compiled`);
    seen.add(path);
  }
  for (const { path, role } of subject.inputs)
    if (role === 'source' && !seen.has(path)) problems.push(`the source ${path} is not in the record`);
  return right;
}
