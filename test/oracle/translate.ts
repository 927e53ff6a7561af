// In: source files of the dialect, and the library's. Out: the texts that the F# checker is given for them: signatures of what is built in, the library, and the program
// with a value for each peripheral instance that a descriptor declares. Lines move only behind descriptors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../../src/base/source.ts';
import { loadPrelude } from '../../src/fncs/load-prelude.ts';
import { parseFile } from '../../src/fncs/parse.ts';
import type { Declaration, TypeDefinition } from '../../src/fncs/syntax.ts';

export type FSharpFile = readonly [name: string, text: string];

/** F# has these types and functions itself; Signatures.fs adds what its modules lack. */
const replaced = new Set(['prelude/core.fs', 'prelude/system.fs', 'prelude/seq.fs']);

const service = `module Platform.Service
let writeBytes (fd: int) (buffer: ReadOnlySpan<byte>) (count: int) : int = 0
let readBytes (fd: int) (buffer: Span<byte>) (count: int) : int = 0
let inline zero () = LanguagePrimitives.GenericZero
let isBehind (a: ReadOnlySpan<'T>) (b: ReadOnlySpan<'T>) : bool = false
let exit (status: int) : unit = ()
let now () : int64 = 0L
let sleep (milliseconds: int) : unit = ()
`;

export const libraryFiles: readonly FSharpFile[] = [
  ['Signatures.fs', readFileSync(join(__dirname, 'Signatures.fs'), 'utf8')],
  ['Service.fs', service],
  ...loadPrelude()
    .filter(({ path }) => !replaced.has(path))
    .map(({ path, text }): FSharpFile => [path, text]),
];

export function toFSharp(source: SourceFile): FSharpFile {
  const additions = descriptorsIn(parseFile(source).value.declarations).map((definition) => ({
    at: endOfLine(source.text, definition.span.end),
    text: instancesOf(definition, source.text),
  }));
  let text = source.text;
  for (const { at, text: added } of additions.reverse()) text = text.slice(0, at) + added + text.slice(at);
  return [source.path.replace(/^.*\//, ''), text];
}

function descriptorsIn(declarations: readonly Declaration[]): readonly TypeDefinition[] {
  return declarations.flatMap((each) => {
    if (each.kind === 'module') return descriptorsIn(each.declarations);
    return each.kind === 'types' ? each.definitions.filter((type) => instanceNames(type).length > 0) : [];
  });
}

function instanceNames({ attributes }: TypeDefinition): readonly string[] {
  return attributes.flatMap(({ name, arguments: [first] }) =>
    name === 'PeripheralDescriptor' && first?.kind === 'literal' && first.value.kind === 'string'
      ? [first.value.value]
      : [],
  );
}

function instancesOf(definition: TypeDefinition, text: string): string {
  const start = text.lastIndexOf('\n', definition.span.start) + 1;
  const indent = /^ */.exec(text.slice(start))?.[0] ?? '';
  return instanceNames(definition)
    .map((name) => `\n${indent}let ${name} : ${definition.name.text} = Unchecked.defaultof<_>`)
    .join('');
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
