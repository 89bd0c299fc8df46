import type {
  ElementResult,
  LayerResult,
  LayerOutcome as PublicOutcome,
  StatementResult,
  TextRange,
} from '../../../shared/decision';
import { matches } from '../language/pattern';
import type { Range } from '../syntax/tree';
import type { CompiledStatement } from './compile';
import { decideTest, resolvedText } from './conditions';
import type { UnitDecision } from './decide';
import type { AttachedPolicy } from './input';
import { type LayerId, type LayerOutcome, type PolicyGroup, publicLayer } from './layers';
import { classOf, missingLinks, principalClass } from './principals';
import { type Refusal, refusalMessage } from './refusals';
import { resolvedEntry, resourceMatches } from './resources';
import type { Run } from './run';
import { actionMatches, conditionsHold, resourcePartMatches } from './statement';

/** The layers in the order of the public result. */
export const LAYER_ORDER: readonly LayerId[] = ['scp', 'rcp', 'vpce', 'resource', 'identity', 'boundary', 'session'];

/** Every layer with every statement and the reason for each part: the trace of a decision. */
export function explainLayers(decision: UnitDecision): readonly LayerResult[] {
  const service = serviceLayer(decision);
  const layers = LAYER_ORDER.flatMap((id) => {
    const outcome = decision.layers.get(id);
    return outcome === undefined ? [] : explainLayer(outcome, decision);
  });
  return [...service, ...layers];
}

function serviceLayer(decision: UnitDecision): readonly LayerResult[] {
  const refusal = decision.gaps.find((gap) => gap.layer === 'service');
  const base = { layer: 'service', at: null, statements: [] } as const;
  if (decision.blockedBy === 'service') return [{ ...base, outcome: 'explicitDeny', why: PUBLIC_ACCESS_BLOCKED }];
  if (refusal !== undefined)
    return [{ ...base, outcome: 'implicitDeny', why: refusal.reason ?? 'The service refuses the call.' }];
  return decision.isServiceAllow
    ? [{ ...base, outcome: 'allowed', why: 'The service allows this call without any policy.' }]
    : [];
}

/** Why S3 Block Public Access shuts a caller out. */
export const PUBLIC_ACCESS_BLOCKED =
  'S3 Block Public Access (RestrictPublicBuckets) is on and the bucket policy has a public statement, so other accounts are shut out.';

function explainLayer(outcome: LayerOutcome, decision: UnitDecision): readonly LayerResult[] {
  const { prepared, groups } = outcome;
  const layer = publicLayer(prepared.id, decision.run.input);
  if (prepared.state !== 'present')
    return [{ layer, at: null, outcome: 'notEvaluated', why: whyAbsent(outcome), statements: [] }];
  return groups.map(({ group, denies, allows }) => ({
    layer,
    at: group.at,
    outcome: groupWord(prepared.id, denies.length, allows.length),
    statements: explainGroup(group, decision.run),
  }));
}

function whyAbsent({ prepared }: LayerOutcome): string {
  if (prepared.state === 'unknown') return prepared.why ?? 'not known';
  if (prepared.state === 'notGiven') return 'not given, though the resource always has one';
  return prepared.why ?? 'does not apply';
}

/** RCPFullAWSAccess is always attached, so a level of RCPs without a Deny allows. */
function groupWord(id: LayerId, denies: number, allows: number): PublicOutcome {
  if (denies > 0) return 'explicitDeny';
  return allows > 0 || id === 'rcp' ? 'allowed' : 'implicitDeny';
}

function explainGroup(group: PolicyGroup, run: Run): readonly StatementResult[] {
  const notes: Run = { ...run, met: new Map(), missing: new Map(), readKeys: new Set() };
  return group.policies.flatMap(({ attached, compiled }) => {
    const reached = new Set(compiled.index.statementsFor(run.lowerAction));
    return compiled.statements.map((statement) =>
      explainStatement({
        statement,
        attached,
        refusals: compiled.refusals,
        isReached: reached.has(statement),
        run: notes,
      }),
    );
  });
}

/** What a result says of where a statement stands. */
export function statementPlace(
  attached: AttachedPolicy,
  statement: CompiledStatement,
): Omit<StatementResult, 'effect' | 'matched' | 'because'> {
  const { source } = statement;
  const range = attached.rangeOf?.(source.node);
  return {
    policy: attached.policy,
    ...(attached.uri === undefined ? {} : { uri: attached.uri }),
    ...(attached.pointer === undefined ? {} : { pointer: attached.pointer }),
    statement: source.index,
    sid: source.sid ?? null,
    ...(range === undefined ? {} : { range }),
  };
}

interface Explained {
  readonly statement: CompiledStatement;
  readonly attached: AttachedPolicy;
  readonly refusals: readonly Refusal[];
  /** The policy's index found the statement for the action. */
  readonly isReached: boolean;
  /** A run of its own, so that looking twice leaves no notes in the decision's. */
  readonly run: Run;
}

/** One statement with each of its parts: the same compiled form and the same tests as the decision. */
function explainStatement({ statement, attached, refusals, isReached, run }: Explained): StatementResult {
  const rangeOf = (range: Range | undefined): TextRange | undefined =>
    range === undefined ? undefined : attached.rangeOf?.(range);
  const because = [
    ...refusedParts(statement, refusals, rangeOf),
    ...actionPart(statement, isReached, run, rangeOf),
    ...principalPart(statement, run, rangeOf),
    ...resourcePart(statement, run, rangeOf),
    ...conditionParts(statement, run, rangeOf),
  ];
  const matched = isReached && because.every((part) => part.matched);
  return { ...statementPlace(attached, statement), effect: statement.source.effect ?? null, matched, because };
}

type RangeOf = (range: Range | undefined) => TextRange | undefined;

function withRange(result: ElementResult, range: TextRange | undefined): ElementResult {
  return range === undefined ? result : { ...result, range };
}

/** What AWS would refuse in the statement comes first: it decides before any part is looked at. */
function refusedParts(
  statement: CompiledStatement,
  refusals: readonly Refusal[],
  rangeOf: RangeOf,
): readonly ElementResult[] {
  if (statement.isLive) return [];
  const { node } = statement.source;
  return refusals
    .filter((refusal) => refusal.isFatal && refusal.node.start >= node.start && refusal.node.end <= node.end)
    .map((refusal) =>
      withRange({ element: 'Effect', matched: false, rule: refusalMessage(refusal) }, rangeOf(refusal.node)),
    );
}

function actionPart(
  statement: CompiledStatement,
  isReached: boolean,
  run: Run,
  rangeOf: RangeOf,
): readonly ElementResult[] {
  const { action } = statement;
  if (action === undefined) return [];
  const matched = statement.isLive && !action.hasStarStar ? isReached : actionMatches(action, run);
  // An entry is named where one matches: for Action if the part matched, for NotAction if it did not.
  const index =
    matched === action.isNegated
      ? -1
      : action.patterns.findIndex(({ pattern }) => pattern !== undefined && matches(pattern, run.lowerAction));
  const entry = action.element.entries[index];
  const result: ElementResult = {
    element: action.isNegated ? 'NotAction' : 'Action',
    matched,
    ...(entry === undefined ? {} : { entry: entry.text }),
  };
  return [withRange(result, rangeOf(entry?.node ?? action.element.member.value))];
}

function principalPart(statement: CompiledStatement, run: Run, rangeOf: RangeOf): readonly ElementResult[] {
  const { principal } = statement;
  if (principal === undefined) return [];
  const { element, forms } = principal;
  const range = rangeOf(element.member.value);
  if (element.isNegated) {
    const links = missingLinks(principal, run);
    const rule = links.length === 0 ? 'every link of the caller is listed' : `not listed: ${links.join(', ')}`;
    return [
      withRange(
        { element: 'NotPrincipal', matched: principalClass(principal, statement.effect, run) !== 'none', rule },
        range,
      ),
    ];
  }
  const named = principalClass(principal, statement.effect, run);
  const found = forms.find(({ form }) => named !== 'none' && classOf(form, statement.effect, run) === named);
  const result: ElementResult = {
    element: 'Principal',
    matched: named !== 'none',
    ...(found === undefined ? {} : { entry: found.entry.text }),
    rule: named === 'none' ? 'no entry names the caller' : CLASS_WORDS[named],
  };
  return [withRange(result, found === undefined ? range : rangeOf(found.entry.node))];
}

const CLASS_WORDS = {
  direct: 'names the caller directly',
  role: "names the caller's role",
  user: "names the session's parent user",
  account: 'names the account, which delegates to its identity policies',
} as const;

function resourcePart(statement: CompiledStatement, run: Run, rangeOf: RangeOf): readonly ElementResult[] {
  const { resource, effect } = statement;
  if (resource === undefined) return [];
  const matched = resourcePartMatches(statement, run);
  const extent = (effect === 'Allow') === (run.mode === 'optimistic') ? 'some' : 'all';
  const found = resource.entries.find((entry) => resourceMatches(entry, run, extent, effect === 'Allow'));
  const shown = found ?? (resource.entries.length === 1 ? resource.entries[0] : undefined);
  const resolved = shown && resolvedEntry(shown, run);
  const isUnresolved = shown?.form.kind === 'variables' && resolved === undefined;
  const result: ElementResult = {
    element: resource.isNegated ? 'NotResource' : 'Resource',
    matched,
    ...(shown === undefined ? {} : { entry: shown.entry.text }),
    ...(resolved === undefined ? {} : { resolved }),
    ...(isUnresolved ? { rule: 'a policy variable has no value' } : {}),
  };
  return [withRange(result, rangeOf(shown?.entry.node ?? resource.element.member.value))];
}

function conditionParts(statement: CompiledStatement, run: Run, rangeOf: RangeOf): readonly ElementResult[] {
  const parts = statement.tests.map((test): ElementResult => {
    const outcome = decideTest(test, run);
    const resolved = test.values
      .map((value) => (value.parts === undefined ? undefined : resolvedText(value.parts, run)))
      .find((text) => text !== undefined);
    const result: ElementResult = {
      element: 'Condition',
      matched: outcome.holds,
      operator: test.source.operator,
      key: test.source.key,
      expected: test.values.map((value) => value.text),
      actual: outcome.actual !== null && outcome.actual.length === 1 ? (outcome.actual[0] ?? null) : outcome.actual,
      ...(resolved === undefined ? {} : { resolved }),
      ...(outcome.rule === undefined ? {} : { rule: outcome.rule }),
    };
    return withRange(result, rangeOf(test.source.member));
  });
  const holds = conditionsHold(statement, run);
  // Every way in which an open key can come out was tried, and that decided.
  if (parts.length === 0 || parts.every((part) => part.matched) === holds) return parts;
  return [...parts, { element: 'Condition', matched: holds, rule: 'tried with each value that the key can have' }];
}
