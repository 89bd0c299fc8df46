/** A text with policy variables in pieces (IAM User Guide, reference_policies_variables). */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `${*}`, `${?}` or `${$}`: that character, never a wildcard. */
  | { readonly kind: 'escape'; readonly text: string; readonly start: number; readonly end: number }
  | {
      readonly kind: 'variable';
      readonly key: string;
      readonly fallback: string | undefined;
      readonly start: number;
      readonly end: number;
    };

/** True if the text may hold a variable. */
export function hasVariable(text: string): boolean {
  return text.includes('${');
}

/**
 * Splits a text of a 2012-10-17 document: `${Key}`, `${Key, 'default'}` and the three escapes. Spaces around the key are
 * dropped. An unclosed `${` and an empty name stay text. Offsets are in the given text. One pass.
 */
export function splitVariables(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('${', at);
    const close = open === -1 ? -1 : text.indexOf('}', open);
    if (close === -1) break;
    const inner = text.slice(open + 2, close);
    const part = readPart(inner, open, close + 1);
    plain += text.slice(at, open);
    if (part === undefined) {
      plain += text.slice(open, close + 1);
    } else {
      if (plain !== '') parts.push({ kind: 'text', text: plain });
      plain = '';
      parts.push(part);
    }
    at = close + 1;
  }
  plain += text.slice(at);
  if (plain !== '') parts.push({ kind: 'text', text: plain });
  return parts;
}

function readPart(inner: string, start: number, end: number): TextPart | undefined {
  if (inner === '*' || inner === '?' || inner === '$') return { kind: 'escape', text: inner, start, end };
  const comma = inner.indexOf(',');
  const key = (comma === -1 ? inner : inner.slice(0, comma)).trim();
  if (key === '') return undefined;
  return { kind: 'variable', key, fallback: comma === -1 ? undefined : fallbackOf(inner.slice(comma + 1)), start, end };
}

/** `'default'` in single quotes; anything else is no default. */
function fallbackOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length < 2 || !trimmed.startsWith("'") || !trimmed.endsWith("'")) return undefined;
  return trimmed.slice(1, -1);
}
