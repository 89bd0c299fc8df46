import { parseBoolean } from '../language/values';
import type { ConditionValue } from '../policy/document';
import { isOpenText } from './condition-values';

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['y', true],
  ['1', true],
  ['on', true],
  ['enabled', true],
  ['no', false],
  ['n', false],
  ['0', false],
  ['off', false],
  ['disabled', false],
]);

/** The values that are neither `true` nor `false`, without those that are only known later. */
export function notBooleans(values: readonly ConditionValue[]): readonly ConditionValue[] {
  return values.filter(({ text }) => parseBoolean(text) === undefined && !isOpenText(text));
}

/** What a word says: `yes`, `on` and `1` are true. Undefined where it is anybody's guess. */
export function meantBoolean(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  return parseBoolean(word) ?? WORDS.get(word);
}
