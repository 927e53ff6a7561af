// The types `Choice<'T1, 'T2>` to `Choice<'T1, …, 'T7>`: what complete active patterns give. Declarations that every program shares.
import { never } from '../base/never.ts';
import type { TypeDeclaration } from './type.ts';

export const fewestChoices = 2;
export const mostChoices = 7;

const span = { file: { path: 'prelude/core.fs', text: '' }, start: 0, end: 0 };

function declare(count: number): TypeDeclaration {
  const parameters = Array.from({ length: count }, (_, at) => `T${at + 1}`);
  const cases = parameters.map((name, at) => ({
    name: `Choice${at + 1}Of${count}`,
    fields: [{ name: 'Item', type: { kind: 'parameter', name } as const }],
  }));
  return { name: 'Choice', parameters, span, body: { kind: 'union', cases } };
}

export const choices: ReadonlyMap<number, TypeDeclaration> = new Map(
  Array.from({ length: mostChoices - fewestChoices + 1 }, (_, at) => [at + fewestChoices, declare(at + fewestChoices)]),
);

export function choiceOf(count: number): TypeDeclaration {
  return choices.get(count) ?? never('an active pattern has two to seven cases');
}
