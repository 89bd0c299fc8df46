import type { Catalog } from '../catalog/catalog';
import { compilePattern, matches, type Pattern } from '../language/pattern';
import type { Statement } from '../policy/document';
import { type ActionEntry, type ActionReader, createActionReader, readActionEntries } from './action-entries';
import { type ConditionEntry, readConditionEntries } from './condition-entries';
import { type PrincipalFact, readPrincipalEntries } from './principal-entries';
import { createResourceReader, type ResourceEntry, type ResourceReader, readResourceEntries } from './resource-entries';
import { readVariableUses, type VariableUse } from './variable-uses';

/** A statement with its parts read, each when a rule first asks for it and once for all rules. */
export interface StatementFacts {
  readonly statement: Statement;
  /** The well-formed entries of Action or NotAction. */
  readonly actions: readonly ActionEntry[];
  readonly resources: readonly ResourceEntry[];
  readonly principals: readonly PrincipalFact[];
  readonly conditions: readonly ConditionEntry[];
}

/** What texts say by themselves, each read once for all statements that share the readers. */
export interface Readers {
  readonly action: ActionReader;
  readonly resource: ResourceReader;
}

export function createReaders(catalog: Catalog): Readers {
  return { action: createActionReader(catalog), resource: createResourceReader(catalog) };
}

/** The same with what only rules on one statement look at. */
export interface ReadStatement extends StatementFacts {
  /** Policy variables in Resource and in values of Condition, well-formed or not. */
  readonly variables: readonly VariableUse[];
}

export function statementFacts(catalog: Catalog, statement: Statement, readers: Readers): ReadStatement {
  const actions = once(() => readActionEntries(readers.action, statement));
  const resources = once(() => readResourceEntries(readers.resource, statement));
  const principals = once(() => readPrincipalEntries(statement));
  const conditions = once(() => readConditionEntries(catalog, statement));
  const variables = once(() => readVariableUses(catalog, statement, conditions()));
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
    get variables() {
      return variables();
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
