import { ownText } from '../../../shared/own-text';
import type { ActionTraits, Catalog, ServiceSummary } from '../catalog/catalog';
import { type Retired, retired, retiredAction, retiredPattern } from '../catalog/tables/retired';
import { compilePattern, hasWildcard, type Pattern } from '../language/pattern';
import type { Entry, EntryList, Statement } from '../policy/document';
import { type Range, rangeIn, type StringNode } from '../syntax/tree';
import { type ActionText, readAction } from './action-text';

/** One well-formed entry of Action or NotAction, with what the catalog knows of it. */
export interface ActionEntry extends ActionText, Entry {
  readonly list: EntryList;
  /** Among the well-formed entries of the list. */
  readonly place: number;
  /** The text in lower case. */
  readonly lowerText: string;
  /** Of `lowerText`; undefined without wildcards. */
  readonly pattern: Pattern | undefined;
  readonly state: ActionState;
  /** Undefined where the prefix has a wildcard, or names no service. */
  readonly service: ServiceSummary | undefined;
  /** The action's number in the catalog, where it is known. */
  readonly number: number | undefined;
  /** Of the action that the entry names; undefined for a pattern. */
  readonly traits: ActionTraits | undefined;
  readonly retired: Retired | undefined;
}

/**
 * What an entry is, each for its own check: `everything` (`*`), `servicePattern` (a wildcard in the prefix),
 * `serviceUnknown`, `retired`, `pattern` (a wildcard in the name), `known`, `unknown`.
 */
export type ActionState =
  | 'everything'
  | 'servicePattern'
  | 'serviceUnknown'
  | 'retired'
  | 'pattern'
  | 'known'
  | 'unknown';

/** What the text of an entry says by itself; undefined where it has not the form of an action. */
export type ActionReader = (text: string) => ActionReading | undefined;

export type ActionReading = Omit<ActionEntry, 'text' | 'node' | 'list' | 'place'>;

/** More different texts than the longest policies have. */
const MAX_READINGS = 20_000;

/** Reads each text once: the same actions occur in many statements, and again at each key stroke. */
export function createActionReader(catalog: Catalog): ActionReader {
  const known = new Map<string, ActionReading | undefined>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before;
    const own = ownText(text);
    const reading = actionReading(catalog, own);
    if (known.size >= MAX_READINGS) known.clear();
    known.set(own, reading);
    return reading;
  };
}

/** What each entry of a list says; undefined for one that has not the form of an action. */
export type ActionReadings = readonly (ActionReading | undefined)[];

/** A list as it was read once. */
export interface ReadActions {
  readonly entries: readonly Entry[];
  readonly readings: ActionReadings;
}

/** `before`: an earlier version of the statement. Entries before and behind what has changed are not read again. */
export function readActions(read: ActionReader, { action: list }: Statement, before: ReadActions): ActionReadings {
  const entries = list?.entries ?? [];
  const alike = entries.findIndex(({ text }, at) => before.entries[at]?.text !== text);
  if (alike < 0 && entries.length === before.entries.length) return before.readings;
  const head = alike < 0 ? entries.length : alike;
  const shift = before.entries.length - entries.length;
  let tail = entries.length;
  while (tail > head && entries[tail - 1]?.text === before.entries[tail - 1 + shift]?.text) tail -= 1;
  return entries.map(({ text }, at) => {
    if (at < head) return before.readings[at];
    return at < tail ? read(text) : before.readings[at + shift];
  });
}

/** The entries that have the form of an action; all others are action-format. */
export function actionEntries(readings: ActionReadings, { action: list }: Statement): readonly ActionEntry[] {
  if (list === undefined) return [];
  const entries: ActionEntry[] = [];
  for (let at = 0; at < list.entries.length; at += 1) {
    const entry = list.entries[at];
    const reading = readings[at];
    if (entry !== undefined && reading !== undefined) entries.push(new ReadEntry(reading, entry, list, entries.length));
  }
  sources.set(entries, readings);
  return entries;
}

const sources = new WeakMap<readonly ActionEntry[], ActionReadings>();

/** What the entries were made from: the same object for later versions of a statement whose text is the same. */
export function readingsOf(entries: readonly ActionEntry[]): object {
  return sources.get(entries) ?? entries;
}

/** A class, because its getters are shared: policies have thousands of entries, made anew at each key stroke. */
class ReadEntry implements ActionEntry {
  readonly text: string;
  readonly node: StringNode;
  readonly list: EntryList;
  readonly place: number;
  readonly #reading: ActionReading;

  constructor(reading: ActionReading, { text, node }: Entry, list: EntryList, place: number) {
    this.text = text;
    this.node = node;
    this.list = list;
    this.place = place;
    this.#reading = reading;
  }

  get prefix(): string {
    return this.#reading.prefix;
  }

  get name(): string {
    return this.#reading.name;
  }

  get isEverything(): boolean {
    return this.#reading.isEverything;
  }

  get prefixHasWildcard(): boolean {
    return this.#reading.prefixHasWildcard;
  }

  get nameHasWildcard(): boolean {
    return this.#reading.nameHasWildcard;
  }

  get lowerText(): string {
    return this.#reading.lowerText;
  }

  get pattern(): Pattern | undefined {
    return this.#reading.pattern;
  }

  get state(): ActionState {
    return this.#reading.state;
  }

  get service(): ServiceSummary | undefined {
    return this.#reading.service;
  }

  get number(): number | undefined {
    return this.#reading.number;
  }

  get traits(): ActionTraits | undefined {
    return this.#reading.traits;
  }

  get retired(): Retired | undefined {
    return this.#reading.retired;
  }
}

/** What a text says, read for this once. */
export function actionReading(catalog: Catalog, text: string): ActionReading | undefined {
  const action = readAction(text);
  if (action === undefined) return undefined;
  const hasService = !action.isEverything && !action.prefixHasWildcard;
  const service = hasService ? catalog.summary(action.prefix) : undefined;
  const number = service === undefined || action.nameHasWildcard ? undefined : catalog.actionNumber(text);
  const end =
    hasService && RETIRED_PREFIXES.has(action.prefix.toLowerCase()) ? retiredBy(catalog, action, text) : undefined;
  const lowerText = text.toLowerCase();
  const pattern = hasWildcard(text) ? compilePattern(lowerText) : undefined;
  const { prefix, name, isEverything, prefixHasWildcard, nameHasWildcard } = action;
  const state = stateOf(action, service, number, end);
  return {
    prefix,
    name,
    isEverything,
    prefixHasWildcard,
    nameHasWildcard,
    lowerText,
    pattern,
    service,
    number,
    traits: number === undefined ? undefined : catalog.actionTraitsAt(number),
    retired: end,
    state,
  };
}

function retiredBy(catalog: Catalog, { nameHasWildcard }: ActionText, text: string): Retired | undefined {
  return nameHasWildcard ? retiredPattern(text, namesMatching(catalog, text)) : retiredAction(text);
}

function namesMatching(catalog: Catalog, text: string): readonly string[] {
  const numbers = catalog
    .actionRanges(text)
    .flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at));
  return numbers.map((number) => catalog.actionNameAt(number)).filter((name) => name !== undefined);
}

/** The table is a list of patterns: most entries are told apart by their prefix alone. */
const RETIRED_PREFIXES: ReadonlySet<string> = new Set(
  retired.map(({ pattern }) => pattern.slice(0, pattern.indexOf(':')).toLowerCase()),
);

function stateOf(
  action: ActionText,
  service: ServiceSummary | undefined,
  number: number | undefined,
  end: Retired | undefined,
): ActionState {
  if (action.isEverything) return 'everything';
  if (action.prefixHasWildcard) return 'servicePattern';
  if (end !== undefined) return 'retired';
  if (service === undefined) return 'serviceUnknown';
  if (action.nameHasWildcard) return 'pattern';
  return number === undefined ? 'unknown' : 'known';
}

/** The part behind the colon. */
export function nameRange({ node, prefix }: ActionEntry): Range {
  return rangeIn(node, prefix.length + 1, node.value.length);
}

/** The part before the colon. */
export function prefixRange({ node, prefix }: ActionEntry): Range {
  return rangeIn(node, 0, prefix.length);
}

/** The names of a service's actions, without the prefix. Reads only the names. */
export function* actionNames(catalog: Catalog, service: ServiceSummary): Iterable<string> {
  for (let at = 0; at < service.actionCount; at += 1) {
    const name = catalog.actionNameAt(service.firstAction + at);
    if (name !== undefined) yield name.slice(name.indexOf(':') + 1);
  }
}
