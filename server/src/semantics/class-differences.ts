/** Differences of one class of actions: first on paper, then for real requests, then before the evaluator. */
import type { Action } from '../catalog/catalog';
import { hasAction } from './action-sets';
import type { AccessDifference, ActionGroup, StatementPlace, Witness } from './answers';
import type { UnknownReason } from './assignments';
import { type AtomTable, type Literal, RESOURCE_SUBJECT } from './atoms';
import { linkLiterals } from './caller-links';
import { type ActionClass, type FormulaGroup, keysOf, type LayerPair } from './classes';
import { type ExtraAction, selects } from './extra-actions';
import type { FormulaSource } from './formulas';
import { linkedCases } from './key-links';
import { ownerUnits } from './owners';
import type { Problem } from './problem';
import { LEVEL_ORDER } from './ranking';
import type { Profile, Way } from './realism';
import { type Choice, type Cube, type SearchAnswer, search } from './search';
import { symbolsIn } from './variable-values';

/** One way in which the sides may differ: what holds, and what the search has to choose. */
interface Round {
  readonly units: Cube;
  readonly choices: readonly Choice[];
  readonly granting: FormulaGroup;
  readonly lifted: FormulaGroup | undefined;
}

/** Beyond `listed` actions, those that are left are only counted once a difference is confirmed. */
export function differencesOfClass(
  actionClass: ActionClass,
  problem: Problem,
  listed: number = MAX_LISTED,
): readonly AccessDifference[] {
  const found: AccessDifference[] = [];
  for (const round of rounds(actionClass.layers)) {
    // Of one round it is said that nothing can be told; to say it of a thousand takes time that nobody has left.
    const isOut = !problem.meter.spend(1 + round.choices.length);
    if (isOut && found.some(({ kind }) => kind === 'cannotTell')) break;
    found.push(...differencesOfRound(round, actionClass, { problem, listed }));
  }
  return found;
}

/** Does the class have no differences at all? True is a proof. What the differences are like is not asked, which takes longest. */
export function isClassAlike(actionClass: ActionClass, problem: Problem): boolean {
  for (const round of rounds(actionClass.layers)) {
    if (!problem.meter.spend(1 + round.choices.length)) return false;
    if (onPaper(round, problem).kind !== 'none') return false;
  }
  return true;
}

/** An Allow that the other side lacks in its layer, or a Deny that only the other side has. One at a time: there may be many. */
function* rounds(layers: readonly LayerPair[]): Generator<Round, void> {
  const denies = layers.flatMap(({ allowing }) => allowing.filter(isDeny).map(avoided));
  for (const [at, layer] of layers.entries()) {
    const refused = [...layer.refusing.filter(isAllow).map(avoided), ...denies];
    const others = layers.filter((_, index) => index !== at).flatMap(allowChoice);
    const known = keysOf(layer.refusing);
    for (const granting of layer.allowing) {
      if (!granting.isAllow || known.has(granting.key)) continue;
      const units = granting.literals;
      if (hasDocument(granting)) yield { units, choices: [...refused, ...others], granting, lifted: undefined };
      else yield* roundsOfMain(layers, { units, choices: refused, skipped: at, lifted: undefined });
    }
  }
  const held = keysOf(layers.flatMap(({ allowing }) => allowing));
  for (const { refusing } of layers) {
    for (const deny of refusing) {
      if (deny.isAllow || held.has(deny.key)) continue;
      yield* roundsOfMain(layers, { units: deny.literals, choices: denies, skipped: undefined, lifted: deny });
    }
  }
}

/**
 * One round for each Allow of the first layer that has documents, so that there is a statement to show for what a lifted Deny,
 * or a layer that is gone, stood in the way of.
 */
function* roundsOfMain(
  layers: readonly LayerPair[],
  given: Omit<Round, 'granting'> & { readonly skipped: number | undefined },
): Generator<Round, void> {
  const { skipped, units, choices, lifted } = given;
  const main = layers.findIndex(
    ({ allowing }, at) => at !== skipped && allowing.some((group) => group.isAllow && hasDocument(group)),
  );
  const at = main >= 0 ? main : (skipped ?? 0);
  const others = layers.filter((_, index) => index !== at && index !== skipped).flatMap(allowChoice);
  const own = layers[at]?.allowing.filter(isAllow) ?? [];
  const all = [...choices, ...others];
  for (const granting of own)
    yield { units: [...new Set([...units, ...granting.literals])], choices: all, granting, lifted };
}

function hasDocument(group: FormulaGroup): boolean {
  return group.formulas.some(({ source }) => source.statement !== undefined);
}

/** Some Allow of the layer holds; nothing to choose where one holds always. */
function allowChoice({ allowing }: LayerPair): readonly Choice[] {
  const cubes = allowing.filter(isAllow).map(({ literals }) => literals);
  return cubes.some((cube) => cube.length === 0) ? [] : [cubes];
}

function isAllow(group: FormulaGroup): boolean {
  return group.isAllow;
}

function isDeny(group: FormulaGroup): boolean {
  return !group.isAllow;
}

/** The statement does not apply: one of its literals is false. */
function avoided({ literals }: FormulaGroup): Choice {
  return literals.map((literal) => [-literal]);
}

function differencesOfRound(
  round: Round,
  actionClass: ActionClass,
  given: Pick<GroupOptions, 'problem' | 'listed'>,
): readonly AccessDifference[] {
  const answer = onPaper(round, given.problem);
  switch (answer.kind) {
    case 'none':
      return [];
    case 'model':
      return realDifferences(round, actionClass, { ...given, unknown: undefined });
    case 'unknown':
      return realDifferences(round, actionClass, { ...given, unknown: answer.why });
  }
}

/** Is there no request of which the literals hold? True is a proof. */
export function neverApplies(literals: Cube, problem: Problem): boolean {
  return onPaper({ units: literals, choices: [] }, problem).kind === 'none';
}

function onPaper(
  { units, choices }: Pick<Round, 'units' | 'choices'>,
  { theory, known, meter }: Problem,
): SearchAnswer {
  return bestOf(['arn', 'star'] as const, (mode) => search(theory(mode), [...units, ...known], choices, meter));
}

/** The first model; else what could not be told; else none. */
function bestOf<Way>(ways: readonly Way[], run: (way: Way) => SearchAnswer): SearchAnswer {
  let unknown: SearchAnswer | undefined;
  for (const way of ways) {
    const answer = run(way);
    if (answer.kind === 'model') return answer;
    if (answer.kind === 'unknown') unknown = answer;
  }
  return unknown ?? { kind: 'none' };
}

/** An action of the class: one of AWS's, or a name of which nothing is known. */
interface Subject {
  readonly name: string;
  readonly action: Action | undefined;
}

function realDifferences(
  round: Round,
  actionClass: ActionClass,
  given: Pick<GroupOptions, 'problem' | 'listed' | 'unknown'>,
): readonly AccessDifference[] {
  const [future, today] = [true, false].map((isFuture) =>
    actionClass.extras.filter((extra) => extra.isFuture === isFuture).map(extraSubject),
  );
  const places = {
    statement: placeOf(round.granting, actionClass),
    liftedDeny: round.lifted && placeOf(round.lifted, actionClass),
  };
  const options = { ...given, places };
  return [
    ...groupDifferences(round, actionClass.numbers, today ?? [], { ...options, isFuture: false }),
    ...groupDifferences(round, [], future ?? [], { ...options, isFuture: true }),
  ];
}

function catalogSubject(number: number, { kernel }: Problem): Subject {
  const action = kernel.catalog.actionAt(number);
  return { name: action?.fullName ?? '', action };
}

function extraSubject(extra: ExtraAction): Subject {
  return { name: extra.name, action: undefined };
}

type Places = Pick<AccessDifference, 'statement' | 'liftedDeny'>;

/** The group's formulas differ in their actions only: the one that has the class's is meant. */
function placeOf({ formulas }: FormulaGroup, { numbers, extras }: ActionClass): StatementPlace | undefined {
  const [number] = numbers;
  const [extra] = extras;
  const own = formulas.find((formula) =>
    number === undefined
      ? extra !== undefined && selects(formula, extra.name.toLowerCase())
      : hasAction(formula.actions, number),
  );
  const source: FormulaSource | undefined = (own ?? formulas[0])?.source;
  return source?.statement === undefined || source.policy === undefined
    ? undefined
    : { policy: source.policy, statement: source.statement };
}

interface GroupOptions {
  readonly problem: Problem;
  readonly listed: number;
  readonly places: Places;
  readonly isFuture: boolean;
  /** Why the difference on paper itself could not be decided, if so. */
  readonly unknown: UnknownReason | undefined;
}

type Outcome =
  | { readonly kind: 'witness'; readonly witness: Witness }
  | { readonly kind: 'onlyOnPaper' }
  | { readonly kind: 'cannotTell'; readonly reason: UnknownReason };

const MAX_LISTED = 512;

interface OutcomeGroup {
  readonly outcome: Outcome;
  readonly subjects: Subject[];
  uncounted: number;
}

/** Subjects with the same outcome, one difference each. */
function groupDifferences(
  round: Round,
  numbers: readonly number[],
  extras: readonly Subject[],
  { problem, listed, places, isFuture, unknown }: GroupOptions,
): readonly AccessDifference[] {
  const keys = keysIn(round, problem.atoms);
  const about = { keys, hasResource: speaksOfResource(round, problem.atoms) };
  const outcomes = new Map<string, Outcome>();
  const groups = new Map<string, OutcomeGroup>();
  const add = (subject: Subject) => {
    const profile = problem.profiles.of(subject.action, about);
    const outcome = outcomes.get(profile.key) ?? outcomeOf(round, subject, profile, problem, unknown);
    outcomes.set(profile.key, outcome);
    const key = outcome.kind === 'cannotTell' ? `cannotTell ${outcome.reason}` : outcome.kind;
    const group = groups.get(key) ?? { outcome, subjects: [], uncounted: 0 };
    group.subjects.push(subject);
    groups.set(key, group);
  };
  for (const subject of extras) add(subject);
  for (let at = 0; at < numbers.length; at += 1) {
    const confirmed = groups.get('witness');
    if (at >= listed && confirmed !== undefined) {
      confirmed.uncounted = numbers.length - at;
      break;
    }
    if (!problem.meter.spend(1 + keys.length) && groups.size > 0) {
      unlisted(groups).uncounted += numbers.length - at;
      break;
    }
    add(catalogSubject(numbers[at] ?? 0, problem));
  }
  return [...groups.values()].map(({ outcome, subjects, uncounted }) => ({
    ...outcome,
    ...places,
    actions: actionGroup(subjects, uncounted, isFuture),
  }));
}

/** Where the budget ends while a class is listed: of what is left nothing can be told. */
function unlisted(groups: Map<string, OutcomeGroup>): OutcomeGroup {
  const outcome: Outcome = { kind: 'cannotTell', reason: 'budget' };
  const key = 'cannotTell budget';
  const group = groups.get(key) ?? { outcome, subjects: [], uncounted: 0 };
  groups.set(key, group);
  return group;
}

function speaksOfResource({ units, choices }: Round, atoms: AtomTable): boolean {
  const isOfResource = (literal: Literal) => atoms.subject(literal) === RESOURCE_SUBJECT;
  return units.some(isOfResource) || choices.some((choice) => choice.some((cube) => cube.some(isOfResource)));
}

/** The condition keys of which the round speaks. */
function keysIn({ units, choices }: Round, atoms: AtomTable): readonly string[] {
  const literals = new Set<Literal>([...units, ...choices.flat(2)]);
  const keys = new Set<string>();
  for (const literal of literals) {
    const key = atoms.keyOf(atoms.subject(literal));
    if (key !== undefined && !key.startsWith('\n')) keys.add(key);
  }
  return [...new Set([...keys, ...symbolsIn(atoms, [...literals])])];
}

function outcomeOf(
  round: Round,
  subject: Subject,
  profile: Profile,
  problem: Problem,
  unknown: UnknownReason | undefined,
): Outcome {
  let reason = unknown;
  for (const { mode, units } of profile.ways()) {
    for (const linked of linkedUnits(round, { mode, units }, problem)) {
      if (!problem.meter.spend(1 + units.length + linked.length)) return { kind: 'cannotTell', reason: 'budget' };
      const all = [...new Set([...round.units, ...problem.known, ...units, ...linked])];
      const answer = search(problem.theory(mode), all, round.choices, problem.meter);
      if (answer.kind === 'unknown') reason = answer.why;
      if (answer.kind !== 'model') continue;
      const witness = problem.confirm(subject.name, answer.model, problem);
      if (witness !== undefined) return { kind: 'witness', witness };
      reason = 'keyLinks';
    }
  }
  return reason === undefined ? { kind: 'onlyOnPaper' } : { kind: 'cannotTell', reason };
}

/** What each caller brings with it, each owner of a resource, and each case of keys that hang together. */
function* linkedUnits(round: Round, { mode, units }: Way, problem: Problem): Generator<Cube, void> {
  const { atoms, owners } = problem;
  const read = keysIn(round, atoms);
  const absent = new Set(units);
  const keys = read.filter((key) => !absent.has(-atoms.present(key)));
  const ofOwners = ownerUnits(owners, { atoms, mode, keys });
  const cases = linkedCases({ atoms, keys });
  for (const ofCaller of callerUnits(round, problem))
    for (const ofOwner of ofOwners) for (const ofKeys of cases) yield [...ofCaller, ...ofOwner, ...ofKeys];
}

/** What each caller brings with it; nothing where the policies name no principals. */
function* callerUnits(round: Round, { callers, atoms }: Problem): Generator<Cube, void> {
  if (!callers.areNamed) {
    yield [];
    return;
  }
  const keys = keysIn(round, atoms);
  for (let index = 0; index < callers.count; index += 1)
    yield [atoms.callers(callers.only(index)), ...linkLiterals(callers.at(index), keys, atoms)];
}

const MAX_NAMES = 64;

function actionGroup(subjects: readonly Subject[], uncounted: number, isFuture: boolean): ActionGroup {
  const levels = new Set(subjects.flatMap(({ action }) => action?.accessLevels ?? []));
  return {
    names: subjects.map((subject) => subject.name).slice(0, MAX_NAMES),
    count: subjects.length + uncounted,
    accessLevels: LEVEL_ORDER.filter((level) => levels.has(level)),
    isFuture,
  };
}
