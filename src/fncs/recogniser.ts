// In: the name of an active pattern, `|Even|Odd|` or `|Prime|_|`. Out: its cases and its form. A name without bars has none. No types, no scope.
export interface Recogniser {
  /** With its bars, as the function is named. */
  readonly name: string;
  readonly cases: readonly string[];
  /** `partial`: it may take no value. */
  readonly form: 'complete' | 'partial';
}

/** One case of an active pattern, as a pattern names it. */
export interface RecogniserCase extends Recogniser {
  readonly index: number;
}

export function recogniserNamed(name: string): Recogniser | undefined {
  if (!name.startsWith('|')) return undefined;
  const parts = name.split('|').slice(1, -1);
  const isPartial = parts.at(-1) === '_';
  return { name, cases: isPartial ? parts.slice(0, -1) : parts, form: isPartial ? 'partial' : 'complete' };
}

/** The names that the function brings into patterns. */
export function casesOf(name: string): readonly (readonly [string, RecogniserCase])[] {
  const recogniser = recogniserNamed(name);
  return (recogniser?.cases ?? []).flatMap((each, index) => (recogniser ? [[each, { ...recogniser, index }]] : []));
}
