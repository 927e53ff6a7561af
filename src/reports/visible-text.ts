// In: text that may hold anything. Out: the same text with nothing invisible or reordering in it, and JSON that cannot end its script element.
// HTML escaping is not done here: the templates escape every value by themselves.

/**
 * Controls (except tab, line feed and carriage return), format characters, lone surrogates, line and paragraph separators: everything that hides
 * or reorders text. CVE-2021-42574 is why a report must not show them as they are.
 */
const hidden = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Writes every hidden character as `⟨U+202E⟩`. */
export function makeVisible(text: string): string {
  return text.replace(hidden, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${code}⟩`;
  });
}

/** JSON that is safe inside `<script type="application/json">`: no `<`, `>` or `&` is left in it. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
