import { compilePattern } from '../language/pattern';
import type { Statement } from '../policy/document';

/** Does the statement's Resource name everything? */
export function namesEveryResource({ resource }: Statement): boolean {
  return resource !== undefined && !resource.isNegated && resource.entries.some(({ text }) => isStars(text));
}

/** A Condition that tests anything, whatever it is, is the author's; an empty one (condition-empty-object) always holds. */
export function isUnconditional({ elements }: Statement): boolean {
  const condition = elements.Condition?.value;
  return condition === undefined || (condition.kind === 'object' && condition.members.length === 0);
}

function isStars(text: string): boolean {
  return text.startsWith('*') && compilePattern(text).isUniversal;
}
