/**
 * Actions beside the catalog's: names that a policy spells out and AWS's data lacks, and for each service made-up names that
 * stand for what AWS may add later, one for each way in which the patterns of the question can cut a name.
 */
import type { Catalog } from '../catalog/catalog';
import { matches } from '../language/pattern';
import { type ActionNames, splitName } from './action-names';
import { wildcardTokens } from './arn-boxes';
import type { Formula, FormulaLayer } from './formulas';
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
  layers: readonly FormulaLayer[],
  catalog: Catalog,
  meter: Meter,
): readonly ExtraAction[] | undefined {
  const all = layers.flatMap(({ allowing, refusing }) => [...allowing, ...refusing]);
  if (!meter.prepare(4 * all.length)) return undefined;
  const concerned = concernedServices(layers);
  if (concerned !== undefined && concerned.size === 0) return [];
  const isConcerned = (service: string) => concerned === undefined || concerned.has(service);
  const literals = new Map<string, string>();
  const services = new Set<string>(concerned === undefined ? [OTHER_SERVICE] : []);
  for (const names of new Set(all.map((formula) => formula.names))) {
    if (!meter.spend(names.unknown.size)) return undefined;
    for (const service of names.services) if (isConcerned(service)) services.add(service);
    for (const [lower, text] of names.unknown) if (isConcerned(splitName(lower).service)) literals.set(lower, text);
  }
  const found: ExtraAction[] = [...literals].map(([lowerName, name]) => ({ name, lowerName, isFuture: false }));
  for (const service of services) {
    if (!meter.prepare(2 * all.length)) return undefined;
    if (layers.every((layer) => isAlike(layer, service))) continue;
    const unions = unionsOf(all, service, meter);
    const names = unions && futureNames(unions, (name) => isTaken(catalog, literals, `${service}:${name}`), meter);
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
function concernedServices(layers: readonly FormulaLayer[]): ReadonlySet<string> | undefined {
  const alone = layers.flatMap(({ allowing, refusing }) => [
    ...withoutThoseOf(allowing, refusing),
    ...withoutThoseOf(refusing, allowing),
  ]);
  if (alone.some((formula) => isNegated(formula) || formula.names.hasStar)) return undefined;
  return new Set(alone.flatMap(({ names }) => [...names.services]));
}

/** The formulas that the others have neither as they are nor with the same words. */
function withoutThoseOf(formulas: readonly Formula[], others: readonly Formula[]): readonly Formula[] {
  const known = new Map<ActionNames, Set<string>>();
  for (const other of others) {
    const words = known.get(other.names) ?? new Set();
    known.set(other.names, words.add(wordOf(other)));
  }
  return formulas.filter((formula) => known.get(formula.names)?.has(wordOf(formula)) !== true);
}

function wordOf(formula: Formula): string {
  return `${isNegated(formula) ? '-' : '+'} ${formula.key}`;
}

function isNegated({ source }: Formula): boolean {
  return source.statement?.action?.isNegated === true;
}

/** The same formulas of both sides take the same names to come of the service. */
function isAlike({ allowing, refusing }: FormulaLayer, service: string): boolean {
  return wildSignature(allowing, service) === wildSignature(refusing, service);
}

/** Equal on both sides: the same formulas take the same names to come of the service. */
function wildSignature(lists: readonly Formula[], service: string): string {
  const words = lists.flatMap((formula) => {
    const { hasStar, byService } = formula.names;
    const names = byService.get(service) ?? [];
    if (!isNegated(formula) && !hasStar && names.length === 0) return [];
    return [`${wordOf(formula)} ${hasStar ? '*' : names.join()}`];
  });
  return [...new Set(words)].sort().join('\n');
}

/** Stands for every service that no pattern names. */
const OTHER_SERVICE = 'service-to-come';

function isTaken(catalog: Catalog, literals: ReadonlyMap<string, string>, lowerName: string): boolean {
  return literals.has(lowerName) || catalog.actionNumber(lowerName) !== undefined;
}

/** The patterns of each list for names of the service; lists with the same patterns are one. */
function unionsOf(lists: readonly Formula[], service: string, meter: Meter): readonly (readonly Glob[])[] | undefined {
  const byNames = new Map<string, readonly string[]>();
  for (const { names: list } of lists) {
    const names = list.byService.get(service) ?? [];
    if (!meter.prepare(1 + LETTERS_OF_NAME * names.length)) return undefined;
    if (names.length > 0) byNames.set(names.join(), names);
  }
  return [...byNames.values()].map((names) => names.map((name) => globOf(wildcardTokens(name))));
}

/** About as many as a pattern has. */
const LETTERS_OF_NAME = 16;

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
      if (!meter.spend(1 + union.length)) return undefined;
      const isIn = union.some((glob) => globMatches(glob, cell.name, meter));
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
  const unions = [...inside].sort((left, right) => left.length - right.length);
  return chooseName(0, [], { unions, outside, isTakenName, meter });
}

interface NameSearch {
  readonly unions: readonly (readonly Glob[])[];
  readonly outside: readonly Glob[];
  readonly isTakenName: (name: string) => boolean;
  readonly meter: Meter;
}

/** One glob of each list from `at` on. */
function chooseName(at: number, chosen: readonly Glob[], given: NameSearch): string | undefined | 'unknown' {
  const union = given.unions[at];
  if (union === undefined) return nameIn(chosen, given);
  let isCertain = true;
  for (const glob of union) {
    if (!given.meter.spend(1 + chosen.length)) return 'unknown';
    if (chosen.some((other) => areApart(other, glob))) continue;
    const name = chooseName(at + 1, [...chosen, glob], given);
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
