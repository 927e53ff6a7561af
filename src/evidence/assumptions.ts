// In: what a build rests on. Out: the list of assumptions, each with the obligations that use it and what is done about it.
// Deliberately complete rather than short: what is not proved and not checked at run time stands here.
import { never } from '../base/never.ts';
import { startOf } from '../base/source.ts';
import type { MapRange, Target } from '../memory/target.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { NodeId } from '../psg/node.ts';
import { operandsOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { isCollection, type Type } from '../psg/type.ts';
import type { Evidence, EvidenceObligation } from './record.ts';

export type Assumption = Evidence['assumptions'][number];
type Descriptor = Extract<Type, { kind: 'descriptor' }>;

export interface AssumptionInput {
  readonly psg: Psg;
  readonly target: Target;
  readonly obligations: readonly Obligation[];
  readonly rows: readonly EvidenceObligation[];
  readonly outcome: Evidence['subject']['outcome'];
}

/** The word in `usedBy` for an assumption that every proof rests on. */
export const everyProof = '*';

export function listAssumptions(input: AssumptionInput): readonly Assumption[] {
  return [
    ...targetAssumptions(input),
    ...descriptorAssumptions(input),
    ...declaredAssumptions(input.rows),
    ...bindingAssumptions(input),
    ...foreignAssumptions(input),
    interruptAssumption(input),
    ...solverAssumptions(input.rows),
    ...toolchainAssumptions(input.outcome),
    ...entryAssumptions(input),
  ];
}

function targetAssumptions({ target, rows }: AssumptionInput): readonly Assumption[] {
  const { memoryMap } = target;
  const resting = (...reasons: readonly string[]): string[] =>
    rows
      .filter((row) => row.treatment === 'elided' && row.hypotheses.some(({ reason }) => reasons.includes(reason)))
      .map(({ id }) => id);
  const mapped = rows
    .filter(({ kind, treatment }) => treatment === 'elided' && (kind === 'memory-map' || kind === 'access-kind'))
    .map(({ id }) => id);
  const { ranges } = memoryMap;
  const map: Assumption = {
    id: 'target-memory-map',
    class: 'target',
    text: `The memory map of ${target.name} (${target.board}) is right: ${ranges.map(printRange).join(', ')}. Source: ${memoryMap.source}`,
    usedBy: [...new Set([...mapped, ...resting('map')])],
    mitigation: 'The map is a table of the target with its source; raw addresses outside it are guarded or refused.',
  };
  return [
    ...(ranges.length > 0 ? [map] : []),
    {
      id: 'target-largest-object',
      class: 'target',
      text: `No array, span or string is larger than ${target.largestObject} bytes.`,
      usedBy: resting('type', 'map'),
      mitigation: 'The linker refuses an image whose data does not fit the memory of the target.',
    },
  ];
}

function printRange(range: MapRange): string {
  return `${range.name} ${hex(range.start)}–${hex(range.start + range.size - 1n)}`;
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** A descriptor is the program's own word about the hardware: addresses that the target's map confirms are told from those it does not know. */
function descriptorAssumptions({ psg, target, obligations }: AssumptionInput): readonly Assumption[] {
  const found = new Map<string, { readonly type: Descriptor; readonly nodes: NodeId[] }>();
  for (const node of psg.nodes) {
    if (!('type' in node) || node.kind === 'value' || node.type.kind !== 'descriptor') continue;
    const known = found.get(node.type.name) ?? { type: node.type, nodes: [] };
    known.nodes.push(node.id);
    found.set(node.type.name, known);
  }
  return [...found.values()].flatMap(({ type, nodes }) => {
    const inUse = new Set(nodes);
    const usedBy = obligations.filter(({ subject }) => refersTo(psg, subject, inUse, 6)).map(({ id }) => id);
    return type.instances.map(({ name, base }): Assumption => {
      const last =
        type.registers
          .map(({ offset }) => offset)
          .toSorted(ascending)
          .at(-1) ?? 0n;
      const range = target.memoryMap.ranges.find(({ start, size }) => base >= start && base + last < start + size);
      const declared = `${name} lies at ${hex(base)} with the registers, widths and access kinds that ${type.name} declares.`;
      return {
        id: `memory-map-${name}`,
        class: 'memory-map',
        text: range ? declared : `${declared} The map of ${target.name} does not know this address.`,
        usedBy,
        mitigation: range
          ? `The target's map confirms the address (${range.name}); the registers in it are taken from the declaration.`
          : 'None: compare the declaration with the reference manual.',
      };
    });
  });
}

/** Whether one of the nodes is within a few operand steps of another. */
function refersTo(psg: Psg, from: NodeId, nodes: ReadonlySet<NodeId>, steps: number): boolean {
  if (nodes.has(from)) return true;
  if (steps === 0) return false;
  const node = psg.node(from);
  if (node.kind === 'function' || node.kind === 'value' || node.kind === 'binding') return false;
  return operandsOf(node).some((each) => each.role !== 'body' && refersTo(psg, each.node, nodes, steps - 1));
}

/** Claims with the verdict `assumed`, grouped by the declaration that they rest on. */
function declaredAssumptions(rows: readonly EvidenceObligation[]): readonly Assumption[] {
  const byText = new Map<string, string[]>();
  for (const row of rows) {
    if (row.verdict === 'assumed') byText.set(row.because, [...(byText.get(row.because) ?? []), row.id]);
  }
  return [...byText].map(
    ([text, usedBy], index): Assumption => ({
      id: `declared-${index + 1}`,
      class: 'memory-map',
      text,
      usedBy,
      mitigation: 'None: compare the declaration with the reference manual.',
    }),
  );
}

function bindingAssumptions({ psg }: AssumptionInput): readonly Assumption[] {
  // no system is asked which of two views lies behind the other
  const services = [...new Set(psg.nodesOf('service').map(({ service }) => service))]
    .filter((service) => service !== 'isBehind')
    .sort();
  const buffers = services.filter((service) => service === 'readBytes' || service === 'writeBytes');
  if (services.length === 0) return [];
  return [
    {
      id: 'binding-services',
      class: 'binding',
      text:
        buffers.length > 0
          ? `${buffers.join(' and ')} ${buffers.length === 1 ? 'touches only the buffer that it is' : 'touch only the buffers that they are'} given, and no more bytes than asked for.`
          : `The platform's services (${services.join(', ')}) touch none of the program's memory.`,
      usedBy: [everyProof],
      mitigation:
        buffers.length > 0
          ? 'The count is claimed to fit the buffer at each call; no promise about the result is believed.'
          : 'They are given no address.',
    },
  ];
}

/** Each function of C is taken by its declaration: what is behind it is in no image of ours. */
function foreignAssumptions({ psg }: AssumptionInput): readonly Assumption[] {
  const calls = psg.nodesOf('foreign');
  const first = calls[0];
  if (!first) return [];
  const declared = calls.map(({ symbol, library, operands, span }): Assumption => {
    const { line, column } = startOf(span);
    const types = operands.map((operand) => {
      const node = psg.node(operand);
      return node.kind === 'function' ? never('a function is no operand') : node.type;
    });
    const views = types.filter(isCollection);
    const reach =
      views.length === 0
        ? "touches none of the program's memory but what earlier calls of C were given"
        : `touches, of the program's memory, only elements of the ${views.length === 1 ? 'array' : 'arrays'} that it is given and of those that earlier calls of C were given, and writes only to what may be written`;
    const kept = views.length === 0 ? '' : ' It keeps no address of what lies in the frame of a function.';
    return {
      id: `foreign-${symbol}`,
      class: 'binding',
      text: `\`${symbol}\` of the C library (${library}), declared at ${span.file.path}:${line}:${column}, has these parameters and this result, and ${reach}, when its \`requires\` hold.${kept} It calls nothing of the program's, and comes back once or never.`,
      usedBy: [everyProof],
      mitigation:
        'No result of it is believed, and nothing is taken as known of the contents of an array that C was ever given. Its `requires` are claimed at each call.',
    };
  });
  const unique = [...new Map(declared.map((each) => [each.id + each.text, each])).values()];
  return [
    ...unique.map((each, at) => ({
      ...each,
      id: unique.slice(0, at).some(({ id }) => id === each.id) ? `${each.id}-${at + 1}` : each.id,
    })),
    {
      id: 'foreign-library',
      class: 'toolchain',
      text: 'The C library that the loader finds when the program starts sets itself up and ends the program as it promises. Its code is not in the image: it was not read back, and the stack that it needs is not measured.',
      usedBy: [everyProof],
      mitigation:
        'The image is linked dynamically and holds no code of C; `max_stack_size` refuses a program that calls it.',
    },
  ];
}

/** Handlers that are not in the image cannot run. */
function interruptAssumption({ psg, target }: AssumptionInput): Assumption {
  const names = psg.interrupts.map((id) => psg.expect(id, 'function').interrupt);
  if (names.length === 0 || target.name === 'x86_64-linux')
    return {
      id: 'interrupt-none',
      class: 'interrupt',
      text: 'No interrupt handler, other thread or DMA transfer changes the memory of the program.',
      usedBy: [everyProof],
      mitigation: `${names.length === 0 ? 'The program has no handlers' : 'The handlers are not in this image'}; reads of peripheral memory are taken as unknown each time.`,
    };
  return {
    id: 'interrupt-handlers',
    class: 'interrupt',
    text: `Besides the program, only its handlers (${names.join(', ')}) change its memory: no other thread and no DMA transfer. While interrupts are masked, none of them runs.`,
    usedBy: [everyProof],
    mitigation:
      'Interrupts are masked until the module-level values are initialised, and in critical sections. What handlers share is taken as unknown at each reading outside of these, and is read and written whole.',
  };
}

function solverAssumptions(rows: readonly EvidenceObligation[]): readonly Assumption[] {
  const dropped = rows.filter(({ treatment }) => treatment === 'elided');
  const certified = dropped.filter((row) => row.certified);
  const alone = dropped.filter((row) => !row.certified);
  const decided = alone.filter(({ method }) => method === 'z3' || method === 'z3+invariant');
  const intervals = alone.filter(({ method }) => method === 'interval');
  const list: Assumption[] = [];
  if (certified.length > 0) {
    list.push({
      id: 'solver-or-checker',
      class: 'solver',
      text: `For ${certified.length} dropped check${certified.length === 1 ? '' : 's'}, the prover and the checker are not both wrong: each read the program for itself.`,
      usedBy: certified.map(({ id }) => id),
      mitigation: 'The certificate holds every step; `firefly recheck` checks it again without a solver.',
    });
  }
  if (decided.length > 0) {
    list.push({
      id: 'solver-z3',
      class: 'solver',
      text: `Z3 answered right for ${decided.length} obligation${decided.length === 1 ? '' : 's'}.`,
      usedBy: decided.map(({ id }) => id),
      mitigation: 'For each there is an SMT-LIB script that any solver can run again.',
    });
  }
  if (decided.length + intervals.length > 0) {
    list.push({
      id: 'solver-facts',
      class: 'solver',
      text: 'The facts that these proofs use are true: the compiler derived them from the program correctly.',
      usedBy: [...intervals, ...decided].map(({ id }) => id),
      mitigation: 'Each fact is listed with its reason and place; contradictory facts are detected and prove nothing.',
    });
  }
  return list;
}

function toolchainAssumptions(outcome: Evidence['subject']['outcome']): readonly Assumption[] {
  if (outcome !== 'linked') return [];
  return [
    {
      id: 'toolchain-llvm',
      class: 'toolchain',
      text: 'mlir-opt, mlir-translate, opt, llc and lld translate the emitted MLIR correctly, and llvm-objdump finds where instructions begin.',
      usedBy: [everyProof],
      mitigation:
        'The linked image is read back: every trap is matched with an emitted guard by address and number, and the disassembly with the image byte by byte.',
    },
  ];
}

/** `requires` of the entry point: nobody calls it, so nobody proves them. */
function entryAssumptions({ psg, rows }: AssumptionInput): readonly Assumption[] {
  const entry = psg.expect(psg.entry, 'function');
  return entry.requires.map((condition, index): Assumption => {
    const { span } = psg.node(condition);
    const { line, column } = startOf(span);
    const text = span.file.text.slice(span.start, span.end).replaceAll(/\s+/g, ' ');
    const usedBy = rows
      .filter(
        ({ function: name, hypotheses }) =>
          name === entry.name &&
          hypotheses.some(
            ({ reason, source }) => reason === 'contract' && source.file === span.file.path && source.line === line,
          ),
      )
      .map(({ id }) => id);
    return {
      id: `user-entry-${index + 1}`,
      class: 'user',
      text: `${entry.name} is entered with ${text} (${span.file.path}:${line}:${column}).`,
      usedBy,
      mitigation: 'None: the system starts the program.',
    };
  });
}
