/** Finding a condition key in a list by name: case never counts, and a key of a family finds the family. */
import type { Pattern } from '../language/pattern';
import { compilePattern, matches } from '../language/pattern';
import type { ConditionKey } from './catalog';

/** A look-up over keys: exact names first, then families (`aws:ResourceTag/${TagKey}`), whose variables are never empty. */
export function keyTable<Key extends ConditionKey>(keys: readonly Key[]): (name: string) => Key | undefined {
  const exact = new Map(keys.map((key) => [key.name.toLowerCase(), key]));
  const families = keys
    .filter((key) => key.name.includes('${'))
    .map((key) => ({ key, pattern: familyPattern(key.name) }));
  return (name) => {
    const lower = name.toLowerCase();
    return exact.get(lower) ?? families.find((family) => matches(family.pattern, lower))?.key;
  };
}

/** `aws:ResourceTag/${TagKey}` → `aws:resourcetag/?*`. The names come from AWS and hold no other wildcards. */
export function familyPattern(name: string): Pattern {
  return compilePattern(name.toLowerCase().replace(/\$\{[^}]*\}/g, '?*'));
}
