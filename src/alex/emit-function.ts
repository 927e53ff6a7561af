// In: a function of the graph, or the module-level values to initialise. Out: one `func.func` with its excerpts.
import { never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import type { ObligationId } from '../obligations/obligation.ts';
import type { NodeId } from '../psg/node.ts';
import {
  type Excerpt,
  emitInteger,
  emitZero,
  type FunctionContext,
  leavesIn,
  type Program,
  single,
  wordIn,
} from './context.ts';
import { emitConversion } from './emit-arithmetic.ts';
import { bind, emitExpression, storeGlobal } from './emit-expression.ts';
import { emitChecks } from './emit-guard.ts';
import { leavesOf } from './machine-type.ts';
import { makeWriter, type Value } from './writer.ts';

export interface EmittedFunction {
  readonly lines: readonly string[];
  /** Lines of `lines`, 0-based. */
  readonly excerpts: ReadonlyMap<ObligationId, Excerpt>;
}

function makeContext(program: Program): FunctionContext {
  const fn: FunctionContext = {
    program,
    writer: makeWriter(),
    bindings: new Map(),
    excerpts: new Map(),
    mode: 'body',
    evaluate: (id) => emitExpression(fn, id),
  };
  return fn;
}

function finish(fn: FunctionContext, header: string, span: Span): EmittedFunction {
  const { lines, shift } = fn.writer.finish(header, span);
  const excerpts = new Map(
    [...fn.excerpts].map(([id, { from, to }]) => [id, { from: from + shift, to: to + shift }] as const),
  );
  return { lines, excerpts };
}

/** Attributes of every function of a program. No exception is ever thrown; idioms whose library functions we do not have are not recognised. */
function attributes(optimization: 'speed' | 'size', inline: 'inline' | 'as-needed'): string {
  const list = ['nounwind', ...absentLibraryFunctions.map((name) => `no-builtin-${name}`)];
  // Not `minsize`: on ARM it calls through registers, and such calls hide the stack's depth from the reader of the image.
  if (optimization === 'size') list.push('optsize');
  if (inline === 'inline') list.push('alwaysinline');
  return `attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = [${list.map((name) => `"${name}"`).join(', ')}]}`;
}

/** Functions of C that LLVM would call for loops it recognises, and that no target of ours has. */
const absentLibraryFunctions = ['strlen', 'wcslen', 'bcmp', 'memcmp', 'memchr', 'printf', 'puts', 'putchar'] as const;

export function emitFunction(
  program: Program,
  id: NodeId,
  symbol: string,
  optimization: 'speed' | 'size',
): EmittedFunction {
  const node = program.psg.expect(id, 'function');
  const fn = makeContext(program);
  program.emitted.add(id);
  const parameters: string[] = [];
  node.parameters.forEach((parameter, index) => {
    const { type } = program.psg.expect(parameter, 'binding');
    const leaves = leavesOf(type, program.target);
    const value = leaves.map((_, leaf) => `%p${index}_${leaf}`);
    parameters.push(...leaves.map((leaf, position) => `${value[position]}: ${leaf}`));
    bind(fn, parameter, value);
  });
  const result = fn.evaluate(node.body);
  emitEnsures(fn, id, result);
  const leaves = leavesIn(fn, node.result);
  fn.writer.effect(
    leaves.length === 0 ? 'func.return' : `func.return ${result.join(', ')} : ${leaves.join(', ')}`,
    node.span,
  );
  const header = `func.func ${symbol}(${parameters.join(', ')}) -> (${leaves.join(', ')}) ${attributes(optimization, node.inline)}`;
  return finish(fn, header, node.span);
}

/** Claimed where the function ends, with the result in place of `result`. */
function emitEnsures(fn: FunctionContext, id: NodeId, result: Value): void {
  const node = fn.program.psg.expect(id, 'function');
  const present = fn.program.book.at(id).filter((each) => each.kind === 'ensures');
  if (present.length !== node.ensures.length) never(`function ${node.name} has one obligation per ensures`);
  for (const obligation of present) {
    const ensured = node.ensures[obligation.part] ?? never(`ensures ${obligation.part} exists`);
    fn.bindings.set(ensured.result, { kind: 'value', value: result });
    emitChecks(fn, id, new Map(), fn.program.psg.node(ensured.condition).span, (each) => each === obligation);
  }
}

/** Whether the entry point has a parameter that it reads. */
export function takesArguments({ psg }: Program): boolean {
  const { parameters } = psg.expect(psg.entry, 'function');
  return parameters.some((parameter) => psg.users(parameter).some(({ role }) => role !== 'parameter'));
}

/** `@firefly.run`: initialises the module-level values in order, calls the entry point and yields its exit status as a word. */
export function emitRun(program: Program, values: readonly NodeId[], optimization: 'speed' | 'size'): EmittedFunction {
  const fn = makeContext(program);
  const entry = program.psg.expect(program.psg.entry, 'function');
  for (const id of values) {
    const value = program.psg.expect(id, 'value');
    program.emitted.add(id);
    const initial = fn.evaluate(value.initial);
    if (program.globalPlace(id).kind === 'variables') storeGlobal(fn, id, initial, value.span);
  }
  const word = wordIn(fn);
  if (program.definition.interrupts && program.psg.interrupts.length > 0) {
    // masked since the start: until here a handler would have met values that are not initialised
    const open = emitInteger(fn, 0n, word, entry.span);
    fn.writer.effect(`func.call ${program.serviceSymbol('restoreInterrupts')}(${open}) : (${word}) -> ()`, entry.span);
  }
  const parameters = entry.parameters.flatMap((parameter) =>
    leavesIn(fn, program.psg.expect(parameter, 'binding').type),
  );
  const names = parameters.map((_, index) => `%a${index}`);
  // Arguments that nobody reads are not collected.
  const given = takesArguments(program) ? names : emitZero(fn, parameters, entry.span);
  const leaves = leavesIn(fn, entry.result);
  const symbol = program.functionSymbol(program.psg.entry);
  const result = fn.writer.values(
    `func.call ${symbol}(${given.join(', ')}) : (${parameters.join(', ')}) -> (${leaves.join(', ')})`,
    leaves.length,
    entry.span,
  );
  const status =
    leaves.length === 0
      ? emitInteger(fn, 0n, word, entry.span)
      : single(emitConversion(fn, entry.result, { kind: 'integer', bits: 'word', signed: true }, result, entry.span));
  fn.writer.effect(`func.return ${status} : ${word}`, entry.span);
  const list = takesArguments(program) ? names.map((name, index) => `${name}: ${parameters[index]}`).join(', ') : '';
  return finish(fn, `func.func @firefly.run(${list}) -> ${word} ${attributes(optimization, 'as-needed')}`, entry.span);
}
