// In: a report's HTML. Out: what a reader without scripts gets, as plain text, one block per line. Only for tests: it knows the markup that our templates write.

const blocks =
  /<\/?(?:p|div|li|ol|ul|dl|dt|dd|tr|h[1-4]|pre|section|header|details|summary|table|caption|blockquote|figure|figcaption|nav|main|footer|form|label)\b[^>]*>/g;

export function pageText(html: string): string {
  return decode(
    html
      .replace(/^[\s\S]*?<main\b/, '<main')
      .replace(/<\/main>[\s\S]*$/, '')
      .replace(/<form\b[\s\S]*?<\/form>/g, '')
      .replace(/<span class="js">[\s\S]*?<\/span>/g, '')
      .replace(/<\/t[dh]>\s*<t[dh]\b[^>]*>/g, ' | ')
      .replace(blocks, '\n')
      .replace(/<[^>]*>/g, ' '),
  )
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');
}

export function decode(text: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '');
}
