// The node kinds of the program semantic graph: the whole core language, one variant each, one full sentence each.
// Operand ids are fields of the variants; the incidence edges of the hypergraph are derived from them (`operandsOf`), so both always agree.
import { assertNever } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import type { Region } from '../memory/region.ts';
import type { IntegerType, Type } from './type.ts';

declare const nodeIdBrand: unique symbol;
/** Key of a node in the graph: a small integer, given in creation order. */
export type NodeId = number & { readonly [nodeIdBrand]: true };

/** Arithmetic wraps; shift counts are masked to the width; `divide` and `remainder` truncate. Operands of one primitive have the same type, except shifts (the count is `int`). */
export type PrimitiveOperator =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'remainder'
  | 'negate'
  | 'bit-and'
  | 'bit-or'
  | 'bit-xor'
  | 'bit-not'
  | 'shift-left'
  | 'shift-right'
  | 'equal'
  | 'not-equal'
  | 'less'
  | 'less-or-equal'
  | 'greater'
  | 'greater-or-equal'
  | 'not'
  | 'minimum'
  | 'maximum'
  | 'absolute'
  | 'square-root';

/** System services that each target implements. */
export type PlatformService =
  | 'writeBytes'
  | 'readBytes'
  /** Whether the first view begins at a higher address than the second: which way to copy when they overlap. */
  | 'isBehind'
  | 'exit'
  | 'now'
  | 'sleep'
  | 'nop'
  | 'waitForInterrupt'
  /** Keeps interrupt handlers from running; yields what `restoreInterrupts` needs to undo it. Emitted for critical sections only. */
  | 'maskInterrupts'
  | 'restoreInterrupts';

/** What a run claims where it comes by; the names are those of the obligation kinds. Kinds that types or scopes decide are not among them. */
export type ClaimKind =
  | 'bounds'
  | 'slice'
  | 'division'
  | 'memory-map'
  | 'access-kind'
  | 'assert'
  | 'requires'
  | 'ensures'
  | 'invariant'
  | 'exhaustive'
  | 'failure'
  | 'overflow';

/** The programmer's own claims that stand as a statement in the code. */
export type StatedClaim = 'assert';

export type Payload =
  // ── definitions ──
  /** A function: `requires` are assumed in the body and claimed at each call; `ensures` are claimed at the end of the body with `result` bound, and assumed after each call. */
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly parameters: readonly NodeId[];
      readonly result: Type;
      readonly requires: readonly NodeId[];
      readonly ensures: readonly { readonly result: NodeId; readonly condition: NodeId }[];
      readonly body: NodeId;
      readonly inline: 'inline' | 'as-needed';
      readonly role: 'entry' | 'internal' | 'interrupt';
      /** The exception or interrupt that calls it, with `role: 'interrupt'`. */
      readonly interrupt?: string;
    }
  /** A module-level value, initialised in program order before the entry point runs; `region` is where its own storage, and the storage of an array that it creates, lies. */
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly type: Type;
      readonly mutability: 'mutable' | 'immutable';
      readonly initial: NodeId;
      readonly region: Extract<Region, 'sram' | 'flash'>;
      /** `interrupts`: an interrupt handler and other code both reach it, so that outside a critical section each read may find another value. */
      readonly sharing: 'none' | 'interrupts';
    }
  /** A name bound in a function: parameter, `let`, `let mutable`, loop variable, pattern variable, or the result inside an `ensures`. */
  | {
      readonly kind: 'binding';
      readonly name: string;
      readonly type: Type;
      readonly mutability: 'mutable' | 'immutable';
      readonly role: 'parameter' | 'local' | 'loop' | 'result';
    }
  // ── values ──
  /** An integer, enum or character (as its number), a boolean, a float (as IEEE bits, unsigned) or unit. */
  | { readonly kind: 'literal'; readonly type: Type; readonly value: bigint | boolean | undefined }
  /** A string literal: its UTF-8 bytes lie in flash. */
  | { readonly kind: 'text'; readonly type: Type; readonly text: string }
  /** Reads a binding. */
  | { readonly kind: 'local'; readonly type: Type; readonly binding: NodeId }
  /** Reads a module-level value. */
  | { readonly kind: 'global'; readonly type: Type; readonly value: NodeId }
  /** Applies a primitive; every operand has been evaluated, left to right. `checked` (of integers: add, subtract, multiply, negate): obligation `overflow`. */
  | {
      readonly kind: 'primitive';
      readonly type: Type;
      readonly operator: PrimitiveOperator;
      readonly operands: readonly NodeId[];
      readonly overflow?: 'checked';
    }
  /** Converts between integers (wrapping), characters, enums and floats (float → integer saturates, NaN gives 0). `checked` (of an integer to an integer): obligation `overflow`. */
  | { readonly kind: 'convert'; readonly type: Type; readonly operand: NodeId; readonly overflow?: 'checked' }
  /** Calls a function with all its arguments. */
  | { readonly kind: 'call'; readonly type: Type; readonly callee: NodeId; readonly operands: readonly NodeId[] }
  /** Asks the platform; buffers are spans. */
  | {
      readonly kind: 'service';
      readonly type: Type;
      readonly service: PlatformService;
      readonly operands: readonly NodeId[];
    }
  /**
   * Calls a function of C; a view is passed as the address of its first element. Its result may be any value of the type. What was made by one of its views, or by a view that an
   * earlier call was given, may be different after it, and after every later call.
   */
  | {
      readonly kind: 'foreign';
      readonly type: Type;
      readonly library: string;
      readonly symbol: string;
      readonly operands: readonly NodeId[];
    }
  // ── aggregates, by value ──
  /** Builds a tuple or record from all its fields, in the type's order. */
  | { readonly kind: 'aggregate'; readonly type: Type; readonly operands: readonly NodeId[] }
  /** Takes one field of a tuple or record. */
  | { readonly kind: 'field'; readonly type: Type; readonly operand: NodeId; readonly index: number }
  /** Builds one case of a union. */
  | { readonly kind: 'case'; readonly type: Type; readonly tag: number; readonly operands: readonly NodeId[] }
  /** The case number of a union value, as `int`. */
  | { readonly kind: 'tag'; readonly type: Type; readonly operand: NodeId }
  /** A field of a case; stands only where the tag has been tested, other bits are unspecified but defined. */
  | {
      readonly kind: 'payload';
      readonly type: Type;
      readonly operand: NodeId;
      readonly tag: number;
      readonly index: number;
    }
  // ── memory ──
  /** Creates an array from its elements: in the frame of the function (fresh at every execution; the storage belongs to the enclosing block), or in the region of the module-level value it initialises. */
  | {
      readonly kind: 'array-literal';
      readonly type: Type;
      readonly operands: readonly NodeId[];
      readonly region: Extract<Region, 'sram' | 'flash' | 'stack'>;
    }
  /** Creates an array (or, for `NativePtr.stackalloc`, a pointer) of a constant `length`, every element `initial`. */
  | {
      readonly kind: 'array-fill';
      readonly type: Type;
      readonly length: number;
      readonly initial: NodeId;
      readonly region: Extract<Region, 'sram' | 'flash' | 'stack'>;
    }
  /** The number of elements (bytes for strings), as `int`, ≥ 0. */
  | { readonly kind: 'length'; readonly type: Type; readonly collection: NodeId }
  /** Reads `collection[index]`; obligation `bounds`; volatile when the collection is a pointer to a volatile region; a string yields its code unit as a character in 0–255. */
  | { readonly kind: 'element'; readonly type: Type; readonly collection: NodeId; readonly index: NodeId }
  /** Writes `collection[index] <- operand`; obligation `bounds`; evaluated collection, index, operand. */
  | {
      readonly kind: 'set-element';
      readonly type: Type;
      readonly collection: NodeId;
      readonly index: NodeId;
      readonly operand: NodeId;
    }
  /** The inclusive slice `collection[first .. last]`, sharing storage; obligation `slice`. */
  | {
      readonly kind: 'slice';
      readonly type: Type;
      readonly collection: NodeId;
      readonly first: NodeId;
      readonly last: NodeId;
    }
  /** The same storage under another type: array or Span → Span or ReadOnlySpan, string ↔ ReadOnlySpan<byte>, pointer → pointer of weaker access. No run-time effect. */
  | { readonly kind: 'weaken'; readonly type: Type; readonly operand: NodeId }
  /** A peripheral instance by name: its base address. */
  | { readonly kind: 'instance'; readonly type: Type; readonly name: string }
  /** The pointer to a register of an instance. */
  | { readonly kind: 'register'; readonly type: Type; readonly operand: NodeId; readonly index: number }
  /** Reads through `Ptr.read` at an integer address, volatile; obligations `memory-map` and `access-kind`; `type` gives the width. */
  | { readonly kind: 'raw-read'; readonly type: Type; readonly address: NodeId }
  /** Writes through `Ptr.write` at an integer address, volatile; obligations `memory-map` and `access-kind`. */
  | { readonly kind: 'raw-write'; readonly type: Type; readonly address: NodeId; readonly operand: NodeId }
  // ── control ──
  /** `let binding = operand in body`. */
  | {
      readonly kind: 'let';
      readonly type: Type;
      readonly binding: NodeId;
      readonly operand: NodeId;
      readonly body: NodeId;
    }
  /** Assigns a mutable binding. */
  | { readonly kind: 'assign'; readonly type: Type; readonly binding: NodeId; readonly operand: NodeId }
  /** Assigns a mutable module-level value. */
  | { readonly kind: 'assign-global'; readonly type: Type; readonly value: NodeId; readonly operand: NodeId }
  /** Evaluates its items in order; its value is the last one's. Never empty. */
  | { readonly kind: 'sequence'; readonly type: Type; readonly items: readonly NodeId[] }
  /** Two-armed; both arms have the node's type. `&&`, `||` and match tests are made of it. */
  | {
      readonly kind: 'if';
      readonly type: Type;
      readonly condition: NodeId;
      readonly then: NodeId;
      readonly otherwise: NodeId;
    }
  /** Tests, then runs the body, again and again; `invariants` are claimed at the start of each execution of the body. */
  | {
      readonly kind: 'while';
      readonly type: Type;
      readonly condition: NodeId;
      readonly invariants: readonly NodeId[];
      readonly body: NodeId;
    }
  /** `binding` runs over `from … to` inclusive, by +1 (`up`) or −1 (`down`); both ends are evaluated once; never overflows; the body may not assign `binding`. */
  | {
      readonly kind: 'for';
      readonly type: Type;
      readonly binding: NodeId;
      readonly from: NodeId;
      readonly to: NodeId;
      readonly direction: 'up' | 'down';
      readonly invariants: readonly NodeId[];
      readonly body: NodeId;
    }
  /** Runs the body with interrupts masked: nothing that handlers share changes by itself meanwhile. */
  | { readonly kind: 'critical'; readonly type: Type; readonly body: NodeId }
  /** `Proof.facts ()`: the compiler prints what is known here. Does nothing. */
  | { readonly kind: 'facts'; readonly type: Type }
  /** Claims the condition here. */
  | { readonly kind: 'claim'; readonly type: Type; readonly claim: StatedClaim; readonly condition: NodeId }
  /** Obligation `exhaustive`, or `failure` (see `claimOfMatch`): claims `matched` (pure: the disjunction of the tests of the rules without `when`), then runs `body`, whose fall-through is a `match-failure` naming this node. */
  | {
      readonly kind: 'match';
      readonly type: Type;
      readonly matched: NodeId;
      readonly body: NodeId;
      /** Of `failwith`: obligation `failure`. `matched` is false, and `body` the failure. */
      readonly message?: string;
    }
  /** No rule of `match` took the value: never reached when its claim holds. Not an operand: `match` is a back reference. */
  | { readonly kind: 'match-failure'; readonly type: Type; readonly match: NodeId };

export type NodeKind = Payload['kind'];

/** A frozen node. `span` is the place in the source that it came from; `scope` the innermost block it stands in (see `Scope`). */
export type Node = Payload & { readonly id: NodeId; readonly span: Span };

export type NodeOf<K extends NodeKind> = Extract<Node, { readonly kind: K }>;

/** Nodes that yield a value when evaluated. */
export type Expression = Exclude<Node, { readonly kind: 'function' | 'value' | 'binding' }>;

/** One incidence of a hyperedge: the node plays `role` at position `index`. */
export interface Incidence {
  readonly role: string;
  readonly index: number;
  readonly node: NodeId;
}

function many(role: string, nodes: readonly NodeId[]): Incidence[] {
  return nodes.map((node, index) => ({ role, index, node }));
}

function one(role: string, node: NodeId): Incidence {
  return { role, index: 0, node };
}

/** All nodes that a payload refers to, with their roles, in evaluation order where there is one. */
export function operandsOf(payload: Payload): readonly Incidence[] {
  switch (payload.kind) {
    case 'function':
      return [
        ...many('parameter', payload.parameters),
        ...many('requires', payload.requires),
        ...payload.ensures.flatMap((each, index) => [
          { role: 'result', index, node: each.result },
          { role: 'ensures', index, node: each.condition },
        ]),
        one('body', payload.body),
      ];
    case 'value':
      return [one('initial', payload.initial)];
    case 'binding':
    case 'literal':
    case 'text':
    case 'instance':
    case 'facts':
      return [];
    case 'local':
      return [one('binding', payload.binding)];
    case 'global':
      return [one('value', payload.value)];
    case 'primitive':
    case 'service':
    case 'foreign':
    case 'aggregate':
    case 'case':
    case 'array-literal':
      return many('operand', payload.operands);
    case 'call':
      return [one('callee', payload.callee), ...many('operand', payload.operands)];
    case 'convert':
    case 'field':
    case 'tag':
    case 'payload':
    case 'weaken':
    case 'register':
      return [one('operand', payload.operand)];
    case 'array-fill':
      return [one('initial', payload.initial)];
    case 'length':
      return [one('collection', payload.collection)];
    case 'element':
      return [one('collection', payload.collection), one('index', payload.index)];
    case 'set-element':
      return [one('collection', payload.collection), one('index', payload.index), one('operand', payload.operand)];
    case 'slice':
      return [one('collection', payload.collection), one('first', payload.first), one('last', payload.last)];
    case 'raw-read':
      return [one('address', payload.address)];
    case 'raw-write':
      return [one('address', payload.address), one('operand', payload.operand)];
    case 'let':
      return [one('binding', payload.binding), one('operand', payload.operand), one('body', payload.body)];
    case 'assign':
      return [one('binding', payload.binding), one('operand', payload.operand)];
    case 'assign-global':
      return [one('value', payload.value), one('operand', payload.operand)];
    case 'sequence':
      return many('item', payload.items);
    case 'if':
      return [one('condition', payload.condition), one('then', payload.then), one('otherwise', payload.otherwise)];
    case 'while':
      return [one('condition', payload.condition), ...many('invariant', payload.invariants), one('body', payload.body)];
    case 'for':
      return [
        one('binding', payload.binding),
        one('from', payload.from),
        one('to', payload.to),
        ...many('invariant', payload.invariants),
        one('body', payload.body),
      ];
    case 'critical':
      return [one('body', payload.body)];
    case 'claim':
      return [one('condition', payload.condition)];
    case 'match':
      return [one('matched', payload.matched), one('body', payload.body)];
    case 'match-failure':
      return [one('match', payload.match)];
    default:
      return assertNever(payload);
  }
}

/** The kind of a match's claim. */
export function claimOfMatch({ message }: NodeOf<'match'>): 'exhaustive' | 'failure' {
  return message === undefined ? 'exhaustive' : 'failure';
}

/** The type of the value that an expression yields. */
export function typeOf(node: Expression): Type {
  return node.type;
}

export function isInteger(type: Type): type is IntegerType {
  return type.kind === 'integer';
}
