import { addEntries, type TextEdit } from '../syntax/edits';
import type { Tree } from '../syntax/tree';
import { type StatementFacts, selectsAction } from './statement-facts';

/** A statement that lets a service assume the role, and what the policy does not allow it. */
export interface IncompleteTrust {
  readonly facts: StatementFacts;
  readonly missing: readonly string[];
}

/**
 * The first Allow for a service principal that comes with `sts:AssumeRole`, if the Allows for it together lack some of the
 * actions that the service needs.
 */
export function incompleteTrust(
  statements: readonly StatementFacts[],
  service: string,
  needed: readonly string[],
): IncompleteTrust | undefined {
  const own = statements.filter(({ statement, principals }) => {
    const isAllow = statement.effect === 'Allow' && statement.principal?.isNegated === false;
    return isAllow && principals.some(({ form }) => form.kind === 'service' && isService(form.name, service));
  });
  const [facts] = own;
  const missing = needed.filter((action) => !own.some((each) => selectsAction(each, action)));
  return facts?.statement.action === undefined || missing.length === 0 ? undefined : { facts, missing };
}

/** Appends to Action what it lacks; nothing for NotAction. */
export function addActions(tree: Tree, { statement }: StatementFacts, actions: readonly string[]): readonly TextEdit[] {
  const list = statement.action;
  return list === undefined || list.isNegated ? [] : addEntries(tree, list.member.value, actions);
}

/** Also with the suffix of the China Regions. */
function isService(name: string, service: string): boolean {
  return name === service || name === `${service}.cn`;
}
