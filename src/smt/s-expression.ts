// In: SMT-LIB text (our own files, or what a solver answered). Out: s-expressions with their offsets, and comments. Gives no meaning to them.

/** An atom is a numeral, a symbol (quoted symbols keep their bars off), a keyword or a string; a list is what stands between parentheses. */
export type SExpression =
  | { readonly kind: 'atom'; readonly text: string; readonly start: number }
  | { readonly kind: 'string'; readonly text: string; readonly start: number }
  | { readonly kind: 'list'; readonly items: readonly SExpression[]; readonly start: number };

export type ParsedSExpressions =
  | { readonly kind: 'parsed'; readonly expressions: readonly SExpression[]; readonly comments: readonly string[] }
  | { readonly kind: 'malformed'; readonly why: string; readonly offset: number };

const atomPattern = /[^\s()"|;]+/y;

/** Reads all s-expressions of a text; `comments` are the texts after `;`, trimmed, in order. */
export function parseSExpressions(text: string): ParsedSExpressions {
  const comments: string[] = [];
  const open: { readonly start: number; readonly items: SExpression[] }[] = [];
  const top: SExpression[] = [];
  let at = 0;
  while (at < text.length) {
    const into = open.at(-1)?.items ?? top;
    const character = text[at];
    if (character === undefined) break;
    if (/\s/.test(character)) {
      at++;
    } else if (character === ';') {
      const end = endOf(text, '\n', at);
      comments.push(text.slice(at, end).replace(/^;+/, '').trim());
      at = end;
    } else if (character === '(') {
      open.push({ start: at, items: [] });
      at++;
    } else if (character === ')') {
      const closed = open.pop();
      if (!closed) return { kind: 'malformed', why: 'a parenthesis closes nothing', offset: at };
      (open.at(-1)?.items ?? top).push({ kind: 'list', items: closed.items, start: closed.start });
      at++;
    } else if (character === '"') {
      const string = readString(text, at);
      if (!string) return { kind: 'malformed', why: 'a string is not closed', offset: at };
      into.push({ kind: 'string', text: string.text, start: at });
      at = string.end;
    } else if (character === '|') {
      const end = text.indexOf('|', at + 1);
      if (end < 0) return { kind: 'malformed', why: 'a quoted symbol is not closed', offset: at };
      into.push({ kind: 'atom', text: text.slice(at + 1, end), start: at });
      at = end + 1;
    } else {
      atomPattern.lastIndex = at;
      const atom = atomPattern.exec(text)?.[0] ?? character;
      into.push({ kind: 'atom', text: atom, start: at });
      at += atom.length;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) return { kind: 'malformed', why: 'a parenthesis is not closed', offset: unclosed.start };
  return { kind: 'parsed', expressions: top, comments };
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end;
}

/** SMT-LIB 2.6 strings: a doubled quote stands for one. */
function readString(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') value += text[at];
    else if (text[at + 1] === '"') value += text[++at];
    else return { text: value, end: at + 1 };
  }
  return undefined;
}

/** One line of text that parses to the same expression again. */
export function printSExpression(expression: SExpression): string {
  switch (expression.kind) {
    case 'atom':
      return /^[^\s()"|;]+$/.test(expression.text) ? expression.text : `|${expression.text}|`;
    case 'string':
      return `"${expression.text.replaceAll('"', '""')}"`;
    case 'list':
      return `(${expression.items.map(printSExpression).join(' ')})`;
  }
}

/** The text of an atom; undefined for anything else. */
export function atomOf(expression: SExpression | undefined): string | undefined {
  return expression?.kind === 'atom' ? expression.text : undefined;
}

/** The items of a list; undefined for anything else. */
export function itemsOf(expression: SExpression | undefined): readonly SExpression[] | undefined {
  return expression?.kind === 'list' ? expression.items : undefined;
}
