// In: a solved expression. Out: the first thing in it that a contract must not do: write, read volatile memory, ask the platform, call C. Calls are followed.
import { regionTraits } from '../memory/region.ts';
import type { IntrinsicId } from './intrinsic.ts';
import type { Type } from './type.ts';
import { holdsFunction } from './type-parts.ts';
import type { Symbol, TypedExpression, TypedFunction } from './typed.ts';
import { childrenOf } from './typed-walk.ts';

export interface Effect {
  readonly effect: 'writes' | 'volatile' | 'platform' | 'foreign' | 'claims' | 'unknown';
  readonly span: TypedExpression['span'];
  /** The function called from the condition in which it happens. */
  readonly through: string | undefined;
}

const writers: ReadonlySet<IntrinsicId> = new Set<IntrinsicId>([
  'NativePtr.set',
  'NativePtr.write',
  'Ptr.write',
  'Ptr.writeAt',
]);
const readers: ReadonlySet<IntrinsicId> = new Set<IntrinsicId>(['NativePtr.get', 'NativePtr.read', 'Ptr.read']);

export function effectOf(
  expression: TypedExpression,
  functions: ReadonlyMap<Symbol, TypedFunction>,
): Effect | undefined {
  return search(expression, { functions, place: 'condition', own: new Set(), visited: new Set() });
}

interface Search {
  readonly functions: ReadonlyMap<Symbol, TypedFunction>;
  readonly place: 'condition' | 'call';
  /** Mutable locals of the code being searched: assigning these is no effect outside. */
  readonly own: Set<Symbol>;
  readonly visited: Set<Symbol>;
}

function search(expression: TypedExpression, state: Search): Effect | undefined {
  const { span } = expression;
  const here = (effect: Effect['effect']): Effect => ({ effect, span, through: undefined });
  switch (expression.kind) {
    case 'assign': {
      let { target } = expression;
      while (target.kind === 'field') target = target.target;
      if (target.kind !== 'symbol' || !state.own.has(target.symbol)) return here('writes');
      break;
    }
    case 'let':
      if (expression.pattern.kind === 'bind' && expression.pattern.symbol.isMutable)
        state.own.add(expression.pattern.symbol);
      break;
    case 'intrinsic': {
      const { intrinsic } = expression;
      if (writers.has(intrinsic)) return here('writes');
      if (intrinsic === 'Ptr.readAt') return here('volatile');
      if (readers.has(intrinsic) && isVolatile(expression.arguments[0]?.type)) return here('volatile');
      if (intrinsic.startsWith('Platform.') || intrinsic.startsWith('Cpu.')) return here('platform');
      break;
    }
    case 'critical':
      return here('platform');
    case 'foreign':
      return here('foreign');
    case 'symbol':
      // Lambdas in the condition, and in what it calls, are searched; a function that comes from elsewhere may do anything.
      if (isForeign(expression.symbol, state.place) && holdsFunction(expression.type)) return here('unknown');
      break;
    case 'contract':
    case 'ensures':
      // Inside a called function a contract is that function's own business.
      return state.place === 'condition' ? here('claims') : undefined;
    case 'call': {
      const inner = effectOfCall(expression.callee, state);
      if (inner) return { ...inner, span, through: expression.callee.name };
      break;
    }
    default:
  }
  for (const child of childrenOf(expression)) {
    const found = search(child, state);
    if (found) return found;
  }
  return undefined;
}

function effectOfCall(callee: Symbol, state: Search): Effect | undefined {
  const definition = state.functions.get(callee);
  if (!definition || state.visited.has(callee)) return undefined;
  state.visited.add(callee);
  return search(definition.body, { ...state, place: 'call', own: new Set() });
}

/** Inside a called function, its parameters are what the condition passes, and its locals come from these. */
function isForeign(symbol: Symbol, place: Search['place']): boolean {
  return place === 'condition' || symbol.place === 'module';
}

/** A region that is not known (a parameter of a generic function) may be volatile. */
function isVolatile(type: Type | undefined): boolean {
  if (type?.kind !== 'pointer') return true;
  return type.region.kind !== 'region' || regionTraits[type.region.region].volatile;
}
