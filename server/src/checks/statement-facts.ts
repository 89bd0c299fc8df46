import type { Catalog } from '../catalog/catalog';
import { matches } from '../language/pattern';
import type { Statement } from '../policy/document';
import {
  type ActionEntry,
  type ActionReader,
  actionEntries,
  createActionReader,
  type ReadActions,
  readActions,
  readingsOf,
} from './action-entries';
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
  /** What its actions say by themselves, for a later version of the statement. */
  readonly read: ReadActions;
}

/** `before`: what was read of an earlier version. */
export function statementFacts(
  catalog: Catalog,
  statement: Statement,
  readers: Readers,
  before: ReadActions = NOTHING_READ,
): ReadStatement {
  return new LazyFacts(catalog, statement, readers, before);
}

const NOTHING_READ: ReadActions = { entries: [], readings: [] };

/** A class, because its getters are shared: objects with getters of their own are slow to make and to read, and every rule reads these. */
class LazyFacts implements ReadStatement {
  readonly statement: Statement;
  readonly #catalog: Catalog;
  readonly #readers: Readers;
  #before: ReadActions;
  #read: ReadActions | undefined;
  #actions: readonly ActionEntry[] | undefined;
  #resources: readonly ResourceEntry[] | undefined;
  #principals: readonly PrincipalFact[] | undefined;
  #conditions: readonly ConditionEntry[] | undefined;
  #variables: readonly VariableUse[] | undefined;

  constructor(catalog: Catalog, statement: Statement, readers: Readers, before: ReadActions) {
    this.#before = before;
    this.statement = statement;
    this.#catalog = catalog;
    this.#readers = readers;
  }

  get read(): ReadActions {
    if (this.#read !== undefined) return this.#read;
    const readings = readActions(this.#readers.action, this.statement, this.#before);
    this.#read = { entries: this.statement.action?.entries ?? [], readings };
    // Each version would hold the one before it.
    this.#before = NOTHING_READ;
    return this.#read;
  }

  get actions(): readonly ActionEntry[] {
    this.#actions ??= actionEntries(this.read.readings, this.statement);
    return this.#actions;
  }

  get resources(): readonly ResourceEntry[] {
    this.#resources ??= readResourceEntries(this.#readers.resource, this.statement);
    return this.#resources;
  }

  get principals(): readonly PrincipalFact[] {
    this.#principals ??= readPrincipalEntries(this.statement);
    return this.#principals;
  }

  get conditions(): readonly ConditionEntry[] {
    this.#conditions ??= readConditionEntries(this.#catalog, this.statement);
    return this.#conditions;
  }

  get variables(): readonly VariableUse[] {
    this.#variables ??= readVariableUses(this.#catalog, this.statement, this.conditions);
    return this.#variables;
  }
}

/** Is the action among those that Action lists, or outside those that NotAction lists? `fullName`: `iam:PassRole`, any case. */
export function selectsAction(facts: StatementFacts, fullName: string): boolean {
  const list = facts.statement.action;
  if (list === undefined) return false;
  const folded = fullName.toLowerCase();
  const isListed = namedEntry(facts, folded) !== undefined || selectsByWildcard(facts, folded);
  return isListed !== list.isNegated;
}

/** The first entry that is the action's own name. `folded`: `iam:passrole`. */
export function namedEntry({ actions }: StatementFacts, folded: string): ActionEntry | undefined {
  const place = indexOf(actions).byName.get(folded);
  return place === undefined ? undefined : actions[place];
}

/** The first entry with a wildcard in its name that selects the action. `folded`: `iam:passrole`. */
export function wildEntry({ actions }: StatementFacts, folded: string): ActionEntry | undefined {
  // Rules ask for dozens of actions in each statement, and most lists have no wildcard.
  const { wild } = indexOf(actions);
  for (let at = 0; at < wild.length; at += 1) {
    const entry = actions[wild[at] ?? -1];
    if (entry?.nameHasWildcard === true && selectsFolded(entry, folded)) return entry;
  }
  return undefined;
}

function selectsByWildcard({ actions }: StatementFacts, folded: string): boolean {
  return indexOf(actions).wild.some((place) => {
    const entry = actions[place];
    return entry !== undefined && selectsFolded(entry, folded);
  });
}

/** Does the one entry, its wildcards included, name the action? Case does not count. */
export function entrySelects(entry: ActionEntry, fullName: string): boolean {
  return selectsFolded(entry, fullName.toLowerCase());
}

function selectsFolded({ isEverything, lowerText, pattern }: ActionEntry, folded: string): boolean {
  if (isEverything) return true;
  return pattern === undefined ? lowerText === folded : matches(pattern, folded);
}

/** Is `*` among the entries, in any spelling? */
export function hasEverything({ actions }: StatementFacts): boolean {
  return indexOf(actions).wild.some((place) => actions[place]?.isEverything === true);
}

/** The first entry that selects the action. `folded`: `iam:passrole`. */
export function firstSelecting(actions: readonly ActionEntry[], folded: string): ActionEntry | undefined {
  const { byName, wild } = indexOf(actions);
  const named = byName.get(folded);
  for (let at = 0; at < wild.length; at += 1) {
    const place = wild[at] ?? -1;
    if (named !== undefined && place >= named) break;
    const entry = actions[place];
    if (entry !== undefined && selectsFolded(entry, folded)) return entry;
  }
  return named === undefined ? undefined : actions[named];
}

/** No wildcard among the entries, and no name twice: none of them covers another. */
export function areDistinctNames(actions: readonly ActionEntry[]): boolean {
  const { byName, wild } = indexOf(actions);
  return wild.length === 0 && byName.size === actions.length;
}

/** The places of entries by what they can select: rules ask after dozens of actions, and lists are long. */
interface ActionIndex {
  /** Name in lower case → the first entry that is that name. */
  readonly byName: ReadonlyMap<string, number>;
  /** Entries with wildcards, in the order of the list. */
  readonly wild: readonly number[];
}

/** By what the entries were made from, so that an index outlives the versions of a text. */
const indexes = new WeakMap<object, ActionIndex>();

function indexOf(actions: readonly ActionEntry[]): ActionIndex {
  const source = readingsOf(actions);
  const known = indexes.get(source);
  if (known !== undefined) return known;
  const byName = new Map<string, number>();
  const wild: number[] = [];
  for (const { isEverything, pattern, lowerText, place } of actions) {
    if (isEverything || pattern !== undefined) wild.push(place);
    else if (!byName.has(lowerText)) byName.set(lowerText, place);
  }
  const index = { byName, wild };
  indexes.set(source, index);
  return index;
}
