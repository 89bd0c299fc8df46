/** One question being worked on: its atoms, its theories, its callers, its budget. */
import { type AtomTable, createAtoms } from './atoms';
import { type Callers, createCallers } from './callers';
import type { Formula, FormulaOptions } from './formulas';
import type { Kernel } from './kernel';
import type { Meter } from './meter';
import type { Mode } from './realism';
import type { Side, Strength } from './sides';
import { createTheory, type Theory } from './theory';

export interface Problem {
  readonly kernel: Kernel;
  readonly allowing: Side;
  readonly refusing: Side;
  readonly strength: Strength;
  readonly meter: Meter;
  readonly atoms: AtomTable;
  readonly callers: Callers;
  readonly theory: (mode: Mode) => Theory;
  readonly formulaOptions: FormulaOptions;
  /** The Allow of a layer that allows what it does not deny. */
  readonly allowsAll: Formula;
}

export function createProblem(
  kernel: Kernel,
  given: Pick<Problem, 'allowing' | 'refusing' | 'strength' | 'meter'>,
): Problem {
  const { facts, actionSets } = kernel;
  const { meter, strength } = given;
  const atoms = createAtoms(facts);
  const policies = [given.allowing, given.refusing].flatMap((side) => side.layers.flatMap((layer) => layer.policies));
  const callers = createCallers(policies, facts);
  const options = { atoms, facts, meter, callerCount: callers.count };
  const theories = {
    arn: createTheory({ ...options, mode: 'arn' }),
    star: createTheory({ ...options, mode: 'star' }),
  };
  return {
    kernel,
    ...given,
    atoms,
    callers,
    theory: (mode) => theories[mode],
    formulaOptions: {
      atoms,
      actionSets,
      callerLiteral: (principal, effect) => {
        const named = callers.named(principal, effect, effect === 'Deny' ? 'account' : strength);
        if (named === 'always' || named === 'never') return named;
        return atoms.callers(named);
      },
    },
    allowsAll: {
      effect: 'Allow',
      actions: actionSets.all,
      literals: [],
      key: 'Allow ',
      source: { statement: undefined, policy: undefined },
    },
  };
}
