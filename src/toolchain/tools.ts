// In: the names of the tools we start. Out: where they are, in which version, and the command that installs them. Looks on PATH, with and without `-22`.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { ToolFailure } from '../base/tool-failure.ts';
import { runProcess } from './run-process.ts';

/** LLVM's major version that the emitted MLIR is written for: its text format changes between versions. */
const llvmVersion = 22;

interface ToolFacts {
  /** Debian package. */
  readonly package: string;
  /** Whether its version must be LLVM's. */
  readonly version: 'llvm' | 'any';
  readonly neededFor: string;
}

const facts = {
  'mlir-opt': { package: 'mlir-22-tools', version: 'llvm', neededFor: 'lowering MLIR' },
  'mlir-translate': { package: 'mlir-22-tools', version: 'llvm', neededFor: 'lowering MLIR' },
  opt: { package: 'llvm-22', version: 'llvm', neededFor: 'optimising' },
  llc: { package: 'llvm-22', version: 'llvm', neededFor: 'making object code' },
  'llvm-objcopy': { package: 'llvm-22', version: 'llvm', neededFor: 'making .bin and .hex images' },
  'llvm-objdump': { package: 'llvm-22', version: 'llvm', neededFor: 'reading images back (build, recheck)' },
  'llvm-symbolizer': { package: 'llvm-22', version: 'llvm', neededFor: 'finding the source line of an address' },
  'ld.lld': { package: 'lld-22', version: 'llvm', neededFor: 'linking' },
  'qemu-system-arm': { package: 'qemu-system-arm', version: 'any', neededFor: 'running Cortex-M33 images' },
} as const satisfies Readonly<Record<string, ToolFacts>>;

export type ToolName = keyof typeof facts;
export const toolNames = Object.keys(facts) as readonly ToolName[];

/** Tools that a build needs; the others serve reports and running. */
export const buildTools: readonly ToolName[] = ['mlir-opt', 'mlir-translate', 'opt', 'llc', 'ld.lld'];

export interface FoundTool {
  readonly name: ToolName;
  readonly path: string;
  /** As it names itself: `22.1.2`. */
  readonly version: string;
}

export type ToolState =
  | ({ readonly state: 'found' } & FoundTool)
  | {
      readonly state: 'missing';
      readonly name: ToolName;
      readonly why: string;
      readonly install: string;
      readonly neededFor: string;
    };

const searches = new Map<ToolName, Promise<ToolState>>();

/** Looks a tool up, once per process. */
export function findTool(name: ToolName): Promise<ToolState> {
  const known = searches.get(name) ?? search(name);
  searches.set(name, known);
  return known;
}

/** Every tool, found or not: for `firefly doctor`. */
export function surveyTools(): Promise<readonly ToolState[]> {
  return Promise.all(toolNames.map(findTool));
}

/** The paths of several tools; one failure names everything that is missing, with the one command that installs it. */
export async function demandTools<Name extends ToolName>(
  ...names: readonly Name[]
): Promise<Readonly<Record<Name, string>>> {
  const states = await Promise.all(names.map(findTool));
  const missing = states.filter((state) => state.state === 'missing');
  if (missing.length > 0) {
    throw new ToolFailure({
      doing: missing
        .map(({ neededFor }) => neededFor)
        .filter((each, index, all) => all.indexOf(each) === index)
        .join(', '),
      said: missing.map(({ name, why }) => `${name} ${why}`).join('; '),
      hint: installCommand(missing.map(({ name }) => name)),
    });
  }
  return Object.fromEntries(
    states.flatMap((state) => (state.state === 'found' ? [[state.name, state.path]] : [])),
  ) as Readonly<Record<Name, string>>;
}

/** The one command that installs these tools on Debian. */
export function installCommand(names: readonly ToolName[]): string {
  const packages = [...new Set(names.map((name) => facts[name].package))].sort();
  return `apt-get install -y ${packages.join(' ')}`;
}

async function search(name: ToolName): Promise<ToolState> {
  let why = 'is not on PATH';
  for (const candidate of [`${name}-${llvmVersion}`, name]) {
    for (const folder of (process.env.PATH ?? '').split(delimiter).filter((each) => each !== '')) {
      const path = join(folder, candidate);
      if (!(await isExecutable(path))) continue;
      const version = await versionOf(path);
      const fits = facts[name].version === 'any' || version?.split('.')[0] === String(llvmVersion);
      if (version !== undefined && fits) return { state: 'found', name, path, version };
      why = version === undefined ? `at ${path} does not run` : `at ${path} is version ${version}, not ${llvmVersion}`;
    }
  }
  return { state: 'missing', name, why, install: installCommand([name]), neededFor: facts[name].neededFor };
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function versionOf(path: string): Promise<string | undefined> {
  const { status, stdout } = await runProcess(path, ['--version'], { input: '' });
  if (status !== 0) return undefined;
  return /(?:version|LLD) (\d+\.\d+(?:\.\d+)?)/.exec(new TextDecoder().decode(stdout))?.[1];
}

/** sha256 of a tool's file, for the evidence. */
export async function digestOfTool(tool: FoundTool): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(await realpath(tool.path))) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
