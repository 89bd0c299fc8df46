import { compilePattern } from '../language/pattern';
import type { Entry, Statement } from '../policy/document';

/** Does the statement's Resource name everything? */
export function namesEveryResource({ resource }: Statement): boolean {
  return resource !== undefined && !resource.isNegated && resource.entries.some(({ text }) => isStars(text));
}

/** The entry of Action that names every action of every service. */
export function everyActionEntry({ action }: Statement): Entry | undefined {
  return action?.isNegated === false ? action.entries.find(({ text }) => isEveryAction(text)) : undefined;
}

/** `*`, and `*:*`, which IAM reads as `*`. */
export function isEveryAction(text: string): boolean {
  return isStars(text) || (text.includes(':') && text.split(':').length === 2 && text.split(':').every(isStars));
}

/** A Condition of any kind, even an empty one, is the author's. */
export function isUnconditional({ elements }: Statement): boolean {
  return elements.Condition === undefined;
}

function isStars(text: string): boolean {
  return compilePattern(text).isUniversal;
}
