/**
 * "Is there a request that the new version allows and the old one does not", as queries for a solver: one for each class of
 * actions that the same statements select, and one for each service whose names to come the two versions may select differently.
 */
import type { Statement } from '../reference/documents';
import { splitAtColons, tokensOf } from '../reference/globs';
import { assertions } from './assertions';
import { type Gap, type KeyFacts, keyVariables } from './keys';
import { ARN_FIELDS, entryMatches, like } from './patterns';
import { and, atom, FALSE, membership, not, or, type Term, TRUE } from './terms';

export interface Query {
  /** The action, or the service whose names to come are meant. */
  readonly about: string;
  /** SMT-LIB declarations and assertions. */
  readonly text: string;
  /** What the text leaves out; the answer then says nothing. */
  readonly gaps: readonly Gap[];
}

/** What AWS's data says. */
export interface Data extends KeyFacts {
  /** Full names, in lower case. */
  readonly actions: readonly string[];
}

export interface Versions {
  readonly old: readonly Statement[];
  readonly new: readonly Statement[];
}

export function queriesFor(versions: Versions, data: Data): readonly Query[] {
  return [...classQueries(versions, data), ...namesToCome(versions, data)];
}

function classQueries(versions: Versions, data: Data): readonly Query[] {
  const seen = new Map<string, Query>();
  for (const action of actionsOf(versions, data)) {
    const old = versions.old.filter((statement) => selects(statement, action));
    const next = versions.new.filter((statement) => selects(statement, action));
    const [before, after] = [formulaKeys(old), formulaKeys(next)];
    if (before === after) continue;
    const key = `${before}\n-\n${after}`;
    if (!seen.has(key))
      seen.set(
        key,
        queryFor(action, { old, new: next }, data, () => TRUE),
      );
  }
  return [...seen.values()];
}

/** Names of AWS's data, names that the policies spell out, and one of a service that nobody names. */
function actionsOf({ old, new: next }: Versions, data: Data): ReadonlySet<string> {
  const spelled = [...old, ...next].flatMap(({ action }) => action.entries.map((entry) => entry.toLowerCase()));
  const literals = spelled.filter((entry) => !/[*?]/.test(entry));
  return new Set([...data.actions, ...literals, 'service-to-come:action']);
}

/** The same texts for statements that say the same but for their actions. */
function formulaKeys(statements: readonly Statement[]): string {
  return [...new Set(statements.map(formulaKey))].sort().join('\n');
}

function formulaKey({ action: _, ...rest }: Statement): string {
  return JSON.stringify(rest);
}

function isEverything(entry: string): boolean {
  return entry === '*' || entry === '*:*';
}

/** `action` in lower case. */
function selects({ action: { entries, negated } }: Statement, action: string): boolean {
  return entries.some((entry) => isEverything(entry) || nameMatches(entry.toLowerCase(), action)) !== negated;
}

/** Two places and one to go back to, so that long lists cost little. */
function nameMatches(pattern: string, text: string): boolean {
  let [at, place, star, back] = [0, 0, -1, 0];
  while (place < text.length) {
    if (pattern[at] === '*') {
      star = at;
      at += 1;
      back = place;
    } else if (pattern[at] === '?' || pattern[at] === text[place]) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      back += 1;
      at = star + 1;
      place = back;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Services that a pattern with a wildcard names, where the two versions' patterns differ. */
function namesToCome(versions: Versions, data: Data): readonly Query[] {
  const all = [...versions.old, ...versions.new];
  const services = new Set(
    all.flatMap(({ action }) =>
      action.entries
        .map((entry) => entry.toLowerCase())
        .filter((entry) => !isEverything(entry))
        .map(serviceOf),
    ),
  );
  return [...services].flatMap((service) => {
    const [before, after] = [wildKeys(versions.old, service), wildKeys(versions.new, service)];
    if (before === after) return [];
    return [queryFor(`${service}:…`, versions, data, (statement) => selectsName(statement, service))];
  });
}

function serviceOf(entry: string): string {
  return entry.slice(0, entry.indexOf(':'));
}

/** What the statements say of names of the service that no entry spells out. */
function wildKeys(statements: readonly Statement[], service: string): string {
  const keys = statements.flatMap((statement) => {
    const names = wildNames(statement, service);
    const hasNone = names.length === 0 && !statement.action.negated;
    return hasNone ? [] : [`${formulaKey(statement)} ${statement.action.negated} ${[...new Set(names)].sort().join()}`];
  });
  return [...new Set(keys)].sort().join('\n');
}

/** `*` for all names. */
function wildNames({ action }: Statement, service: string): readonly string[] {
  return action.entries.flatMap((entry) => {
    if (isEverything(entry)) return ['*'];
    const lower = entry.toLowerCase();
    const name = lower.slice(service.length + 1);
    return serviceOf(lower) === service && /[*?]/.test(name) ? [name] : [];
  });
}

/** The variable `name` is a name of the service that the statement selects. */
function selectsName(statement: Statement, service: string): Term {
  const isListed = or([...new Set(wildNames(statement, service))].map((name) => like('name', tokensOf(name))));
  return statement.action.negated ? not(isListed) : isListed;
}

/** A request may have no resource. */
const STAR = atom('star');

const IS_NAME = membership('name', '(re.+ (re.union (re.range "a" "z") (re.range "0" "9")))');

function queryFor(about: string, versions: Versions, data: Data, selected: (statement: Statement) => Term): Query {
  const all = [...versions.old, ...versions.new];
  const relevant = all.filter((statement) => selected(statement).yes !== FALSE.yes);
  const keys = keyVariables(
    relevant.flatMap(({ tests }) => tests),
    data,
  );
  const applies = (statement: Statement) =>
    and([selected(statement), resourceMatches(statement), ...statement.tests.map(keys.holds)]);
  const isAllowed = (statements: readonly Statement[]) => {
    const of = (effect: Statement['effect']) => or(statements.filter((each) => each.effect === effect).map(applies));
    return and([of('Allow'), not(of('Deny'))]);
  };
  const text = [
    ...ARN_FIELDS.map((field) => `(declare-const ${field} String)`),
    '(declare-const name String)',
    '(declare-const star Bool)',
    ...keys.declarations,
    ...assertions([IS_NAME, ...keys.rules, isAllowed(versions.new), not(isAllowed(versions.old))]),
  ].join('\n');
  return { about, text, gaps: [...new Set([...keys.gaps, ...relevant.flatMap(gapsOf)])] };
}

function resourceMatches({ resource }: Statement): Term {
  if (resource === undefined) return TRUE;
  const isListed = or(
    resource.entries.map((entry) => {
      if (/^\*+$/.test(entry)) return TRUE;
      return and([not(STAR), entryMatches(tokensOf(filled(entry)))]);
    }),
  );
  return resource.negated ? not(isListed) : isListed;
}

/** A short entry of an identity policy goes on with stars. */
function filled(entry: string): string {
  return entry + ':*'.repeat(Math.max(0, 6 - fieldCount(entry)));
}

function fieldCount(entry: string): number {
  return splitAtColons(tokensOf(entry), 6).length;
}

function gapsOf({ resource, tests, hasVariables }: Statement): readonly Gap[] {
  const entries = resource?.entries ?? [];
  const texts = [...entries, ...tests.flatMap(({ values }) => values)];
  const gaps: Gap[] = [];
  if (hasVariables && texts.some((text) => text.includes('${'))) gaps.push('variable');
  // A star before a colon in a short entry: two readings.
  if (entries.some((entry) => fieldCount(entry) < 6 && entry.includes('*:'))) gaps.push('shortEntry');
  return gaps;
}
