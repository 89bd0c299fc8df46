/** The only way to build Markdown from text that is not ours: names, values and descriptions keep their characters. */

/** Text as it stands, on one line; addresses in it do not become links. */
export function escaped(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>|~#&$@]/g, '\\$&')
    .replace(/:\/\//g, '\\://')
    .replace(/\bwww\./gi, 'www\\.');
}

/** Text in code style, whatever backticks it holds. */
export function code(text: string): string {
  const plain = oneLine(text);
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const needsSpace = plain.startsWith('`') || plain.endsWith('`') || plain === '';
  return needsSpace ? `${fence} ${plain} ${fence}` : fence + plain + fence;
}

export function bold(text: string): string {
  return `**${escaped(text)}**`;
}

/** `url` is one of ours; what could end the link in it is encoded all the same. */
export function link(text: string, url: string): string {
  const safe = url.replace(
    /[()<>\s\\]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return `[${escaped(text)}](${safe})`;
}

/** Cells are Markdown already; a bar in one, also in code style, does not end it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Blocks with a blank line between them; empty ones are left out. */
export function blocks(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** Lines of one block; empty ones are left out. */
export function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('  \n');
}

/** The first ones in code style, and how many more there are. */
export function codeList(items: readonly string[], limit: number): string {
  const shown = items.slice(0, limit).map(code).join(', ');
  return items.length > limit ? `${shown} and ${items.length - limit} more` : shown;
}

/** `1 action`, `22,000 actions`. */
export function counted(count: number, noun: string): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${noun}${count === 1 ? '' : 's'}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
