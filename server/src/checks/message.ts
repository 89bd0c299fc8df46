/** Longer values are cut in texts that people read; a finding's `data` has them in full. */
const MAX_VALUE = 120;

/** Fills `{placeholders}`. One that has no value stays as it is, so that a mistake of ours can be seen. */
export function fillText(template: string, data: { readonly [name: string]: string | number }): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = data[name];
    return value === undefined ? placeholder : shorten(String(value));
  });
}

/** One line, and not too long. */
function shorten(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  return line.length <= MAX_VALUE ? line : `${line.slice(0, MAX_VALUE - 1)}…`;
}

/** `a`, `a and b`, `a, b and c`; of many the first ones and how many more. */
export function listText(items: readonly string[], limit = 6): string {
  const shown = items.length <= limit ? items : items.slice(0, limit - 1);
  const rest = items.length - shown.length;
  const parts = rest === 0 ? [...shown] : [...shown, `${rest} more`];
  const last = parts.pop();
  if (last === undefined) return '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

/** `1 action`, `2 actions`. */
export function countText(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
