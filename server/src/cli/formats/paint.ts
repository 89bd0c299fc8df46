/** How a piece of text may look in a terminal; without colours the words alone say everything. */
export type Paint = (text: string, style: Style) => string;

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'magenta' | 'cyan';

const CODES: { readonly [Name in Style]: readonly [on: number, off: number] } = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

const ESCAPE = '\u001b[';

export const plainPaint: Paint = (text) => text;

export const colorPaint: Paint = (text, style) => {
  const [on, off] = CODES[style];
  return text === '' ? '' : `${ESCAPE}${on}m${text}${ESCAPE}${off}m`;
};

/** Text of a file or a message as a terminal may show it: control characters would move the cursor or hide what is there. */
export function visible(text: string): string {
  // biome would have no control characters in a pattern, so they are found by their numbers.
  return [...text].map((character) => (isControl(character) ? '\ufffd' : character)).join('');
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (
    (code < 32 && code !== 9) ||
    (code >= 127 && code < 160) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069)
  );
}
