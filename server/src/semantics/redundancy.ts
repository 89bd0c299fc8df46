/**
 * Which statements and entries a policy could do without. A policy is compared with itself less one part: where both
 * mean the same, for today's actions and those to come, the part is redundant.
 */
import type { CompiledPolicy, CompiledStatement } from '../evaluation/compiled';
import { isWithin } from './action-sets';
import { type AccessVerdict, verdictOf, type Witness } from './answers';
import { neverApplies } from './class-differences';
import { type Formula, type FormulaLayer, formulaOf, formulasOf } from './formulas';
import type { Kernel } from './kernel';
import { allowNothingMore, differencesOfLayers } from './layer-differences';
import { createMeter, type Limits } from './meter';
import { createProblem, type Problem } from './problem';
import { strengthsOf } from './sides';

/** What a statement is worth in its policy. */
export type StatementWorth =
  | { readonly kind: 'needed' }
  /** It never applies to a request that its own policy leaves open: a Deny covers it, or no request meets its conditions. */
  | { readonly kind: 'dead'; readonly because: 'denied' | 'impossible' | 'onlyOnPaper' }
  /**
   * Other statements of the same effect do all that it does; each of them is needed for that. `isOnReal`: they do it for every
   * request that AWS's data knows, and on paper the statement says more.
   */
  | { readonly kind: 'covered'; readonly by: readonly CompiledStatement[]; readonly isOnReal: boolean }
  | { readonly kind: 'cannotTell' };

export interface StatementFinding {
  readonly statement: CompiledStatement;
  readonly worth: StatementWorth;
}

/**
 * Each of the statements, by default all, by itself: of two that cover each other both are found, and only one may go. Nothing
 * for a refused policy.
 */
export function statementWorths(
  kernel: Kernel,
  policy: CompiledPolicy,
  limits: Limits,
  statements: readonly CompiledStatement[] = policy.statements,
): readonly StatementFinding[] {
  const works = worksOn(kernel, policy, limits);
  if (works.length === 0) return [];
  return statements.map((statement) => ({ statement, worth: worthInAll(statement, works) }));
}

/**
 * Is one entry of the Allow's Action denied wherever the statement allows it? True is a proof. What the statement and the Denies say
 * besides is read once for all entries.
 */
export function deniedEntryTest(
  kernel: Kernel,
  policy: CompiledPolicy,
  statement: CompiledStatement,
  limits: Limits,
): (entry: number) => boolean {
  const denies = policy.statements.filter(({ effect }) => effect === 'Deny');
  const works = worksOn(kernel, { ...policy, statements: [statement, ...denies] }, limits);
  return (entry) => {
    const alone = withEntries(statement, 'action', (index) => index === entry);
    const changed = works.map((work) => withStatement(work, statement, alone));
    if (!changed.every((work) => isNothingLeft(alone, work))) return false;
    const worth = worthInAll(alone, changed);
    return worth.kind === 'dead' && worth.because === 'denied';
  };
}

/** A statement is redundant only where it is for every strength with which it may name a caller; the strongest is asked first. */
function worthInAll(statement: CompiledStatement, works: readonly Work[]): StatementWorth {
  let worth: StatementWorth | undefined;
  for (const work of [...works].reverse()) {
    const found = worthOf(statement, work, worth?.kind === 'covered' ? worth.by : []);
    if (found.kind === 'needed' || found.kind === 'cannotTell') return found;
    if (worth === undefined || found.kind === 'covered' || isOnlyUnnamed(worth)) worth = found;
  }
  return worth ?? { kind: 'cannotTell' };
}

/** It names nobody with this strength, which says nothing about those whom it names with another. */
function isOnlyUnnamed(worth: StatementWorth): boolean {
  return worth.kind === 'dead' && worth.because === 'impossible';
}

/** An Allow and other ones that allow all that it does. */
export interface CoveredAllow {
  readonly statement: CompiledStatement;
  readonly by: readonly CompiledStatement[];
}

/**
 * The Allows that others cover for every request, on paper too. They are found sooner than what each statement is worth: that
 * something is missing without a statement is plain long before a request is found that shows it.
 */
export function coveredAllows(kernel: Kernel, policy: CompiledPolicy, limits: Limits): readonly CoveredAllow[] {
  const works = worksOn(kernel, policy, limits);
  const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
  return allows.flatMap((statement) => {
    const by = coveringInAll(statement, works);
    return by === undefined ? [] : [{ statement, by }];
  });
}

/** Undefined unless nothing changes without the statement for any strength. */
function coveringInAll(statement: CompiledStatement, works: readonly Work[]): readonly CompiledStatement[] | undefined {
  let by: readonly CompiledStatement[] | undefined;
  for (const work of [...works].reverse()) {
    const formula = formulaIn(work, statement);
    if (work.problem.meter.isSpent()) return undefined;
    if (formula === undefined) continue;
    if (!isNeedless(formula, work.formulas, work)) return undefined;
    const rest = work.formulas.filter((each) => each !== formula);
    if (isDead(formula, work) === undefined)
      by = coveringStatements(formula, rest, work, { named: by ?? [], isOnReal: false });
    if (work.problem.meter.isSpent()) return undefined;
  }
  return by;
}

/** Statements that may all be taken away at once: the last ones of the text go first. */
export function removableStatements(
  kernel: Kernel,
  policy: CompiledPolicy,
  limits: Limits,
): readonly CompiledStatement[] {
  const works = worksOn(kernel, policy, limits);
  let kept: readonly CompiledStatement[] = policy.statements;
  const isKept = ({ source }: Formula) => source.statement === undefined || kept.includes(source.statement);
  for (const statement of [...policy.statements].reverse()) {
    const left = kept.filter((each) => each !== statement);
    // A policy has at least one statement.
    if (works.length === 0 || left.length === 0) break;
    const goes = works.every((work) => {
      const formula = formulaIn(work, statement);
      if (work.problem.meter.isSpent()) return false;
      return formula === undefined || isNeedless(formula, work.formulas.filter(isKept), work);
    });
    if (goes) kept = left;
  }
  return policy.statements.filter((statement) => !kept.includes(statement));
}

/** An entry of `Action` or `Resource` (or of their negations) without which the statement's policy means the same. */
export interface EntryFinding {
  readonly statement: CompiledStatement;
  readonly element: 'action' | 'resource';
  /** Place in the element's list, from 0. */
  readonly index: number;
}

/** Entries of lists with more than one. Each by itself, as for statements. Nothing for a refused policy. */
export function redundantEntries(kernel: Kernel, policy: CompiledPolicy, limits: Limits): readonly EntryFinding[] {
  const works = worksOn(kernel, policy, limits);
  if (works.length === 0) return [];
  return policy.statements.flatMap((statement) =>
    (['action', 'resource'] as const).flatMap((element) =>
      placesIn(statement, element)
        .filter((index) => works.every((work) => isSameWithout({ statement, element, index }, work)))
        .map((index) => ({ statement, element, index })),
    ),
  );
}

/** Do the two statements never apply to the same request? True is a proof. */
export function areDisjointStatements(
  kernel: Kernel,
  policy: CompiledPolicy,
  [left, right]: readonly [CompiledStatement, CompiledStatement],
  limits: Limits,
): boolean {
  const [work] = worksOn(kernel, policy, limits);
  if (work === undefined) return false;
  const [one, other] = [left, right].map((statement) => formulaIn(work, statement));
  if (work.problem.meter.isSpent()) return false;
  if (one === undefined || other === undefined) return true;
  const both = [
    { ...one, ...ALLOW },
    { ...other, ...ALLOW },
  ];
  const pairs = both.map((formula) => ({ allowing: [formula], refusing: [] }));
  return allowNothingMore(pairs, work.problem);
}

const ALLOW = { effect: 'Allow' } as const;

interface Work {
  readonly policy: CompiledPolicy;
  readonly formulas: readonly Formula[];
  readonly problem: Problem;
}

/** One for each strength that the policy's principals can tell apart; none for a document that AWS would refuse. */
function worksOn(kernel: Kernel, policy: CompiledPolicy, limits: Limits): readonly Work[] {
  if (policy.refusals.length > 0) return [];
  const meter = createMeter(limits);
  const side = { layers: [{ policies: [policy], allowsAll: false }] };
  return strengthsOf([side]).map((strength) =>
    workOn(kernel, policy, { strength, meter, allowing: side, refusing: side }),
  );
}

function workOn(
  kernel: Kernel,
  policy: CompiledPolicy,
  given: Pick<Problem, 'strength' | 'meter' | 'allowing' | 'refusing'>,
): Work {
  // A part that may be needed is left alone, so nothing has to be confirmed.
  const problem = createProblem(kernel, { ...given, confirm: unconfirmed });
  const own = formulasOf(policy, problem.formulaOptions);
  return { policy, problem, formulas: policy.type === 'rcp' ? [...own, problem.allowsAll] : own };
}

function unconfirmed(action: string): Witness {
  return { action, resource: '*', caller: undefined, context: new Map(), assumptions: [] };
}

function worthOf(statement: CompiledStatement, work: Work, named: readonly CompiledStatement[]): StatementWorth {
  const formula = formulaIn(work, statement);
  // Not all formulas were made.
  if (work.problem.meter.isSpent()) return { kind: 'cannotTell' };
  if (formula === undefined) return { kind: 'dead', because: 'impossible' };
  const rest = work.formulas.filter((each) => each !== formula);
  const verdict = moreAllowed(withAndWithout(formula, work.formulas), work);
  if (verdict === 'witness') return { kind: 'needed' };
  if (verdict === 'cannotTell') return { kind: 'cannotTell' };
  const isOnReal = verdict === 'onlyOnPaper';
  const dead = isDead(formula, work);
  return dead === undefined
    ? { kind: 'covered', by: coveringStatements(formula, rest, work, { named, isOnReal }), isOnReal }
    : { kind: 'dead', because: dead };
}

function formulaIn({ formulas }: Work, statement: CompiledStatement): Formula | undefined {
  return formulas.find(({ source }) => source.statement === statement);
}

/** The side that may allow more, and the other: an Allow adds to what is allowed, a Deny takes from it. */
function withAndWithout(formula: Formula, formulas: readonly Formula[]): FormulaLayer {
  const rest = formulas.filter((each) => each !== formula);
  return formula.effect === 'Allow' ? { allowing: formulas, refusing: rest } : { allowing: rest, refusing: formulas };
}

/** Do the formulas mean the same without this one? True is a proof. */
function isNeedless(formula: Formula, formulas: readonly Formula[], { problem }: Work): boolean {
  if (!problem.meter.prepare(formulas.length)) return false;
  const others = formulas.filter((each) => each !== formula).map(({ actions }) => actions);
  // Of an action that no other statement speaks of it allows what it says.
  if (formula.effect === 'Allow' && !isWithin(formula.actions, others)) return neverApplies(formula.literals, problem);
  return allowNothingMore([withAndWithout(formula, formulas)], problem);
}

/** What the allowing formulas allow and the refusing ones do not, in one word. */
function moreAllowed(layer: FormulaLayer, { problem }: Work): AccessVerdict {
  const differences = differencesOfLayers([layer], problem, { isFirstOnly: true });
  return differences.length === 0 ? 'none' : verdictOf({ kind: 'differences', differences });
}

function isSame(left: readonly Formula[], right: readonly Formula[], { problem }: Work): boolean {
  return (
    allowNothingMore([{ allowing: left, refusing: right }], problem) &&
    allowNothingMore([{ allowing: right, refusing: left }], problem)
  );
}

/** Why the statement by itself does nothing; undefined if it does something. */
function isDead(formula: Formula, work: Work): 'denied' | 'impossible' | 'onlyOnPaper' | undefined {
  const alone = { ...formula, ...ALLOW };
  const byItself = moreAllowed({ allowing: [alone], refusing: [] }, work);
  if (byItself === 'none') return 'impossible';
  if (byItself === 'onlyOnPaper') return 'onlyOnPaper';
  if (formula.effect === 'Deny') return undefined;
  const denies = work.formulas.filter(({ effect }) => effect === 'Deny');
  const left = moreAllowed({ allowing: [formula, ...denies], refusing: [] }, work);
  if (left === 'none') return 'denied';
  return left === 'onlyOnPaper' ? 'onlyOnPaper' : undefined;
}

/**
 * Statements that together do what the formula does, with as few as can be beside those that are `named` already. Those
 * before it in the text come first.
 */
function coveringStatements(
  formula: Formula,
  rest: readonly Formula[],
  work: Work,
  { named, isOnReal }: { readonly named: readonly CompiledStatement[]; readonly isOnReal: boolean },
): readonly CompiledStatement[] {
  const others = rest.filter(({ effect }) => effect === formula.effect);
  const alone: Formula = { ...formula, ...ALLOW };
  const isNamed = ({ source }: Formula) => source.statement !== undefined && named.includes(source.statement);
  const isCovered = (by: readonly Formula[]) => {
    if (!work.problem.meter.prepare(rest.length)) return false;
    const layer = { allowing: [alone], refusing: by };
    return isOnReal
      ? ['none', 'onlyOnPaper'].includes(moreAllowed(layer, work))
      : allowNothingMore([layer], work.problem);
  };
  const all = others.map((other): Formula => ({ ...other, ...ALLOW }));
  // What covers an Allow may be what Denies leave of it: then all others together are named.
  const unnamed = isCovered(all) ? all.filter((each) => !isNamed(each)) : [];
  const found = thinned(all, unnamed, isCovered, work).flatMap(({ source }) => source.statement ?? []);
  return [...new Set([...named, ...found])].sort((left, right) => left.source.index - right.source.index);
}

/** All but as many of the block as can go, the last first. Mostly nearly all can: they are tried together, then half by half. */
function thinned(
  all: readonly Formula[],
  block: readonly Formula[],
  isEnough: (formulas: readonly Formula[]) => boolean,
  work: Work,
): readonly Formula[] {
  const blocked = new Set(block);
  const without = all.filter((each) => !blocked.has(each));
  if (block.length === 0 || isEnough(without)) return without;
  if (block.length === 1 || work.problem.meter.isSpent()) return all;
  const middle = Math.ceil(block.length / 2);
  const left = thinned(all, block.slice(middle), isEnough, work);
  return thinned(left, block.slice(0, middle), isEnough, work);
}

/** Places in a list of which one could go. */
function placesIn(statement: CompiledStatement, element: EntryFinding['element']): readonly number[] {
  const list = element === 'action' ? statement.action?.patterns : statement.resource?.entries;
  return list === undefined || list.length < 2 ? [] : list.map((_, index) => index);
}

/** The work with another text in place of the statement. */
function withStatement(work: Work, statement: CompiledStatement, other: CompiledStatement): Work {
  const formula = formulaOf(other, work.policy, work.problem.formulaOptions);
  const formulas = work.formulas.flatMap((each) => (each.source.statement === statement ? (formula ?? []) : each));
  return { ...work, formulas };
}

/** Do the Denies leave nothing of the statement, on paper too? Where they do leave something that is known sooner than its worth. */
function isNothingLeft(statement: CompiledStatement, work: Work): boolean {
  const own = formulaIn(work, statement);
  const denies = work.formulas.filter(({ effect }) => effect === 'Deny');
  return own === undefined || isNeedless(own, [own, ...denies], work);
}

function isSameWithout({ statement, element, index }: EntryFinding, work: Work): boolean {
  const formula = formulaIn(work, statement);
  const shorter = formulaOf(
    withEntries(statement, element, (at) => at !== index),
    work.policy,
    work.problem.formulaOptions,
  );
  // A statement that never applies says nothing of its entries.
  if (formula === undefined || shorter === undefined) return false;
  const changed = work.formulas.map((each) => (each === formula ? shorter : each));
  return isSame(work.formulas, changed, work);
}

function withEntries(
  statement: CompiledStatement,
  element: EntryFinding['element'],
  isKept: (index: number) => boolean,
): CompiledStatement {
  const kept = <Entry>(entries: readonly Entry[]) => entries.filter((_, index) => isKept(index));
  const { action, resource } = statement;
  if (element === 'action' && action !== undefined)
    return { ...statement, action: { ...action, patterns: kept(action.patterns) } };
  if (resource === undefined) return statement;
  return { ...statement, resource: { ...resource, entries: kept(resource.entries) } };
}
