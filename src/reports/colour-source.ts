// In: the text of an F# source. Out: its tokens by colour class, without gaps. Only for the eye: it knows no grammar and never fails.

/** `plain` is everything without a colour of its own. */
export type Colour = 'plain' | 'comment' | 'text' | 'keyword' | 'number' | 'attribute';

export interface ColouredToken {
  readonly start: number;
  readonly end: number;
  readonly colour: Colour;
}

const keywords = new Set(
  (
    'abstract and as assert begin class default do done downto elif else end ensures exception extern false finally fixed for fun function ' +
    'global if in inline interface internal invariant lazy let match member module mutable namespace new not null of open or override private public ' +
    'rec requires return static struct then to true try type use val void when while with yield'
  ).split(' '),
);

const lexeme =
  /(?<comment>\/\/[^\n]*|\(\*(?!\))[\s\S]*?(?:\*\)|$))|(?<text>"""[\s\S]*?(?:"""|$)|"(?:\\[\s\S]|[^"\\])*(?:"|$)|'(?:\\[^\n]|[^'\\\n])')|(?<attribute>\[<[\s\S]*?>\])|(?<number>\b(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)[a-zA-Z]*)|(?<word>``[^`\n]*``|[\p{L}_][\p{L}\p{N}_']*)/gu;

export function colourSource(text: string): readonly ColouredToken[] {
  const tokens: ColouredToken[] = [];
  let end = 0;
  for (const match of text.matchAll(lexeme)) {
    const colour = colourOf(match.groups ?? {});
    if (colour === 'plain') continue;
    if (match.index > end) tokens.push({ start: end, end: match.index, colour: 'plain' });
    end = match.index + match[0].length;
    tokens.push({ start: match.index, end, colour });
  }
  if (end < text.length) tokens.push({ start: end, end: text.length, colour: 'plain' });
  return tokens;
}

function colourOf(groups: Readonly<Record<string, string | undefined>>): Colour {
  if (groups.comment !== undefined) return 'comment';
  if (groups.text !== undefined) return 'text';
  if (groups.attribute !== undefined) return 'attribute';
  if (groups.number !== undefined) return 'number';
  return groups.word !== undefined && keywords.has(groups.word) ? 'keyword' : 'plain';
}
