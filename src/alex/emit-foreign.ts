// In: calls of functions of C. Out: the calls in MLIR, and one declaration for each function of C. A view crosses as its address; numbers narrower than C's `int` cross widened to it,
// as C's calling convention has it.
import { never } from '../base/never.ts';
import type { NodeOf } from '../psg/node.ts';
import type { Type } from '../psg/type.ts';
import { emitInteger, type ForeignFunction, type FunctionContext, leavesIn, single } from './context.ts';
import { typeOfNode } from './emit-memory.ts';
import { inner, type Leaf } from './machine-type.ts';
import type { Name, Value } from './writer.ts';

/**
 * LLVM knows functions of C by their names, and what the C standard says of them: that `abs` gives nothing negative, for example. It must not use that here, since no claim was proved
 * from it: the function is no "builtin". It is declared with further arguments, as if it were `printf`: then the call says how many vector registers are used, which functions
 * that take any number of arguments need and others ignore (System V ABI for x86-64, section 3.2.3).
 */
export function declareForeign({ symbol, parameters, result }: ForeignFunction): string {
  const returns = result === undefined ? '' : ` -> ${result}`;
  return `  llvm.func @${symbol}(${[...parameters, '...'].join(', ')})${returns} attributes {passthrough = ["nobuiltin", "nounwind"]}`;
}

export function emitForeign(fn: FunctionContext, node: NodeOf<'foreign'>): Value {
  const { span, symbol } = node;
  const passed = node.operands.map(fn.evaluate).map((value, at): readonly [name: Name, leaf: Leaf] => {
    const type = typeOfNode(fn, node.operands[at] ?? never('as many values as operands'));
    const [leaf = ''] = leavesIn(fn, type);
    const wide = crossing(leaf);
    const [name = ''] = value;
    if (wide === leaf) return [name, leaf];
    return [
      fn.writer.value(`${isSigned(type) ? 'arith.extsi' : 'arith.extui'} ${name} : ${leaf} to ${wide}`, span),
      wide,
    ];
  });
  const [result] = leavesIn(fn, node.type);
  // a truth value of C is a byte, and any byte but 0 is taken for true
  const given = result === 'i1' ? 'i8' : result;
  const parameters = passed.map(([, leaf]) => leaf);
  fn.program.foreign({ symbol, parameters, result: given, node });
  const signature = `!llvm.func<${given ?? 'void'} (${[...parameters.map(inner), '...'].join(', ')})>`;
  const results = fn.writer.values(
    `llvm.call @${symbol}(${passed.map(([name]) => name).join(', ')}) vararg(${signature}) : (${parameters.join(', ')}) -> ${given ?? '()'}`,
    given === undefined ? 0 : 1,
    span,
  );
  if (result !== 'i1') return results;
  const zero = emitInteger(fn, 0n, 'i8', span);
  return [fn.writer.value(`arith.cmpi ne, ${single(results)}, ${zero} : i8`, span)];
}

function crossing(leaf: Leaf): Leaf {
  return leaf === 'i1' || leaf === 'i8' || leaf === 'i16' ? 'i32' : leaf;
}

function isSigned(type: Type): boolean {
  return type.kind === 'integer' && type.signed;
}

/** By name, in the order of the first calls. */
export function firstOfEach(calls: readonly ForeignFunction[]): ReadonlyMap<string, ForeignFunction> {
  const first = new Map<string, ForeignFunction>();
  for (const call of calls) if (!first.has(call.symbol)) first.set(call.symbol, call);
  return first;
}
