// In: the graph, its obligations and their answers, and a target. Out: the MLIR module that is compiled, its guards, what became of every obligation, and where.
// Only functions that the entry point reaches are emitted. A check is dropped by a covering certificate and by nothing else (see `guard-book.ts`).
import { never } from '../base/never.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Obligation, ObligationId } from '../obligations/obligation.ts';
import type { Answer } from '../proofs/verdict.ts';
import type { NodeId, PlatformService } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { elementsBehind, nameOfType } from '../psg/type.ts';
import { constantOf } from './constant.ts';
import type { Excerpt, ForeignFunction, Program } from './context.ts';
import { declareForeign, firstOfEach } from './emit-foreign.ts';
import { type EmittedFunction, emitFunction, emitRun, takesArguments } from './emit-function.ts';
import { makeGlobals } from './globals.ts';
import { type GuardBook, type GuardsKept, isGuardable, makeGuardBook } from './guard-book.ts';
import { emitGuardReport } from './guard-report.ts';
import { leavesOf } from './machine-type.ts';
import { refuseForeign, refuseInterrupts } from './refusals.ts';
import { makeSymbols, type Symbols } from './symbols.ts';
import type { TargetDefinition } from './target-definition.ts';
import type { Guard, Treatment } from './treatment.ts';

export interface EmissionInput {
  readonly psg: Psg;
  readonly definition: TargetDefinition;
  readonly obligations: readonly Obligation[];
  readonly answers: ReadonlyMap<ObligationId, Answer>;
  readonly optimization: 'speed' | 'size';
  /** `all`: every check is kept, whatever is proved. */
  readonly guards: GuardsKept;
}

/** Lines of the module's text, 1-based, both included. */
export interface ExcerptLines {
  readonly firstLine: number;
  readonly lastLine: number;
}

export interface Emission {
  /** The module that is compiled. */
  readonly mlir: string;
  readonly guards: readonly Guard[];
  /** One per obligation. */
  readonly treatments: ReadonlyMap<ObligationId, Treatment>;
  readonly excerpts: ReadonlyMap<ObligationId, ExcerptLines>;
  readonly problems: readonly Diagnostic[];
}

export function emit(input: EmissionInput): Emission {
  const { psg, definition } = input;
  const { target } = definition;
  const book = makeGuardBook(psg, target.name, input.obligations, input.answers, input.guards);
  const symbols = makeSymbols();
  const functions = makeFunctionTable(psg, symbols);
  const services = new Set<PlatformService>();
  const foreign: ForeignFunction[] = [];
  const globals = makeGlobals(psg, target, symbols, () => program);
  const program: Program = {
    psg,
    target,
    definition,
    book,
    emitted: new Set(),
    functionSymbol: functions.symbol,
    serviceSymbol(service) {
      services.add(service);
      return `@firefly.${service}`;
    },
    foreign: (called) => foreign.push(called),
    bytesSymbol: globals.bytesSymbol,
    tableSymbol: globals.tableSymbol,
    globalPlace: globals.globalPlace,
    sharedElements: sharedElements(psg),
    arrayStorage: globals.arrayStorage,
  };

  const handlers = emitHandlers(program);
  const bodies: EmittedFunction[] = [emitRun(program, valuesToRun(program), input.optimization)];
  for (let next = functions.next(); next !== undefined; next = functions.next()) {
    bodies.push(emitFunction(program, next, functions.symbol(next), input.optimization));
  }
  const guards = book.guards();
  const supports = [
    definition.startup({
      arguments: takesArguments(program) ? 'taken' : 'none',
      guards: guards.length > 0 ? 'some' : 'none',
      services: [...services].sort(),
      interrupts: handlers.table,
    }),
    ...(handlers.text === '' ? [] : [handlers.text]),
    ...(guards.length > 0 ? [emitGuardReport(guards, target)] : []),
    ...[...services].sort().map((service) => definition.services[service]),
    ...[...firstOfEach(foreign).values()].map(declareForeign),
    definition.support({ floats: floatsIn(bodies) }),
  ];
  const header = moduleHeader(definition);
  const head = [header, ...globals.texts()].join('\n').split('\n');
  const { lines, excerpts } = assemble(head, bodies);
  const mlir = `${[...lines, ...supports, '}'].join('\n')}\n`;
  return {
    mlir,
    guards,
    treatments: settleTreatments(program, book, input.obligations),
    excerpts,
    problems: [
      ...refuseInterrupts(psg, definition, [...services]),
      ...refuseForeign(foreign, definition),
      ...tooManyGuards(guards, definition),
    ],
  };
}

function sharedElements(psg: Psg): ReadonlySet<string> {
  const shared = psg.values.map((id) => psg.expect(id, 'value')).filter(({ sharing }) => sharing === 'interrupts');
  return new Set(shared.flatMap(({ type }) => elementsBehind(type)).map(nameOfType));
}

/** The hardware calls a handler as it calls any function of C: what it interrupts is kept by the processor. */
function emitHandlers(program: Program): { readonly table: ReadonlyMap<string, string>; readonly text: string } {
  const { psg, definition } = program;
  const table = new Map<string, string>();
  const lines: string[] = [];
  for (const id of definition.interrupts ? psg.interrupts : []) {
    const { interrupt = never('a handler names its interrupt'), parameters } = psg.expect(id, 'function');
    const symbol = `firefly.interrupt.${interrupt}`;
    const leaves = parameters.flatMap((each) => leavesOf(psg.expect(each, 'binding').type, program.target));
    if (leaves.length > 0) never('a handler takes nothing');
    // a name that the target does not have is refused
    if (definition.interrupts?.slotOf(interrupt, []) !== undefined) table.set(interrupt, symbol);
    lines.push(
      `  llvm.func @${symbol}() attributes {passthrough = ["nounwind", "noinline"]} {`,
      `    func.call ${program.functionSymbol(id)}() : () -> ()`,
      '    llvm.return',
      '  }',
    );
  }
  return { table, text: lines.join('\n') };
}

/** Float widths that the functions of a program mention. */
function floatsIn(bodies: readonly EmittedFunction[]): ReadonlySet<32 | 64> {
  const mentions = (pattern: RegExp): boolean => bodies.some(({ lines }) => lines.some((line) => pattern.test(line)));
  return new Set([...(mentions(/\bf32\b/) ? [32 as const] : []), ...(mentions(/\bf64\b/) ? [64 as const] : [])]);
}

function moduleHeader(definition: TargetDefinition): string {
  const attributes = [
    ...(definition.target.wordBits === 32 ? ['dlti.dl_spec = #dlti.dl_spec<index = 32 : i32>'] : []),
    `llvm.target_triple = "${definition.target.triple}"`,
    `llvm.data_layout = "${definition.dataLayout}"`,
  ];
  return `module attributes {${attributes.join(', ')}} {`;
}

/** Module-level values whose initial value is not a constant: they may have effects, so all of them run, in order. */
function valuesToRun(program: Program): readonly NodeId[] {
  return program.psg.values.filter((id) => constantOf(program, program.psg.expect(id, 'value').initial) === undefined);
}

interface FunctionTable {
  readonly symbol: (id: NodeId) => string;
  /** A function that has been asked for and was not handed out yet. */
  readonly next: () => NodeId | undefined;
}

function makeFunctionTable(psg: Psg, symbols: Symbols): FunctionTable {
  const known = new Map<NodeId, string>();
  const queue: NodeId[] = [];
  return {
    symbol(id) {
      const symbol = known.get(id) ?? symbols.claim(psg.expect(id, 'function').name);
      if (!known.has(id)) queue.push(id);
      known.set(id, symbol);
      return symbol;
    },
    next: () => queue.shift(),
  };
}

function assemble(
  head: readonly string[],
  bodies: readonly EmittedFunction[],
): { readonly lines: readonly string[]; readonly excerpts: ReadonlyMap<ObligationId, ExcerptLines> } {
  const lines = [...head];
  const excerpts = new Map<ObligationId, ExcerptLines>();
  for (const body of bodies) {
    for (const [id, excerpt] of body.excerpts) if (!excerpts.has(id)) excerpts.set(id, toLines(excerpt, lines.length));
    for (const line of body.lines) lines.push(line);
  }
  return { lines, excerpts };
}

function toLines(excerpt: Excerpt, before: number): ExcerptLines {
  return { firstLine: before + excerpt.from + 1, lastLine: before + excerpt.to + 1 };
}

/** Adds what emission did not come by: claims about types and lifetimes, and obligations of code that is not in the module. */
function settleTreatments(
  program: Program,
  book: GuardBook,
  obligations: readonly Obligation[],
): ReadonlyMap<ObligationId, Treatment> {
  const settled = new Map<ObligationId, Treatment>();
  for (const obligation of obligations) {
    const done = book.treatments().get(obligation.id);
    const isEmitted =
      program.emitted.has(obligation.subject) ||
      program.emitted.has(obligation.definition) ||
      program.psg.values.includes(obligation.definition);
    if (done !== undefined) settled.set(obligation.id, done);
    else if (!isGuardable(obligation))
      settled.set(obligation.id, isEmitted ? book.decide(obligation, 'body') : 'absent');
    else if (program.emitted.has(obligation.subject))
      never(`obligation ${obligation.id} of an emitted node was treated`);
    else settled.set(obligation.id, 'absent');
  }
  return settled;
}

function tooManyGuards(guards: readonly Guard[], definition: TargetDefinition): readonly Diagnostic[] {
  const first = guards[definition.largestGuardId];
  if (!first) return [];
  return [
    {
      code: 'FS8301',
      severity: 'error',
      span: first.span,
      title: 'Too many guards for this target.',
      detail: `${guards.length} checks are left as run-time guards, and the trap instruction of ${definition.target.name} can tell ${definition.largestGuardId} apart.`,
      hint: 'Prove more of them, for example by contracts (requires), or split the program.',
    },
  ];
}
