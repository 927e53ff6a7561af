// In: a checked program. Out: the places where the typed tree still holds an unknown or an error type; none in a program without mistakes.
import { startOf } from '../../../src/base/source.ts';
import type { Type } from '../../../src/fncs/type.ts';
import type { TypedExpression, TypedPattern, TypedProgram } from '../../../src/fncs/typed.ts';
import { childrenOf } from '../../../src/fncs/typed-walk.ts';
import { partsOf } from '../../../src/fncs/unify.ts';

export function unsolvedIn(program: TypedProgram): readonly string[] {
  const found: string[] = [];
  const look = (type: Type, at: TypedExpression['span'], what: string): void => {
    const isMeasured = type.kind === 'numeric' && type.measure.some((factor) => factor.name.startsWith('?'));
    if (type.kind === 'variable' || type.kind === 'error' || isMeasured) {
      const { line, column } = startOf(at);
      found.push(`${at.file.path}:${line}:${column}: ${what}`);
    }
    for (const part of partsOf(type)) look(part, at, what);
  };
  const pattern = (each: TypedPattern): void => {
    look(each.type, each.span, `pattern ${each.kind}`);
    if (each.kind === 'bind' || each.kind === 'as') look(each.symbol.type, each.span, `symbol ${each.symbol.name}`);
    if (each.kind === 'as') pattern(each.pattern);
    if (each.kind === 'tuple') each.items.forEach(pattern);
    if (each.kind === 'case') each.fields.forEach(pattern);
    if (each.kind === 'or') each.alternatives.forEach(pattern);
    if (each.kind === 'record') for (const field of each.fields) pattern(field.pattern);
  };
  const expression = (each: TypedExpression): void => {
    look(each.type, each.span, each.kind);
    if (each.kind === 'let' || each.kind === 'for-each') pattern(each.pattern);
    if (each.kind === 'match') for (const rule of each.rules) pattern(rule.pattern);
    if (each.kind === 'call' || each.kind === 'intrinsic' || each.kind === 'symbol')
      for (const type of each.instantiation) look(type, each.span, 'instantiation');
    if (each.kind === 'symbol') look(each.symbol.type, each.span, `symbol ${each.symbol.name}`);
    if (each.kind === 'for') look(each.symbol.type, each.span, `symbol ${each.symbol.name}`);
    childrenOf(each).forEach(expression);
  };
  for (const each of program.definitions) {
    look(each.symbol.type, each.span, `symbol ${each.name}`);
    if (each.kind === 'function')
      for (const parameter of each.parameters) look(parameter.type, each.span, `parameter ${parameter.name}`);
    expression(each.body);
  }
  return found;
}
