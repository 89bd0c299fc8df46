import { compilePattern, coversArnPattern, hasWildcard } from '../language/pattern';
import { remembered } from './remembered';
import type { ResourceEntry } from './resource-entries';

/**
 * Is there an entry that matches every ARN of a pattern? Rules ask for each of thousands of entries of the same list: those without
 * wildcards are looked up.
 */
export function coversSome(resources: readonly ResourceEntry[], arn: string): boolean {
  const { texts, patterns } = indexOf(resources);
  if (texts.has(arn)) return true;
  const wanted = compilePattern(arn);
  return patterns.some((pattern) => coversArnPattern(pattern, wanted));
}

const indexOf = remembered((resources: readonly ResourceEntry[]) => {
  const texts = resources.map(({ text }) => text);
  return { texts: new Set(texts), patterns: texts.filter(hasWildcard).map(compilePattern) };
});
