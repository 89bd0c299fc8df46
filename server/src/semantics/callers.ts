/** Who may ask: one caller for each way in which the principal elements of a question can tell callers apart. */
import type { CompiledPolicy } from '../evaluation/compiled';
import { type CompiledPrincipal, type MatchClass, principalClass } from '../evaluation/principals';
import { prepareRun, type Run, type ServiceFacts, startRun } from '../evaluation/run';
import { type NamedCaller, namedCallers, ORDINARY_USER } from './caller-kinds';
import type { Meter } from './meter';
import type { Strength } from './sides';
import { inputOf, RANK } from './verify';

export interface CallerSet {
  /** Equal for equal sets. */
  readonly key: string;
  readonly has: (index: number) => boolean;
}

export interface Callers {
  readonly count: number;
  /** The policies name principals; otherwise nothing is said of the caller. */
  readonly areNamed: boolean;
  /** An ordinary user where the number is undefined. */
  readonly at: (index: number | undefined) => NamedCaller;
  /** The callers that the element names at least that strongly. */
  readonly named: (
    principal: CompiledPrincipal,
    effect: 'Allow' | 'Deny',
    strength: Strength,
  ) => CallerSet | 'always' | 'never';
  readonly only: (index: number) => CallerSet;
}

/** What it costs to hold one caller against an element, beside its entries. */
const CALLER_STEPS = 8;

const ANYBODY: NamedCaller = { caller: ORDINARY_USER, boundary: undefined, isFresh: true };

/** Whom an element names is worth nothing once the meter is spent. */
export function createCallers(policies: readonly CompiledPolicy[], facts: ServiceFacts, meter: Meter): Callers {
  // An RCP is for everybody by its form.
  const naming = policies.filter(({ type }) => type !== 'rcp');
  const elements = naming.flatMap((policy) =>
    policy.statements.flatMap(({ principal }) => (principal === undefined ? [] : [principal])),
  );
  const all = elements.length === 0 ? [ANYBODY] : namedCallers(elements, naming[0]);
  const runs: (Run | undefined)[] = [];

  function runOf(index: number): Run {
    const known = runs[index];
    if (known !== undefined) return known;
    const { caller, boundary } = all[index] ?? ANYBODY;
    const input = inputOf({ action: '', resource: '*', caller, boundary, context: new Map() });
    const run = startRun(prepareRun(input, facts), { mode: 'exact', choices: new Map() });
    runs[index] = run;
    return run;
  }

  return {
    count: all.length,
    areNamed: elements.length > 0,
    at: (index) => all[index ?? 0] ?? ANYBODY,
    named: (principal, effect, strength) => {
      const steps = CALLER_STEPS + principal.forms.length;
      const isNamed = all.map(
        (_, index) => meter.prepare(steps) && reaches(principalClass(principal, effect, runOf(index)), strength),
      );
      if (isNamed.every((each) => each)) return 'always';
      return isNamed.some((each) => each) ? callerSet(isNamed) : 'never';
    },
    only: (wanted) => callerSet(all.map((_, index) => index === wanted)),
  };
}

function reaches(named: MatchClass, strength: Strength): boolean {
  return RANK[named] >= RANK[strength];
}

function callerSet(isIn: readonly boolean[]): CallerSet {
  return { key: isIn.map(Number).join(''), has: (index) => isIn[index] === true };
}
