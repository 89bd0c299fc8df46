/**
 * Actions beside the catalog's: names that a policy spells out and AWS's data lacks, and for each service made-up names that
 * stand for what AWS may add later, one for each way in which the patterns of the question can cut a name.
 */
import type { Catalog } from '../catalog/catalog';
import { matches } from '../language/pattern';
import { wildcardTokens } from './arn-boxes';
import type { Formula } from './formulas';
import { areApart, type Glob, globMatches, globOf } from './globs';
import type { Meter } from './meter';
import { findText } from './texts';

export interface ExtraAction {
  readonly name: string;
  readonly lowerName: string;
  readonly isFuture: boolean;
}

/** Does the formula's action part select the name? */
export function selects(formula: Formula, lowerName: string): boolean {
  if (!formula.concerns(lowerName)) return false;
  const action = formula.source.statement?.action;
  if (action === undefined) return true;
  const isListed = action.patterns.some(({ pattern }) => pattern !== undefined && matches(pattern, lowerName));
  return isListed !== action.isNegated;
}

/** Undefined if the budget ran out. Future names only for services for which the two sides' patterns differ. */
export function extraActions(
  allowing: readonly Formula[],
  refusing: readonly Formula[],
  catalog: Catalog,
  meter: Meter,
): readonly ExtraAction[] | undefined {
  const concerned = concernedServices(allowing, refusing);
  if (concerned !== undefined && concerned.size === 0) return [];
  const literals = new Map<string, string>();
  const services = new Set<string>(concerned === undefined ? [OTHER_SERVICE] : []);
  for (const { text, lower } of patternsOf([...allowing, ...refusing])) {
    if (isEverything(lower)) continue;
    const { service, name } = splitName(lower);
    if (concerned !== undefined && !concerned.has(service)) continue;
    services.add(service);
    if (!/[*?]/.test(name) && catalog.actionNumber(lower) === undefined) literals.set(lower, text);
  }
  const found: ExtraAction[] = [...literals].map(([lowerName, name]) => ({ name, lowerName, isFuture: false }));
  const [left, right] = [wildLists(allowing), wildLists(refusing)];
  for (const service of services) {
    if (wildSignature(left, service) === wildSignature(right, service)) continue;
    const unions = unionsOf([...left, ...right], service);
    const names = futureNames(unions, (name) => isTaken(catalog, literals, `${service}:${name}`), meter);
    if (names === undefined) return undefined;
    // Of a service that the catalog lacks every name is one of today.
    const isFuture = service === OTHER_SERVICE || catalog.summary(service) !== undefined;
    for (const name of names) {
      const lowerName = `${service}:${name}`;
      found.push({ name: lowerName, lowerName, isFuture });
    }
  }
  return found;
}

/**
 * Services that a formula of one side alone speaks of; undefined for all of them. Of any other service both sides say the
 * same, by the same formulas.
 */
function concernedServices(left: readonly Formula[], right: readonly Formula[]): ReadonlySet<string> | undefined {
  const [ofLeft, ofRight] = [new Set(left), new Set(right)];
  const alone = [...left.filter((each) => !ofRight.has(each)), ...right.filter((each) => !ofLeft.has(each))];
  if (alone.some(({ source }) => source.statement?.action?.isNegated !== false)) return undefined;
  const lowers = patternsOf(alone).map(({ lower }) => lower);
  return lowers.some(isEverything) ? undefined : new Set(lowers.map((lower) => splitName(lower).service));
}

function isEverything(lower: string): boolean {
  return /^[*:]+$/.test(lower);
}

function splitName(lower: string): { readonly service: string; readonly name: string } {
  const colon = lower.indexOf(':');
  return { service: lower.slice(0, colon), name: lower.slice(colon + 1) };
}

/** What a formula says of names to come: its patterns by service, and whether it takes everything, or everything else. */
interface WildList {
  readonly key: string;
  readonly isNegated: boolean;
  readonly hasStar: boolean;
  readonly byService: ReadonlyMap<string, readonly string[]>;
}

function wildLists(formulas: readonly Formula[]): readonly WildList[] {
  return formulas.map((formula) => {
    const action = formula.source.statement?.action;
    const byService = new Map<string, string[]>();
    const lowers = (action?.patterns ?? []).flatMap(({ text, pattern }) =>
      pattern === undefined ? [] : [text.toLowerCase()],
    );
    for (const lower of lowers) {
      const { service, name } = splitName(lower);
      if (isEverything(lower) || !/[*?]/.test(name)) continue;
      byService.set(service, [...(byService.get(service) ?? []), name].sort());
    }
    return {
      key: formula.key,
      isNegated: action?.isNegated === true,
      hasStar: action === undefined || lowers.some(isEverything),
      byService,
    };
  });
}

/** Equal on both sides: the same formulas take the same names to come of the service. */
function wildSignature(lists: readonly WildList[], service: string): string {
  const words = lists.flatMap(({ key, isNegated, hasStar, byService }) => {
    const names = byService.get(service) ?? [];
    if (!isNegated && !hasStar && names.length === 0) return [];
    return [`${key} ${isNegated ? '-' : '+'} ${hasStar ? '*' : names.join()}`];
  });
  return [...new Set(words)].sort().join('\n');
}

/** Stands for every service that no pattern names. */
const OTHER_SERVICE = 'service-to-come';

function isTaken(catalog: Catalog, literals: ReadonlyMap<string, string>, lowerName: string): boolean {
  return literals.has(lowerName) || catalog.actionNumber(lowerName) !== undefined;
}

function patternsOf(formulas: readonly Formula[]): readonly { readonly text: string; readonly lower: string }[] {
  const seen = new Map<string, string>();
  for (const formula of formulas) {
    for (const { text, pattern } of formula.source.statement?.action?.patterns ?? []) {
      if (pattern !== undefined) seen.set(text.toLowerCase(), text);
    }
  }
  return [...seen].map(([lower, text]) => ({ text, lower }));
}

/** The patterns of each list for names of the service; lists with the same patterns are one. */
function unionsOf(lists: readonly WildList[], service: string): readonly (readonly Glob[])[] {
  const byNames = new Map<string, readonly string[]>();
  for (const { byService } of lists) {
    const names = byService.get(service);
    if (names !== undefined) byNames.set(names.join(), names);
  }
  return [...byNames.values()].map((names) => names.map((name) => globOf(wildcardTokens(name))));
}

/** Names that some lists have and others have not. */
interface Cell {
  /** A name of the cell matches some glob of each. */
  readonly inside: readonly (readonly Glob[])[];
  readonly outside: readonly Glob[];
  readonly name: string;
}

/** Action names are letters and digits; these need not begin with a letter. */
const NAME: Glob = globOf(wildcardTokens('?*'));

/** One name for each part into which the lists cut all names. Undefined if the budget ran out. */
function futureNames(
  unions: readonly (readonly Glob[])[],
  isTakenName: (name: string) => boolean,
  meter: Meter,
): readonly string[] | undefined {
  let cells: readonly Cell[] = [{ inside: [[NAME]], outside: [], name: 'actiontocome' }];
  for (const union of unions) {
    const next: Cell[] = [];
    for (const cell of cells) {
      const within = { ...cell, inside: [...cell.inside, union] };
      const without = { ...cell, outside: [...cell.outside, ...union] };
      const isIn = union.some((glob) => globMatches(glob, cell.name));
      const other = isIn ? without : within;
      const name = freeName(other, isTakenName, meter);
      if (name === 'unknown') return undefined;
      next.push(isIn ? within : without, ...(name === undefined ? [] : [{ ...other, name }]));
    }
    cells = next;
  }
  return cells.map((cell) => cell.name);
}

const PREFERRED = ['actiontocome', 'getactiontocome', 'listactiontocome', 'describeactiontocome', 'createactiontocome'];

/** A name of the cell that no action has yet; undefined if there is none. */
function freeName(
  { inside, outside }: Pick<Cell, 'inside' | 'outside'>,
  isTakenName: (name: string) => boolean,
  meter: Meter,
): string | undefined | 'unknown' {
  return chooseName(
    [...inside].sort((left, right) => left.length - right.length),
    [],
    { outside, isTakenName, meter },
  );
}

interface NameSearch {
  readonly outside: readonly Glob[];
  readonly isTakenName: (name: string) => boolean;
  readonly meter: Meter;
}

/** One glob of each list. */
function chooseName(
  unions: readonly (readonly Glob[])[],
  chosen: readonly Glob[],
  given: NameSearch,
): string | undefined | 'unknown' {
  const [union, ...others] = unions;
  if (union === undefined) return nameIn(chosen, given);
  let isCertain = true;
  for (const glob of union) {
    if (!given.meter.spend(1 + chosen.length)) return 'unknown';
    if (chosen.some((other) => areApart(other, glob))) continue;
    const name = chooseName(others, [...chosen, glob], given);
    if (name === 'unknown') isCertain = false;
    else if (name !== undefined) return name;
  }
  return isCertain ? undefined : 'unknown';
}

/** A few tries, for a part may hold nothing but names of today. */
function nameIn(inside: readonly Glob[], { outside, isTakenName, meter }: NameSearch): string | undefined | 'unknown' {
  const taken: Glob[] = [];
  for (let tries = 0; tries < 64; tries += 1) {
    const answer = findText({ inside, outside: [...outside, ...taken], preferred: PREFERRED }, meter);
    if (answer.kind === 'unknown') return 'unknown';
    if (answer.kind === 'empty') return undefined;
    if (!isTakenName(answer.text)) return answer.text;
    taken.push(globOf(wildcardTokens(answer.text)));
  }
  return 'unknown';
}
