/** The actions of a comparison, cut into classes for each of which the same formulas of both sides decide. */
import { type ActionSet, addAll, addDifference, hasAction, numbersIn } from './action-sets';
import type { Literal } from './atoms';
import { type ExtraAction, selects } from './extra-actions';
import type { Formula } from './formulas';
import type { Meter } from './meter';

/** Formulas of one layer on one side that differ in nothing but their actions. */
export interface FormulaGroup {
  readonly layer: number;
  readonly key: string;
  readonly formulas: readonly Formula[];
  readonly actions: ActionSet;
  readonly isAllow: boolean;
  readonly literals: readonly Literal[];
}

/** A layer's groups on both sides. */
export interface LayerPair {
  readonly allowing: readonly FormulaGroup[];
  readonly refusing: readonly FormulaGroup[];
}

export interface ActionClass {
  /** Numbers of the catalog, ascending. */
  readonly numbers: readonly number[];
  readonly extras: readonly ExtraAction[];
  readonly layers: readonly LayerPair[];
}

export function groupFormulas(layer: number, formulas: readonly Formula[]): readonly FormulaGroup[] {
  const byKey = new Map<string, Formula[]>();
  for (const formula of formulas) {
    const group = byKey.get(formula.key);
    if (group === undefined) byKey.set(formula.key, [formula]);
    else group.push(formula);
  }
  return [...byKey].map(([key, members]) => ({
    layer,
    key,
    formulas: members,
    actions: unionOf(members),
    isAllow: members[0]?.effect === 'Allow',
    literals: members[0]?.literals ?? [],
  }));
}

function unionOf(formulas: readonly Formula[]): ActionSet {
  const [first, ...others] = formulas;
  if (first === undefined) return new Uint32Array(0);
  if (others.length === 0) return first.actions;
  const union = first.actions.slice();
  for (const { actions } of others) addAll(union, actions);
  return union;
}

/**
 * Classes of the actions for which the sides differ in some formula, and which the allowing side can allow at all. For all
 * other actions both sides decide alike. Undefined if the budget ran out.
 */
export function actionClasses(
  layers: readonly LayerPair[],
  extras: readonly ExtraAction[],
  meter: Meter,
): readonly ActionClass[] | undefined {
  const differing = differingActions(layers, meter);
  return differing && classesOf(layers, numbersIn(differing), extras, meter);
}

/** Those classes of names that the catalog lacks. */
export function extraClasses(
  layers: readonly LayerPair[],
  extras: readonly ExtraAction[],
  meter: Meter,
): readonly ActionClass[] | undefined {
  return classesOf(layers, [], extras, meter);
}

function classesOf(
  layers: readonly LayerPair[],
  numbers: readonly number[],
  extras: readonly ExtraAction[],
  meter: Meter,
): readonly ActionClass[] | undefined {
  const classes = new Map<string, { numbers: number[]; extras: ExtraAction[]; layers: readonly LayerPair[] }>();
  const cellOf = (isIn: (group: FormulaGroup) => boolean) => {
    const own = layers.map(({ allowing, refusing }) => ({
      allowing: allowing.filter(isIn),
      refusing: refusing.filter(isIn),
    }));
    if (!canAllow(own) || !own.some(differs)) return undefined;
    const key = own.map(keyOf).join('\n\n');
    const cell = classes.get(key) ?? { numbers: [], extras: [], layers: own };
    classes.set(key, cell);
    return cell;
  };
  const cells = new Map<string, ReturnType<typeof cellOf>>();
  const groups = layers.flatMap(({ allowing, refusing }) => [...allowing, ...refusing]);
  for (const number of numbers) {
    if (!meter.prepare(1 + (groups.length >> 2))) return undefined;
    // Most actions of a list are in the same groups: the long way is gone once for each kind.
    const signature = signatureOf(groups, number);
    let cell = cells.get(signature);
    if (cell === undefined && !cells.has(signature)) {
      if (!meter.prepare(CELL_STEPS * groups.length)) return undefined;
      cell = cellOf((group) => hasAction(group.actions, number));
      cells.set(signature, cell);
    }
    cell?.numbers.push(number);
  }
  const formulas = groups.flatMap((group) => group.formulas);
  const selecting = formulas.reduce(
    (sum, formula) => sum + CELL_STEPS + (formula.source.statement?.action?.patterns.length ?? 0),
    0,
  );
  for (const extra of extras) {
    if (!meter.prepare(selecting)) return undefined;
    cellOf((group) => group.formulas.some((formula) => selects(formula, extra.lowerName)))?.extras.push(extra);
  }
  return [...classes.values()];
}

/** A pass over the words of a set. */
const PASS_STEPS = 64;
/** What a group costs each time that a cell is made. */
const CELL_STEPS = 4;

function signatureOf(groups: readonly FormulaGroup[], number: number): string {
  const word = number >> 5;
  const bit = number & 31;
  let signature = '';
  let bits = 0;
  for (let at = 0; at < groups.length; at += 1) {
    bits = (bits << 1) | (((groups[at]?.actions[word] ?? 0) >>> bit) & 1);
    if (at % 15 === 14) {
      signature += String.fromCharCode(bits);
      bits = 0;
    }
  }
  return signature + String.fromCharCode(bits);
}

function keyOf({ allowing, refusing }: LayerPair): string {
  const keys = (groups: readonly FormulaGroup[]) => groups.map((group) => group.key).join('\n');
  return `${keys(allowing)}\n-\n${keys(refusing)}`;
}

/** Every layer of the allowing side has an Allow, and no Deny without conditions. */
function canAllow(layers: readonly LayerPair[]): boolean {
  return layers.every(
    ({ allowing }) =>
      allowing.some(({ isAllow }) => isAllow) &&
      !allowing.some(({ isAllow, literals }) => !isAllow && literals.length === 0),
  );
}

/** An Allow that only the allowing side has, or a Deny that only the refusing side has. Else nothing can be gained. */
function differs({ allowing, refusing }: LayerPair): boolean {
  const held = keysOf(allowing);
  const kept = keysOf(refusing);
  return (
    allowing.some(({ isAllow, key }) => isAllow && !kept.has(key)) ||
    refusing.some(({ isAllow, key }) => !isAllow && !held.has(key))
  );
}

export function keysOf(groups: readonly FormulaGroup[]): ReadonlySet<string> {
  return new Set(groups.map(({ key }) => key));
}

/** Undefined if the budget ran out. */
function differingActions(layers: readonly LayerPair[], meter: Meter): ActionSet | undefined {
  const words = layers.flatMap(({ allowing, refusing }) => [...allowing, ...refusing])[0]?.actions.length ?? 0;
  const differing = new Uint32Array(words);
  const none = new Uint32Array(words);
  for (const { allowing, refusing } of layers) {
    const right = new Map(refusing.map((group) => [group.key, group.actions]));
    for (const { key, actions } of allowing) {
      if (!meter.prepare(PASS_STEPS)) return undefined;
      addDifference(differing, actions, right.get(key) ?? none);
      right.delete(key);
    }
    for (const actions of right.values()) {
      if (!meter.prepare(PASS_STEPS)) return undefined;
      addAll(differing, actions);
    }
  }
  return differing;
}
