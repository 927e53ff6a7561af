// The state of an elaboration: what is shared by the whole program, and what belongs to the function being elaborated.
import { never } from '../../base/never.ts';
import type { Span } from '../../base/source.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isPreludeFile } from '../../fncs/prelude-file.ts';
import type { Symbol, TypedExpression, TypedFunction, TypedValue } from '../../fncs/typed.ts';
import type { Region } from '../../memory/region.ts';
import type { NodeId, Payload } from '../node.ts';
import type { PsgBuilder } from '../psg.ts';
import { type Type, unitType } from '../type.ts';
import type { FunctionType, FunctionTypes } from './function-type.ts';
import { isAtomic, tooWide } from './shared-values.ts';
import { elaborateType, type Substitution, type TypeArgument } from './type.ts';

/** A function as it was written, and what an instance of it needs beside its arguments. */
export interface Template {
  readonly definition: TypedFunction;
  readonly form: 'function' | 'lambda';
  /** Tuples with functions are taken apart by the caller: how many parameters each one written has become. */
  readonly parts?: readonly number[];
  /** Tells templates apart: the definition, what the type parameters around it stand for, how many parameters are given already. */
  readonly key: string;
  /** Qualified name; local functions are `outer/inner`. */
  readonly name: string;
  /** Immutable local symbols of the enclosing functions that the body uses: they become the first parameters. */
  readonly captures: readonly Symbol[];
  /** Local functions visible inside. */
  readonly locals: ReadonlyMap<Symbol, Template>;
  readonly substitution: Substitution;
}

/** A function that is a value. What is known of it when compiling is no part of the program that runs: what it captured are bindings of the function that holds it. */
export type FunctionValue =
  /** This very function, with what it captured: one for each of the template's captures. */
  | {
      readonly kind: 'known';
      readonly template: Template;
      readonly captured: readonly Captured[];
      readonly type: FunctionType;
    }
  /** One of those that its type has, by its tag. */
  | { readonly kind: 'chosen'; readonly binding: NodeId; readonly type: FunctionType };

export type Captured = { readonly kind: 'value'; readonly binding: NodeId } | FunctionValue;

/** An argument, evaluated. `()` has no node. */
export type Given = { readonly kind: 'value'; readonly node: NodeId } | { readonly kind: 'unit' } | FunctionValue;

/** `let`s to be put around what reads them, the first outermost. */
export type Lets = readonly { readonly binding: NodeId; readonly operand: NodeId; readonly span: Span }[];

/** A value at module level, and its node. */
export interface ModuleValue {
  readonly definition: TypedValue;
  readonly node: NodeId;
}

export interface ProgramContext {
  readonly builder: PsgBuilder;
  readonly problems: Diagnostic[];
  readonly functions: ReadonlyMap<Symbol, Template>;
  /** Prelude functions by qualified name, for constructs that mean a library call. */
  readonly functionNamed: (name: string) => Template | undefined;
  readonly literals: ReadonlyMap<Symbol, TypedValue>;
  readonly valueOf: (symbol: Symbol) => ModuleValue;
  /** Module-level values that an interrupt handler and other code reach. */
  readonly shared: ReadonlySet<Symbol>;
  /** Elaborates any expression: constructs nest in each other, their files do not import each other. */
  readonly elaborate: (frame: Frame, expression: TypedExpression) => NodeId;
  /** The node of an instance; its body is elaborated later, once. `shapes`: captures and parameters that are known functions. */
  readonly instanceOf: (
    template: Template,
    instantiation: readonly TypeArgument[],
    shapes: readonly (FunctionValue | undefined)[],
  ) => NodeId;
  readonly functionTypes: FunctionTypes;
  /** A number for each part of the typed tree that it is asked about. */
  readonly identify: (part: TypedExpression | TypedFunction) => number;
  /** A name for a lambda in the given function. */
  readonly nameLambda: (outer: string, key: string) => string;
  /** The function that a module-level name always is. */
  readonly functionOf: (symbol: Symbol) => FunctionValue | undefined;
  /** The tag of a function among the values of its type. */
  readonly tagOf: (value: Extract<FunctionValue, { kind: 'known' }>, span: Span) => number;
  /** The function that applies a function of the type, whichever it is, to `count` arguments. */
  readonly dispatchOf: (type: FunctionType, count: number, span: Span) => NodeId;
}

/** An index: a constant, and for each loop around it `size · (counter − first)`, or `size · (first − counter)`. */
export interface Position {
  readonly constant: bigint;
  readonly terms: readonly {
    readonly counter: NodeId;
    readonly first: bigint;
    readonly direction: 'up' | 'down';
    readonly size: bigint;
  }[];
}

export interface Generation {
  /** The body of the loop, for this element. */
  readonly yield: (element: NodeId) => NodeId;
  /** Mutable truths; the sequence ends when one of them is false. */
  readonly running: readonly NodeId[];
}

export interface Frame {
  readonly program: ProgramContext;
  readonly name: string;
  readonly substitution: Substitution;
  readonly bindings: Map<Symbol, NodeId>;
  /** Names that stand for functions. */
  readonly functions: Map<Symbol, FunctionValue>;
  /** The call in whose place the code stands, when a library function is expanded in the program. */
  readonly site?: Span;
  /** What has been expanded in place, so that it ends. */
  readonly expansions: { left: number; readonly done: Set<string> };
  /** Immutable bindings → the node they were bound to, for constant array lengths. */
  readonly definitions: Map<NodeId, NodeId>;
  locals: ReadonlyMap<Symbol, Template>;
  /** Whether interrupt handlers may run here. */
  section: 'open' | 'critical';
  /** What a sequence expression does here, as the loop over it has it. */
  generation?: Generation | undefined;
  /** Where the next element goes, while an array is filled. */
  position?: Position | undefined;
  /** What `leave` clears: whether the innermost loop over a sequence goes on. */
  leaving?: NodeId | undefined;
  /** Where arrays created here lie: the frame, or the module-level value being initialised. */
  storage: Extract<Region, 'sram' | 'flash' | 'stack'>;
}

export function add(frame: Frame, payload: Payload, span: Span): NodeId {
  return frame.program.builder.add(payload, span);
}

export function typeIn(frame: Frame, type: Parameters<typeof elaborateType>[0]): Type {
  return elaborateType(type, frame.substitution);
}

/** The type of an expression that is built already. */
export function typeOfNode(frame: Frame, id: NodeId): Type {
  const node = frame.program.builder.node(id);
  if (node.kind === 'function' || node.kind === 'value' || node.kind === 'binding')
    return never('definitions are no expressions');
  return node.type;
}

export function unit(frame: Frame, span: Span): NodeId {
  return add(frame, { kind: 'literal', type: unitType, value: undefined }, span);
}

/** An integer, character or enum literal of the given type. */
export function number(frame: Frame, type: Type, value: bigint | number, span: Span): NodeId {
  return add(frame, { kind: 'literal', type, value: BigInt(value) }, span);
}

export function truth(frame: Frame, value: 'true' | 'false', span: Span): NodeId {
  return add(frame, { kind: 'literal', type: { kind: 'boolean' }, value: value === 'true' }, span);
}

/** A fresh immutable binding for an intermediate value, and a maker of reads of it: every use is its own node. */
export function bindValue(
  frame: Frame,
  name: string,
  operand: NodeId,
  span: Span,
): { readonly binding: NodeId; readonly operand: NodeId; readonly read: () => NodeId } {
  const type = typeOfNode(frame, operand);
  const binding = add(frame, { kind: 'binding', name, type, mutability: 'immutable', role: 'local' }, span);
  frame.definitions.set(binding, operand);
  return { binding, operand, read: () => add(frame, { kind: 'local', type, binding }, span) };
}

/** `let binding = operand in body` around a body that is built already. */
export function wrapLet(
  frame: Frame,
  bound: { readonly binding: NodeId; readonly operand: NodeId },
  body: NodeId,
  span: Span,
): NodeId {
  return add(
    frame,
    { kind: 'let', type: typeOfNode(frame, body), binding: bound.binding, operand: bound.operand, body },
    span,
  );
}

export function wrapLets(frame: Frame, lets: Lets, body: NodeId): NodeId {
  return lets.reduceRight((inner, each) => wrapLet(frame, each, inner, each.span), body);
}

/** Reads a binding. */
export function readBinding(frame: Frame, binding: NodeId, span: Span): NodeId {
  return add(frame, { kind: 'local', type: typeOfBinding(frame, binding), binding }, span);
}

export function typeOfBinding(frame: Frame, binding: NodeId): Type {
  const node = frame.program.builder.node(binding);
  return node.kind === 'binding' ? node.type : never('a name is bound by a binding');
}

/** The frame of a definition's own code. */
export function createFrame(
  program: ProgramContext,
  name: string,
  substitution: Substitution,
  { storage = 'stack', locals = new Map() }: Partial<Pick<Frame, 'storage' | 'locals'>> = {},
): Frame {
  return {
    program,
    name,
    substitution,
    bindings: new Map(),
    functions: new Map(),
    expansions: { left: 1000, done: new Set() },
    definitions: new Map(),
    locals,
    storage,
    section: 'open',
  };
}

export function condition(frame: Frame, test: NodeId, then: NodeId, otherwise: NodeId, span: Span): NodeId {
  return add(frame, { kind: 'if', type: typeOfNode(frame, then), condition: test, then, otherwise }, span);
}

/** Conjunction of tests, as nested `if`s; empty: true. */
export function conjunction(frame: Frame, tests: readonly NodeId[], span: Span): NodeId {
  return tests.length === 0
    ? truth(frame, 'true', span)
    : tests.reduceRight((rest, test) => condition(frame, test, rest, truth(frame, 'false', span), span));
}

/** Disjunction of tests, as nested `if`s; empty: false. */
export function disjunction(frame: Frame, tests: readonly NodeId[], span: Span): NodeId {
  return tests.length === 0
    ? truth(frame, 'false', span)
    : tests.reduceRight((rest, test) => condition(frame, test, truth(frame, 'true', span), rest, span));
}

/** Refuses an access that a handler may interrupt halfway. */
export function refuseTorn(frame: Frame, symbol: Symbol, span: Span): void {
  const isShared = frame.section === 'open' && symbol.isMutable && frame.program.shared.has(symbol);
  if (isShared && !isAtomic(typeIn(frame, symbol.type))) refuse(frame, { span, ...tooWide(symbol.name, 'The value') });
}

export function elaborateExpression(frame: Frame, expression: TypedExpression): NodeId {
  return frame.program.elaborate(frame, expression);
}

export function refuse(frame: Frame, problem: Omit<Diagnostic, 'severity'>): void {
  const isInLibrary = frame.site && isPreludeFile(problem.span.file);
  const span = isInLibrary && frame.site ? frame.site : problem.span;
  frame.program.problems.push({ severity: 'error', ...problem, span });
}

/** Binds operands by name, in order, and reads them where they are wanted. */
export function bindAll(
  frame: Frame,
  operands: readonly NodeId[],
  span: Span,
): { readonly reads: readonly (() => NodeId)[]; readonly wrap: (body: NodeId) => NodeId } {
  const bound = operands.map((operand) => bindValue(frame, 'argument', operand, span));
  return {
    reads: bound.map((each) => each.read),
    wrap: (body) => bound.reduceRight((inner, each) => wrapLet(frame, each, inner, span), body),
  };
}
