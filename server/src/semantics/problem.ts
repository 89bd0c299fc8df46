/** One question being worked on: its atoms, its theories, its callers, its budget. */
import { EVERY_NAME } from './action-names';
import type { Witness } from './answers';
import type { Model } from './assignments';
import { type AtomTable, createAtoms, type Literal } from './atoms';
import { type Callers, createCallers } from './callers';
import type { Formula, FormulaOptions } from './formulas';
import type { Kernel } from './kernel';
import type { KeyValues } from './key-tests';
import type { Meter } from './meter';
import { ownerLiterals } from './owners';
import { createProfiles, type Mode, type Profiles } from './realism';
import { ownersIn, type Side, type Strength } from './sides';
import { createTheory, type Theory } from './theory';

export interface Problem {
  readonly kernel: Kernel;
  readonly allowing: Side;
  readonly refusing: Side;
  readonly strength: Strength;
  readonly meter: Meter;
  readonly atoms: AtomTable;
  readonly callers: Callers;
  readonly profiles: Profiles;
  readonly theory: (mode: Mode) => Theory;
  readonly formulaOptions: FormulaOptions;
  /** Literals of the keys that are known beforehand. */
  readonly known: readonly Literal[];
  /** Accounts whose resources have layers of their own. */
  readonly owners: readonly string[];
  /** The evaluator's word on a model: undefined where it sees no difference. */
  readonly confirm: (action: string, model: Model, problem: Problem) => Witness | undefined;
  /** The Allow of a layer that allows what it does not deny. */
  readonly allowsAll: Formula;
}

export function createProblem(
  kernel: Kernel,
  given: Pick<Problem, 'allowing' | 'refusing' | 'strength' | 'meter' | 'confirm'> & {
    readonly knownKeys?: ReadonlyMap<string, KeyValues> | undefined;
  },
): Problem {
  const { facts, actionSets } = kernel;
  const { meter, strength } = given;
  const atoms = createAtoms(facts, meter);
  const policies = [given.allowing, given.refusing].flatMap((side) => side.layers.flatMap((layer) => layer.policies));
  const owners = ownersIn([given.allowing, given.refusing]);
  const callers = createCallers(policies, facts, meter);
  const options = { atoms, facts, meter, callerCount: callers.count };
  const theories = {
    arn: createTheory({ ...options, mode: 'arn' }),
    star: createTheory({ ...options, mode: 'star' }),
  };
  return {
    kernel,
    allowing: given.allowing,
    refusing: given.refusing,
    strength,
    meter,
    confirm: given.confirm,
    known: [
      ...[...(given.knownKeys ?? [])].map(([key, values]) => atoms.fixed(key.toLowerCase(), values)),
      ...ownerLiterals(owners, atoms),
    ],
    owners,
    atoms,
    callers,
    profiles: createProfiles({ facts, atoms }),
    theory: (mode) => theories[mode],
    formulaOptions: {
      atoms,
      actionSets,
      meter,
      callerLiteral: (principal, effect) => {
        const named = callers.named(principal, effect, effect === 'Deny' ? 'account' : strength);
        if (named === 'always' || named === 'never') return named;
        return atoms.callers(named);
      },
    },
    allowsAll: {
      effect: 'Allow',
      actions: actionSets.all,
      names: EVERY_NAME,
      literals: [],
      key: 'Allow ',
      source: { statement: undefined, policy: undefined },
      concerns: () => true,
    },
  };
}
