// Where the dialect accepts what F# refuses, each with its reason in docs/language.md under the same title. Everything else that F# refuses is refused here too.
import type { FSharpMessage } from './ask-fsharp.ts';

export interface Difference {
  /** As in docs/language.md, "Differences from F#". */
  readonly title: string;
  readonly isMet: (error: FSharpMessage, line: string) => boolean;
}

export const differences: readonly Difference[] = [
  {
    title: 'A module may name itself',
    isMet: ({ message }, line) => {
      const [, name = ''] = /^The value, namespace, type or module '(\w+)' is not defined/.exec(message) ?? [];
      return name !== '' && line.includes(`${name}.`);
    },
  },
  {
    title: 'Constants may compare',
    isMet: ({ message }) => message === 'This is not a valid constant expression or custom attribute value',
  },
  {
    title: 'Layout is read more generously',
    isMet: ({ message }, line) =>
      /in implementation file$|^Incomplete structured construct at or before this point in binding$/.test(message) ||
      (/^Unexpected symbol '\|' in /.test(message) && /^\s*\|[^|]*$/.test(line)),
  },
  {
    // Not about the language: a stage of this F# compiler that needs .NET's reflection fails in JavaScript.
    title: '',
    isMet: ({ message }) => message === 'internal error:',
  },
];
