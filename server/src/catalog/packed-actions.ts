/** Actions by name, by number and by pattern. Reads no more of a service than its names, unless whole actions are wanted. */
import { ownText } from '../../../shared/own-text';
import type { Pattern } from '../language/pattern';
import { compilePattern, hasWildcard, matches } from '../language/pattern';
import type { Action, ActionRange, ActionTraits, Catalog, ServiceSummary } from './catalog';
import type { PackedServices } from './packed-services';

type ActionLookups = Pick<
  Catalog,
  | 'actionCount'
  | 'action'
  | 'actionNumber'
  | 'actionAt'
  | 'actionTraitsAt'
  | 'actionNameAt'
  | 'actionRanges'
  | 'actionsMatching'
>;

export function openActions(services: PackedServices): ActionLookups {
  const last = services.summaries[services.summaries.length - 1];
  const actionCount = last === undefined ? 0 : last.firstAction + last.actionCount;
  const actionAt = rememberedActions((number) => {
    const name = nameAt(services, number);
    return name === undefined ? undefined : actionNamed(services, name);
  });
  const actionRanges = rememberedRanges((pattern) => rangesOf(services, actionCount, pattern));
  return {
    actionCount,
    action: (fullName) => actionNamed(services, fullName),
    actionNumber: (fullName) => numberOf(services, fullName),
    actionAt,
    actionTraitsAt: (number) => traitsAt(services, number),
    actionNameAt: (number) => nameAt(services, number),
    actionRanges,
    actionsMatching(pattern, where) {
      const isWanted = (number: number) => {
        const traits = where === undefined ? undefined : traitsAt(services, number);
        return traits === undefined || where?.(traits) === true;
      };
      return actionRanges(pattern).flatMap((range) =>
        actionsIn(range, (at) => (isWanted(at) ? actionAt(at) : undefined)),
      );
    },
  };
}

/** Rules ask for the same actions in every statement: by its number one is found without its name. */
function rememberedActions(find: (number: number) => Action | undefined): Catalog['actionAt'] {
  const known = new Map<number, Action>();
  return (number) => {
    const before = known.get(number);
    if (before !== undefined) return before;
    const action = find(number);
    if (action !== undefined) known.set(number, action);
    return action;
  };
}

/** More patterns than a company writes; with them all, the memory is that of a small service. */
const MAX_REMEMBERED = 4000;

/** The same few patterns stand in the statements of all policies, and several rules ask for each. */
function rememberedRanges(find: (pattern: string) => readonly ActionRange[]): Catalog['actionRanges'] {
  const known = new Map<string, readonly ActionRange[]>();
  return (pattern) => {
    if (!hasWildcard(pattern)) return find(pattern);
    const before = known.get(pattern);
    if (before !== undefined) return before;
    const ranges = find(pattern);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(ownText(pattern), ranges);
    return ranges;
  };
}

/** `s3:GetObject` → prefix in lower case and name; without a colon there is no name. */
function splitName(fullName: string): readonly [prefix: string, name: string] {
  const colon = fullName.indexOf(':');
  return colon < 0 ? [fullName.toLowerCase(), ''] : [fullName.slice(0, colon).toLowerCase(), fullName.slice(colon + 1)];
}

function actionNamed(services: PackedServices, fullName: string): Action | undefined {
  const [prefix, name] = splitName(fullName);
  return services.service(prefix)?.action(name);
}

function numberOf(services: PackedServices, fullName: string): number | undefined {
  const [prefix, name] = splitName(fullName);
  const place = services.actionNames(prefix)?.placeByName.get(name.toLowerCase());
  const summary = services.summary(prefix);
  return place === undefined || summary === undefined ? undefined : summary.firstAction + place;
}

function nameAt(services: PackedServices, number: number): string | undefined {
  const summary = serviceAt(services.summaries, number);
  if (summary === undefined) return undefined;
  const name = services.actionNames(summary.prefix)?.names[number - summary.firstAction];
  return name === undefined ? undefined : `${summary.prefix}:${name}`;
}

function traitsAt(services: PackedServices, number: number): ActionTraits | undefined {
  const summary = serviceAt(services.summaries, number);
  return summary === undefined ? undefined : services.actionTraits(summary.prefix, number - summary.firstAction);
}

/** The service whose actions include the number, by halving. */
function serviceAt(summaries: readonly ServiceSummary[], number: number): ServiceSummary | undefined {
  let low = 0;
  let high = summaries.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const summary = summaries[middle];
    if (summary === undefined) return undefined;
    if (number < summary.firstAction) high = middle - 1;
    else if (number >= summary.firstAction + summary.actionCount) low = middle + 1;
    else return summary;
  }
  return undefined;
}

function rangesOf(services: PackedServices, actionCount: number, pattern: string): readonly ActionRange[] {
  const [prefix, name] = splitName(pattern);
  if (pattern === '*' || (prefix === '*' && isStars(name))) return [{ start: 0, end: actionCount }];
  const summary = services.summary(prefix);
  if (summary === undefined || name === '') return [];
  if (!hasWildcard(name)) return rangeOf(numberOf(services, pattern));
  if (isStars(name))
    return withoutEmpty([{ start: summary.firstAction, end: summary.firstAction + summary.actionCount }]);
  const names = services.actionNames(summary.prefix);
  return names === undefined ? [] : rangesIn(names.lowerCase, compilePattern(name.toLowerCase()), summary.firstAction);
}

function rangeOf(number: number | undefined): readonly ActionRange[] {
  return number === undefined ? [] : [{ start: number, end: number + 1 }];
}

function isStars(text: string): boolean {
  return text !== '' && text.replaceAll('*', '') === '';
}

function withoutEmpty(ranges: readonly ActionRange[]): readonly ActionRange[] {
  return ranges.filter((range) => range.start < range.end);
}

function rangesIn(lowerCase: readonly string[], pattern: Pattern, base: number): readonly ActionRange[] {
  const ranges: ActionRange[] = [];
  let start = -1;
  for (let at = 0; at <= lowerCase.length; at += 1) {
    const name = lowerCase[at];
    const isIn = name !== undefined && matches(pattern, name);
    if (isIn && start < 0) start = at;
    if (!isIn && start >= 0) {
      ranges.push({ start: base + start, end: base + at });
      start = -1;
    }
  }
  return ranges;
}

function actionsIn(range: ActionRange, actionAt: (number: number) => Action | undefined): readonly Action[] {
  const found: Action[] = [];
  for (let number = range.start; number < range.end; number += 1) {
    const action = actionAt(number);
    if (action !== undefined) found.push(action);
  }
  return found;
}
