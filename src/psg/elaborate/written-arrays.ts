// In: the typed program. Out: the symbols whose arrays may be written through. A module-level table of constants outside this set may lie in flash.
// Flow-insensitive over symbols; every use that is not plainly a read counts as a write.
import type { Type } from '../../fncs/type.ts';
import type { Symbol, TypedExpression, TypedPattern, TypedProgram } from '../../fncs/typed.ts';
import { partsOf } from '../../fncs/unify.ts';
import { childrenOf, patternSymbols } from './walk.ts';

export function findWrittenArrays(program: TypedProgram): ReadonlySet<Symbol> {
  const parameters = new Map<Symbol, readonly Symbol[]>();
  const written = new Set<Symbol>();
  /** alias → the symbols whose arrays it may be */
  const sources = new Map<Symbol, Symbol[]>();
  const alias = (to: Symbol, from: Symbol): void => {
    const known = sources.get(to);
    if (known) known.push(from);
    else sources.set(to, [from]);
  };

  const bind = (pattern: TypedPattern, value: TypedExpression): void => {
    const from = rootOf(value);
    if (from) for (const symbol of patternSymbols(pattern)) alias(symbol, from);
    else visit(value);
  };

  const visit = (expression: TypedExpression): void => {
    switch (expression.kind) {
      case 'symbol':
        written.add(expression.symbol);
        return;
      case 'length':
        visitRead(expression.target);
        return;
      case 'index':
        // An element that is an array itself may be written by whoever takes it.
        if (holdsArray(expression.type)) visit(expression.target);
        else visitRead(expression.target);
        visit(expression.index);
        return;
      case 'weaken':
        if (expression.type.kind === 'span' && expression.type.access === 'readOnly' && !isNested(expression.type))
          visitRead(expression.operand);
        else visit(expression.operand);
        return;
      case 'intrinsic':
        if (expression.intrinsic === 'Array.length' || expression.intrinsic === 'Span.length')
          expression.arguments.forEach(visitRead);
        else expression.arguments.forEach(visit);
        return;
      case 'for-each':
        if (isNested(expression.collection.type)) visit(expression.collection);
        else visitRead(expression.collection);
        visit(expression.body);
        return;
      case 'let':
        bind(expression.pattern, expression.value);
        visit(expression.body);
        return;
      case 'call': {
        const formals = parameters.get(expression.callee) ?? [];
        expression.arguments.forEach((argument, at) => {
          const formal = formals[at];
          const from = rootOf(argument);
          if (formal && from && !isNested(argument.type)) alias(formal, from);
          else visit(argument);
        });
        return;
      }
      case 'let-function':
        for (const each of expression.functions) parameters.set(each.symbol, each.parameters);
        for (const each of expression.functions) visit(each.body);
        visit(expression.body);
        return;
      case 'assign':
        visit(expression.value);
        visit(expression.target.kind === 'index' ? expression.target.target : expression.target);
        if (expression.target.kind === 'index') visit(expression.target.index);
        return;
      default:
        childrenOf(expression).forEach(visit);
    }
  };
  const visitRead = (expression: TypedExpression): void => {
    if (expression.kind === 'index') {
      visitRead(expression.target);
      visit(expression.index);
    } else if (!rootOf(expression)) visit(expression);
  };

  for (const definition of program.definitions)
    if (definition.kind === 'function') parameters.set(definition.symbol, definition.parameters);
  for (const definition of program.definitions) {
    // The initialiser's own array belongs to the value; only reading another value's array matters here.
    visit(definition.body);
  }
  const queue = [...written];
  for (let symbol = queue.pop(); symbol; symbol = queue.pop()) {
    for (const source of sources.get(symbol) ?? []) {
      if (written.has(source)) continue;
      written.add(source);
      queue.push(source);
    }
  }
  return written;
}

/** Whether memory that a value of the type leads to holds arrays or views itself. */
function isNested(type: Type): boolean {
  return type.kind === 'array' || type.kind === 'span' || type.kind === 'pointer'
    ? holdsArray(type.element)
    : partsOf(type).some(isNested);
}

/** Whether an array can be reached from a value of the type. Declared types cannot contain themselves. */
function holdsArray(type: Type): boolean {
  if (type.kind === 'array' || type.kind === 'span' || type.kind === 'pointer') return true;
  if (type.kind !== 'nominal') return partsOf(type).some(holdsArray);
  const { body } = type.declaration;
  const fields =
    body.kind === 'record' ? body.fields : body.kind === 'union' ? body.cases.flatMap((each) => each.fields) : [];
  return type.arguments.some(holdsArray) || fields.some((field) => holdsArray(field.type));
}

/** The symbol that an expression names without doing anything to it. */
function rootOf(expression: TypedExpression): Symbol | undefined {
  return expression.kind === 'symbol' ? expression.symbol : undefined;
}
