import { DOCUMENT_ELEMENTS, PRINCIPAL_TYPES, STATEMENT_ELEMENTS } from '../policy/grammar';
import type { Member, ObjectNode } from '../syntax/tree';
import { nearest } from './nearest';

/** The names that may stand at a level of a policy. */
export type Level = 'policy' | 'statement' | 'principal';

export const NAMES: { readonly [Where in Level]: readonly string[] } = {
  policy: DOCUMENT_ELEMENTS,
  statement: STATEMENT_ELEMENTS,
  principal: PRINCIPAL_TYPES,
};

/** How far a misspelt element name may be from the right one. */
const MAX_DISTANCE = 2;

/** The right spelling of a name that is right but for its case; undefined for one that is right, or another name. */
export function caseSlip(name: string, level: Level): string | undefined {
  if (NAMES[level].includes(name)) return undefined;
  const folded = name.toLowerCase();
  return NAMES[level].find((each) => each.toLowerCase() === folded);
}

/** The name of the level that a misspelt one is meant for. */
export function nearName(name: string, level: Level): string | undefined {
  return nearest(name, NAMES[level], MAX_DISTANCE);
}

/** The element that a member is, or is meant to be: `effect` and `Efect` are an `Effect` with a mistake of its own. */
function meantName(member: Member, level: Level): string | undefined {
  const name = member.key.value;
  return NAMES[level].includes(name) ? name : (caseSlip(name, level) ?? nearName(name, level));
}

/** True if none of the names is written in the object, not even with a mistake (which is reported by itself). */
export function isAbsent(object: ObjectNode, level: Level, names: readonly string[]): boolean {
  return !object.members.some((member) => names.includes(meantName(member, level) ?? ''));
}
