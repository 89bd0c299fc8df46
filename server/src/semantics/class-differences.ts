/** Differences of one class of actions: first on paper, then for real requests, then before the evaluator. */
import type { Action } from '../catalog/catalog';
import type { AccessDifference, ActionGroup, StatementPlace, Witness } from './answers';
import type { UnknownReason } from './assignments';
import type { AtomTable, Literal } from './atoms';
import { linkLiterals } from './caller-links';
import type { ActionClass, FormulaGroup, LayerPair } from './classes';
import type { ExtraAction } from './extra-actions';
import type { FormulaSource } from './formulas';
import type { Problem } from './problem';
import { LEVEL_ORDER } from './ranking';
import { type Profile, profileOf } from './realism';
import { type Choice, type Cube, type SearchAnswer, search } from './search';
import { symbolsIn } from './variable-values';
import { confirm } from './witnesses';

/** One way in which the sides may differ: what holds, and what the search has to choose. */
interface Round {
  readonly units: Cube;
  readonly choices: readonly Choice[];
  readonly granting: FormulaGroup;
  readonly lifted: FormulaGroup | undefined;
}

export function differencesOfClass(actionClass: ActionClass, problem: Problem): readonly AccessDifference[] {
  return rounds(actionClass.layers).flatMap((round) => differencesOfRound(round, actionClass, problem));
}

/** The new Allow that is not on the other side, or the Deny that only the other side has. */
function rounds(layers: readonly LayerPair[]): readonly Round[] {
  const denies = layers.flatMap(({ allowing }) => allowing.filter(isDeny).map(avoided));
  const found: Round[] = [];
  layers.forEach((layer, at) => {
    const others = layers.filter((_, index) => index !== at).flatMap(allowChoice);
    const own = layer.allowing.filter(isAllow);
    const refused = layer.refusing.filter(isAllow).map(avoided);
    for (const granting of own) {
      if (layer.refusing.some((group) => group.key === granting.key)) continue;
      found.push({
        units: literalsOf(granting),
        choices: [...refused, ...denies, ...others],
        granting,
        lifted: undefined,
      });
    }
  });
  const held = new Set(layers.flatMap(({ allowing }) => allowing.filter(isDeny).map((group) => group.key)));
  const lifted = layers.flatMap(({ refusing }) => refusing.filter((group) => isDeny(group) && !held.has(group.key)));
  for (const deny of lifted) found.push(...liftedRounds(deny, layers, denies));
  return found;
}

/** What the Deny stood in the way of: one round for each Allow of its layer, or of the first one that has documents. */
function liftedRounds(deny: FormulaGroup, layers: readonly LayerPair[], denies: readonly Choice[]): readonly Round[] {
  const main = layers.findIndex(({ allowing }) => allowing.some((group) => isAllow(group) && hasDocument(group)));
  const at = Math.max(0, main);
  const others = layers.filter((_, index) => index !== at).flatMap(allowChoice);
  const own = layers[at]?.allowing.filter(isAllow) ?? [];
  return own.map((granting) => ({
    units: [...new Set([...literalsOf(granting), ...literalsOf(deny)])],
    choices: [...denies, ...others],
    granting,
    lifted: deny,
  }));
}

function hasDocument(group: FormulaGroup): boolean {
  return group.formulas.some(({ source }) => source.statement !== undefined);
}

/** Some Allow of the layer holds; nothing to choose where one holds always. */
function allowChoice({ allowing }: LayerPair): readonly Choice[] {
  const cubes = allowing.filter(isAllow).map(literalsOf);
  return cubes.some((cube) => cube.length === 0) ? [] : [cubes];
}

function isAllow(group: FormulaGroup): boolean {
  return group.formulas[0]?.effect === 'Allow';
}

function isDeny(group: FormulaGroup): boolean {
  return !isAllow(group);
}

function literalsOf(group: FormulaGroup): Cube {
  return group.formulas[0]?.literals ?? [];
}

/** The statement does not apply: one of its literals is false. */
function avoided(group: FormulaGroup): Choice {
  return literalsOf(group).map((literal) => [-literal]);
}

function differencesOfRound(round: Round, actionClass: ActionClass, problem: Problem): readonly AccessDifference[] {
  const onPaper = bestOf(['arn', 'star'] as const, (mode) =>
    search(problem.theory(mode), round.units, round.choices, problem.meter),
  );
  switch (onPaper.kind) {
    case 'none':
      return [];
    case 'model':
      return realDifferences(round, actionClass, problem, undefined);
    case 'unknown':
      return realDifferences(round, actionClass, problem, onPaper.why);
  }
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
  problem: Problem,
  unknown: UnknownReason | undefined,
): readonly AccessDifference[] {
  const [future, today] = [true, false].map((isFuture) =>
    actionClass.extras.filter((extra) => extra.isFuture === isFuture).map(extraSubject),
  );
  const places = { statement: placeOf(round.granting), liftedDeny: round.lifted && placeOf(round.lifted) };
  const options = { problem, places, unknown };
  return [
    ...groupDifferences(round, catalogSubjects(actionClass.numbers, problem), today ?? [], {
      ...options,
      isFuture: false,
    }),
    ...groupDifferences(round, [], future ?? [], { ...options, isFuture: true }),
  ];
}

function* catalogSubjects(numbers: readonly number[], { kernel }: Problem): Generator<Subject> {
  for (const number of numbers) {
    const action = kernel.catalog.actionAt(number);
    yield { name: action?.fullName ?? '', action };
  }
}

function extraSubject(extra: ExtraAction): Subject {
  return { name: extra.name, action: undefined };
}

type Places = Pick<AccessDifference, 'statement' | 'liftedDeny'>;

function placeOf(group: FormulaGroup): StatementPlace | undefined {
  const source: FormulaSource | undefined = group.formulas[0]?.source;
  return source?.statement === undefined || source.policy === undefined
    ? undefined
    : { policy: source.policy, statement: source.statement };
}

interface GroupOptions {
  readonly problem: Problem;
  readonly places: Places;
  readonly isFuture: boolean;
  /** Why the difference on paper itself could not be decided, if so. */
  readonly unknown: UnknownReason | undefined;
}

type Outcome =
  | { readonly kind: 'witness'; readonly witness: Witness }
  | { readonly kind: 'onlyOnPaper' }
  | { readonly kind: 'cannotTell'; readonly reason: UnknownReason };

/** Beyond so many actions, those that are left are only counted once a difference is confirmed. */
const MAX_LISTED = 512;

interface OutcomeGroup {
  readonly outcome: Outcome;
  readonly subjects: Subject[];
  uncounted: number;
}

/** Subjects with the same outcome, one difference each. */
function groupDifferences(
  round: Round,
  known: Iterable<Subject>,
  extras: readonly Subject[],
  { problem, places, isFuture, unknown }: GroupOptions,
): readonly AccessDifference[] {
  const keys = keysOf(round, problem.atoms);
  const { catalog, facts } = problem.kernel;
  const outcomes = new Map<string, Outcome>();
  const groups = new Map<string, OutcomeGroup>();
  let looked = 0;
  const add = (subject: Subject) => {
    const confirmed = groups.get('witness');
    if (looked >= MAX_LISTED && confirmed !== undefined) {
      confirmed.uncounted += 1;
      return;
    }
    looked += 1;
    const profile = profileOf(subject.action, keys, { catalog, facts, atoms: problem.atoms });
    const outcome = outcomes.get(profile.key) ?? outcomeOf(round, subject, profile, problem, unknown);
    outcomes.set(profile.key, outcome);
    const key = outcome.kind === 'cannotTell' ? `cannotTell ${outcome.reason}` : outcome.kind;
    const group = groups.get(key) ?? { outcome, subjects: [], uncounted: 0 };
    group.subjects.push(subject);
    groups.set(key, group);
  };
  for (const subject of extras) add(subject);
  for (const subject of known) add(subject);
  return [...groups.values()].map(({ outcome, subjects, uncounted }) => ({
    ...outcome,
    ...places,
    actions: actionGroup(subjects, uncounted, isFuture),
  }));
}

/** The condition keys of which the round speaks. */
function keysOf({ units, choices }: Round, atoms: AtomTable): readonly string[] {
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
  for (const { mode, units } of profile.ways) {
    for (const linked of callerUnits(round, problem)) {
      const all = [...new Set([...round.units, ...units, ...linked])];
      const answer = search(problem.theory(mode), all, round.choices, problem.meter);
      if (answer.kind === 'unknown') reason = answer.why;
      if (answer.kind !== 'model') continue;
      const witness = confirm(subject.name, answer.model, problem);
      if (witness !== undefined) return { kind: 'witness', witness };
      reason = 'keyLinks';
    }
  }
  return reason === undefined ? { kind: 'onlyOnPaper' } : { kind: 'cannotTell', reason };
}

/** What each caller brings with it; nothing where the policies name no principals. */
function callerUnits(round: Round, { callers, atoms }: Problem): readonly Cube[] {
  if (!callers.areNamed) return [[]];
  const keys = keysOf(round, atoms);
  return Array.from({ length: callers.count }, (_, index) => [
    atoms.callers(callers.only(index)),
    ...linkLiterals(callers.at(index), keys, atoms),
  ]);
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
