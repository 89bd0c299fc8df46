import type { Catalog } from '../catalog/catalog';
import { compilePattern, matches, type Pattern } from '../language/pattern';
import type { Statement } from '../policy/document';
import { type ActionEntry, type ActionReader, readActionEntries } from './action-entries';
import { type ConditionEntry, readConditionEntries } from './condition-entries';
import { type PrincipalFact, readPrincipalEntries } from './principal-entries';
import { type ResourceEntry, readResourceEntries } from './resource-entries';

/** A statement with its parts read, each when a rule first asks for it and once for all rules. */
export interface StatementFacts {
  readonly statement: Statement;
  /** The well-formed entries of Action or NotAction. */
  readonly actions: readonly ActionEntry[];
  readonly resources: readonly ResourceEntry[];
  readonly principals: readonly PrincipalFact[];
  readonly conditions: readonly ConditionEntry[];
}

export function statementFacts(catalog: Catalog, statement: Statement, readAction: ActionReader): StatementFacts {
  const actions = once(() => readActionEntries(readAction, statement));
  const resources = once(() => readResourceEntries(catalog, statement));
  const principals = once(() => readPrincipalEntries(statement));
  const conditions = once(() => readConditionEntries(catalog, statement));
  return {
    statement,
    get actions() {
      return actions();
    },
    get resources() {
      return resources();
    },
    get principals() {
      return principals();
    },
    get conditions() {
      return conditions();
    },
  };
}

function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}

/** Is the action among those that Action lists, or outside those that NotAction lists? `fullName`: `iam:PassRole`, any case. */
export function selectsAction({ statement, actions }: StatementFacts, fullName: string): boolean {
  if (statement.action === undefined) return false;
  const isListed = actions.some((entry) => entrySelects(entry, fullName));
  return isListed !== statement.action.isNegated;
}

/** Does the one entry, its wildcards included, name the action? Case does not count. */
export function entrySelects(entry: ActionEntry, fullName: string): boolean {
  return entry.isEverything || matches(actionPattern(entry), fullName.toLowerCase());
}

function actionPattern({ text }: ActionEntry): Pattern {
  return compilePattern(text.toLowerCase());
}
