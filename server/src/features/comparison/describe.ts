import type {
  AccessChange,
  ComparedStatement,
  ComparisonReason,
  ComparisonVerdict,
  PolicyChange,
} from '../../../../shared/comparison';
import type { CompiledPolicy, CompiledStatement } from '../../evaluation/compiled';
import { explainAlone } from '../../evaluation/explain';
import type { AttachedPolicy } from '../../evaluation/input';
import { refusalMessage } from '../../evaluation/refusals';
import { prepareRun, type Run, startRun } from '../../evaluation/run';
import type { AccessAnswer, AccessDifference, StatementPlace, Witness } from '../../semantics/answers';
import { ORDINARY_USER } from '../../semantics/caller-kinds';
import type { Kernel } from '../../semantics/kernel';
import { inputOf } from '../../semantics/verify';
import { type PrincipalFacts, witnessRequest } from './witness';
import { reasonMessage } from './words';

/** One of the two versions: its policies, each with the place where it stands. */
export interface ComparedVersion {
  readonly version: 'old' | 'new';
  readonly policies: ReadonlyMap<CompiledPolicy, AttachedPolicy>;
}

export interface DescribeOptions {
  readonly kernel: Kernel;
  readonly old: ComparedVersion;
  readonly new: ComparedVersion;
  /** Whose requests they are, where the comparison is about one principal. */
  readonly principal?: PrincipalFacts;
}

/** What the kernel found, in the files in which the versions stand. */
export type DescribedChange = Pick<PolicyChange, 'verdict' | 'gained' | 'lost' | 'reasons'>;

export function describeComparison(
  comparison: {
    readonly verdict: ComparisonVerdict;
    readonly gained: AccessAnswer;
    readonly lost: AccessAnswer;
  },
  options: DescribeOptions,
): DescribedChange {
  const gained: Direction = { ...options, allowing: options.new, refusing: options.old };
  const lost: Direction = { ...options, allowing: options.old, refusing: options.new };
  return {
    verdict: comparison.verdict,
    gained: changesIn(comparison.gained, gained),
    lost: changesIn(comparison.lost, lost),
    reasons: distinct([...reasonsIn(comparison.gained, gained), ...reasonsIn(comparison.lost, lost)]),
  };
}

interface Direction extends DescribeOptions {
  readonly allowing: ComparedVersion;
  readonly refusing: ComparedVersion;
}

function changesIn(answer: AccessAnswer, direction: Direction): readonly AccessChange[] {
  if (answer.kind !== 'differences') return [];
  return answer.differences.flatMap((difference) =>
    difference.kind === 'cannotTell' ? [] : [changeOf(difference, direction)],
  );
}

function changeOf(
  difference: Exclude<AccessDifference, { readonly kind: 'cannotTell' }>,
  { kernel, allowing, refusing, principal }: Direction,
): AccessChange {
  const { actions, statement, liftedDeny } = difference;
  const witness = difference.kind === 'witness' ? difference.witness : undefined;
  const run = witness && runOf(witness, kernel);
  const granting = statement && grantingStatement(statement, difference, allowing, { kernel, run });
  const granted = granting && comparedStatement(granting, allowing, run);
  const lifted = liftedDeny && comparedStatement(liftedDeny, refusing, run);
  const nearest = run === undefined || lifted !== undefined ? undefined : nearestAllow(refusing, run);
  return {
    actions: actions.names,
    actionCount: actions.count,
    accessLevels: actions.accessLevels,
    isFuture: actions.isFuture,
    granted: granted ?? null,
    lifted: lifted ?? null,
    nearest: nearest?.described ?? null,
    patterns: patternsOf(granting?.statement, nearest?.statement),
    witness: witness === undefined ? null : witnessRequest(witness, principal),
    onlyOnPaper: difference.kind === 'onlyOnPaper',
  };
}

/** Of statements with the same resources and conditions the kernel names the first one; what grants is the one with the action. */
function grantingStatement(
  named: StatementPlace,
  { actions }: AccessDifference,
  { policies }: ComparedVersion,
  { kernel, run }: { readonly kernel: Kernel; readonly run: Run | undefined },
): StatementPlace {
  const action = run?.action ?? kernel.facts.requestedAction(actions.names[0]?.toLowerCase() ?? '');
  if (named.policy.index.statementsFor(action).allows.includes(named.statement)) return named;
  const conditions = conditionText(named);
  const candidates = [...policies.keys()].flatMap((policy) =>
    policy.index.statementsFor(action).allows.map((statement) => ({ policy, statement })),
  );
  return candidates.find((each) => conditionText(each) === conditions) ?? candidates[0] ?? named;
}

function conditionText({ statement: { resource, tests } }: StatementPlace): string {
  const entries = resource?.element.entries.map(({ text }) => text).sort();
  const read = tests.map(({ source }) => [source.operator, source.key, source.values.map(({ text }) => text)]);
  return JSON.stringify([resource?.isNegated, entries, read]);
}

function runOf({ action, resource, caller, context }: Witness, kernel: Kernel): Run {
  const request = { action, resource, caller: caller ?? ORDINARY_USER, boundary: undefined, context };
  return startRun(prepareRun(inputOf(request), kernel.facts), { mode: 'exact', choices: new Map() });
}

function comparedStatement(
  { policy, statement }: StatementPlace,
  { version, policies }: ComparedVersion,
  run: Run | undefined,
): ComparedStatement | undefined {
  const attached = policies.get(policy);
  if (attached === undefined) return undefined;
  const { index, sid, node } = statement.source;
  return {
    uri: attached.uri ?? attached.policy,
    version,
    statement: index,
    sid: sid ?? null,
    effect: statement.effect,
    range: attached.rangeOf?.(node) ?? NO_RANGE,
    parts: run === undefined ? [] : explainAlone({ statement, attached, compiled: policy }, run).because,
  };
}

const NO_RANGE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

interface Nearest {
  readonly statement: CompiledStatement;
  readonly described: ComparedStatement;
}

/** The Allow about the action in which the fewest parts fail; the first one of several. */
function nearestAllow(version: ComparedVersion, run: Run): Nearest | undefined {
  let nearest: Nearest | undefined;
  for (const policy of version.policies.keys()) {
    for (const statement of policy.index.statementsFor(run.action).allows) {
      const described = comparedStatement({ policy, statement }, version, run);
      if (described === undefined || failures(described) === 0) continue;
      if (nearest === undefined || failures(described) < failures(nearest.described))
        nearest = { statement, described };
    }
  }
  return nearest;
}

function failures({ parts }: ComparedStatement): number {
  return parts.filter(({ matched }) => !matched).length;
}

/** The entries of a Resource that the nearest statement of the other version lacks, else all. */
function patternsOf(
  granting: CompiledStatement | undefined,
  nearest: CompiledStatement | undefined,
): readonly string[] {
  const entries = textsOf(granting);
  const known = new Set(textsOf(nearest));
  const fresh = entries.filter((entry) => !known.has(entry));
  return fresh.length > 0 ? fresh : entries;
}

function textsOf(statement: CompiledStatement | undefined): readonly string[] {
  return [...new Set(statement?.resource?.element.entries.map(({ text }) => text) ?? [])];
}

function reasonsIn(answer: AccessAnswer, { allowing, refusing }: Direction): readonly ComparisonReason[] {
  switch (answer.kind) {
    case 'none':
      return [];
    case 'refusedDocument':
      return answer.refused.flatMap(({ policy, refusal }): ComparisonReason[] =>
        [allowing, refusing]
          .filter(({ policies }) => policies.has(policy))
          .map(({ version, policies }) => ({
            code: 'refused',
            message: `AWS refuses the policy: ${refusalMessage(refusal)}`,
            range: policies.get(policy)?.rangeOf?.(refusal.node) ?? null,
            version,
          })),
      );
    case 'differences':
      return answer.differences.flatMap((difference) =>
        difference.kind === 'cannotTell' ? [cannotTell(difference, allowing)] : [],
      );
  }
}

function cannotTell(
  { reason, statement }: AccessDifference & { readonly kind: 'cannotTell' },
  { version, policies }: ComparedVersion,
): ComparisonReason {
  const range = statement && policies.get(statement.policy)?.rangeOf?.(statement.statement.source.node);
  return { code: reason, message: reasonMessage(reason, statement?.statement.source), range: range ?? null, version };
}

function distinct(reasons: readonly ComparisonReason[]): readonly ComparisonReason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}
