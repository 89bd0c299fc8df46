import { compilePattern } from '../language/pattern';
import type { Statement } from '../policy/document';

/** Does the statement's Resource name everything? */
export function namesEveryResource({ resource }: Statement): boolean {
  return resource !== undefined && !resource.isNegated && resource.entries.some(({ text }) => isStars(text));
}

/** A Condition of any kind, even an empty one, is the author's. */
export function isUnconditional({ elements }: Statement): boolean {
  return elements.Condition === undefined;
}

function isStars(text: string): boolean {
  return text.startsWith('*') && compilePattern(text).isUniversal;
}
