import type { EntryList } from '../policy/document';
import type { ActionEntry } from './action-entries';
import { isUnconditional, namesEveryResource } from './grants';
import { remembered } from './remembered';
import { namedEntry, type StatementFacts, selectsAction, wildEntry } from './statement-facts';

/** How an Allow reaches one action: by its name, by a wildcard, or because NotAction does not list it. */
export type ActionGrant =
  | { readonly how: 'named' | 'wildcard'; readonly entry: ActionEntry; readonly facts: StatementFacts }
  | { readonly how: 'notAction'; readonly list: EntryList; readonly facts: StatementFacts };

/** Undefined where the statement is no Allow or does not reach the action. `fullName`: `iam:PassRole`, any case. */
export function grantOf(facts: StatementFacts, fullName: string): ActionGrant | undefined {
  const { statement, actions } = facts;
  const list = statement.action;
  if (statement.effect !== 'Allow' || list === undefined) return undefined;
  if (list.isNegated) {
    const isReached =
      list.entries.length > 0 && actions.length === list.entries.length && selectsAction(facts, fullName);
    return isReached ? { how: 'notAction', list, facts } : undefined;
  }
  const folded = fullName.toLowerCase();
  const named = namedEntry(facts, folded);
  if (named !== undefined) return { how: 'named', entry: named, facts };
  const wild = wildEntry(facts, folded);
  return wild === undefined ? undefined : { how: 'wildcard', entry: wild, facts };
}

/**
 * Every Allow of a document that reaches the action. None where an unconditional Deny takes it away on every resource: then
 * nobody has it.
 */
export function grantsOf(statements: readonly StatementFacts[], fullName: string): readonly ActionGrant[] {
  if (isDeniedToAll(statements, fullName)) return [];
  return statements.flatMap((facts) => grantOf(facts, fullName) ?? []);
}

/** Does an unconditional Deny take the action away on every resource? Rules ask the same for each of thousands of entries. */
export function isDeniedToAll(statements: readonly StatementFacts[], fullName: string): boolean {
  const known = knownDenials(statements);
  const isDenied = known.get(fullName) ?? statements.some((facts) => deniesEverywhere(facts, fullName));
  known.set(fullName, isDenied);
  return isDenied;
}

const knownDenials = remembered((_: readonly StatementFacts[]) => new Map<string, boolean>());

function deniesEverywhere(facts: StatementFacts, fullName: string): boolean {
  const { statement } = facts;
  if (statement.effect !== 'Deny' || !isUnconditional(statement) || !namesEveryResource(statement)) return false;
  return selectsAction(facts, fullName);
}

/** `*` on every resource, or on what a Condition says: other checks look at that statement as a whole. */
export function isAdministrator({ statement, actions }: StatementFacts): boolean {
  return (
    statement.action?.isNegated === false &&
    actions.some(({ isEverything }) => isEverything) &&
    namesEveryResource(statement)
  );
}
