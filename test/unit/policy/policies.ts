import { findPolicies, type PolicySite } from '../../../server/src/policy/find';
import { readPolicy } from '../../../server/src/policy/read';
import { parseJson } from '../../../server/src/syntax/json';

/** A text → the policy that the whole of it is. */
export function policyOf(text: string) {
  return readPolicy(parseJson(text, { comments: true }));
}

/** A value, or a text as it is → the policies found in it. */
export function sitesIn(file: unknown): readonly PolicySite[] {
  const text = typeof file === 'string' ? file : JSON.stringify(file, undefined, 2);
  return findPolicies(parseJson(text, { comments: true }));
}
