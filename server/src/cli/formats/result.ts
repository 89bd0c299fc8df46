import type { ResultLine, ResultRole } from '../../../../shared/result-view';
import { type Paint, type Style, visible } from './paint';

const STYLES: { readonly [Role in ResultRole]: Style | undefined } = {
  plain: undefined,
  heading: 'bold',
  allowed: 'green',
  denied: 'red',
  unsure: 'yellow',
  muted: 'dim',
  place: 'cyan',
};

/** A simulation's result in words, for a terminal. */
export function prettyResult(lines: readonly ResultLine[], paint: Paint): string {
  return lines
    .map((line) => {
      const parts = line.map(({ text, role }) => styled(visible(text), STYLES[role], paint));
      return `${parts.join('')}\n`;
    })
    .join('');
}

function styled(text: string, style: Style | undefined, paint: Paint): string {
  return style === undefined ? text : paint(text, style);
}
