import type { Jump } from './tree';

/**
 * The content of a string literal, without the quotes → where its decoded characters stand. The walk reads escapes as
 * jsonc-parser's scanner does, broken ones too.
 */
export function jumpsIn(content: string): readonly Jump[] {
  const jumps: Jump[] = [];
  let decoded = 0;
  let seen = 0;
  for (let at = content.indexOf('\\'); at !== -1; at = content.indexOf('\\', seen)) {
    decoded += at - seen;
    const isUnicode = content.charAt(at + 1) === 'u';
    const length = isUnicode ? unicodeEscapeLength(content, at) : 2;
    // An escape that JSON does not know gives no character; nor does a backslash at which the text ends.
    const isKnown = isUnicode ? length === 6 : /^["\\/bfnrt]$/.test(content.charAt(at + 1));
    decoded += isKnown ? 1 : 0;
    seen = Math.min(at + length, content.length);
    jumps.push({ decoded, apart: seen - decoded });
  }
  return jumps;
}

function unicodeEscapeLength(text: string, at: number): number {
  let length = 2;
  while (length < 6 && /[0-9a-fA-F]/.test(text.charAt(at + length))) length += 1;
  return length;
}
