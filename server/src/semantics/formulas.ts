/** Compiled policies as formulas: each statement a set of actions and a conjunction of literals. */
import type { CompiledPolicy, CompiledStatement } from '../evaluation/compiled';
import type { CompiledPrincipal } from '../evaluation/principals';
import type { ActionNames } from './action-names';
import { type ActionSet, type ActionSets, intersect, isResourceControlled } from './action-sets';
import type { AtomTable, Literal } from './atoms';
import type { Meter } from './meter';

/** A statement as the search reads it. */
export interface Formula {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: ActionSet;
  /** What the action part says of names that the catalog lacks. */
  readonly names: ActionNames;
  /** Ascending, each once. */
  readonly literals: readonly Literal[];
  /** Equal for statements that apply to the same requests, their actions aside. */
  readonly key: string;
  readonly source: FormulaSource;
  /** False for names on which statements of the policy type have no effect: services without RCPs. */
  readonly concerns: (lowerName: string) => boolean;
}

/** The formulas of one layer: those of the side that has to allow, and those of the side that has to refuse. */
export interface FormulaLayer {
  readonly allowing: readonly Formula[];
  readonly refusing: readonly Formula[];
}

/** Where a formula comes from. */
export interface FormulaSource {
  /** Undefined for what no document says: the Allow that every RCP level implies. */
  readonly statement: CompiledStatement | undefined;
  readonly policy: CompiledPolicy | undefined;
}

const STATEMENT_STEPS = 64;
const ENTRY_STEPS = 16;

export interface FormulaOptions {
  readonly atoms: AtomTable;
  readonly actionSets: ActionSets;
  readonly meter: Meter;
  /** The literal that says whom a principal element names; undefined where the element says nothing. */
  readonly callerLiteral: (principal: CompiledPrincipal, effect: 'Allow' | 'Deny') => Literal | 'always' | 'never';
}

/** The statements that can apply at all. Where the meter is spent some are left out: whoever asks has to look at it. */
export function formulasOf(policy: CompiledPolicy, options: FormulaOptions): readonly Formula[] {
  const found: Formula[] = [];
  for (const statement of policy.statements) {
    const formula = formulaOf(statement, policy, options);
    if (options.meter.isSpent()) break;
    if (formula !== undefined) found.push(formula);
  }
  return found;
}

/** Undefined for a statement that never applies. */
export function formulaOf(
  statement: CompiledStatement,
  policy: CompiledPolicy,
  { atoms, actionSets, callerLiteral, meter }: FormulaOptions,
): Formula | undefined {
  const { action, resource, principal, tests, effect } = statement;
  if (!statement.isLive || action === undefined) return undefined;
  meter.prepare(STATEMENT_STEPS + ENTRY_STEPS * action.patterns.length);
  const version = policy.document.languageVersion;
  const parts = [
    ...(resource === undefined ? [] : [atoms.resource(resource, version)]),
    ...(principal === undefined ? [] : [callerLiteral(principal, effect)]),
    ...tests.map((test) => atoms.test(test, version)),
  ];
  const literals = conjunction(parts);
  if (literals === undefined) return undefined;
  const list = actionSets.of(action.patterns.filter(({ pattern }) => pattern !== undefined).map(({ text }) => text));
  const named = action.isNegated ? list.others() : list.named;
  const isLimited = policy.type === 'rcp';
  return {
    effect,
    actions: isLimited ? intersect(named, actionSets.resourceControlled()) : named,
    names: list.names,
    literals,
    key: `${effect} ${literals.join()}`,
    source: { statement, policy },
    concerns: isLimited ? isResourceControlled : everyName,
  };
}

function everyName(): boolean {
  return true;
}

/** Undefined if the parts contradict each other. */
function conjunction(parts: readonly (Literal | 'always' | 'never')[]): readonly Literal[] | undefined {
  const literals = new Set<Literal>();
  for (const part of parts) {
    if (part === 'never') return undefined;
    if (part !== 'always') literals.add(part);
  }
  const sorted = [...literals].sort((left, right) => left - right);
  return sorted.some((literal) => literals.has(-literal)) ? undefined : sorted;
}
