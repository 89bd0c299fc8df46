import type {
  ElementResult,
  LayerResult,
  LayerOutcome as PublicOutcome,
  StatementResult,
} from '../../../shared/decision';
import { matches } from '../language/pattern';
import type { Range } from '../syntax/tree';
import type { CompiledStatement } from './compiled';
import { type CompiledTest, decideTest, resolvedText, type TestOutcome } from './conditions';
import type { UnitDecision } from './decide';
import type { AttachedPolicy } from './input';
import { type LayerId, type LayerOutcome, type PolicyGroup, publicLayer } from './layers';
import { classOf, missingLinks, principalClass } from './principals';
import { type Refusal, refusalMessage } from './refusals';
import { resolvedEntry, resourceMatches } from './resources';
import type { Run } from './run';
import { actionMatches, partsHold, resourcePartMatches } from './statement';

/** The layers in the order of the public result. */
const LAYER_ORDER: readonly LayerId[] = ['scp', 'rcp', 'vpce', 'resource', 'identity', 'boundary', 'session'];

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
  const place: Draft<StatementPlace> = { policy: attached.policy, statement: source.index, sid: source.sid ?? null };
  if (attached.uri !== undefined) place.uri = attached.uri;
  if (attached.pointer !== undefined) place.pointer = attached.pointer;
  const range = attached.rangeOf?.(source.node);
  if (range !== undefined) place.range = range;
  return place;
}

/** Results are filled in part by part: copying them for each optional property would cost more than the decision. */
type Draft<Result> = { -readonly [Name in keyof Result]: Result[Name] };

type StatementPlace = Omit<StatementResult, 'effect' | 'matched' | 'because'>;

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
  const because: Draft<ElementResult>[] = [];
  const trace: Trace = {
    statement,
    run,
    parts: because,
    add: (part, node) => {
      const range = attached.rangeOf?.(node);
      if (range !== undefined) part.range = range;
      because.push(part);
    },
  };
  if (!statement.isLive) traceRefusals(trace, refusals);
  traceAction(trace, isReached);
  tracePrincipal(trace);
  traceResource(trace);
  traceConditions(trace);
  const matched = isReached && because.every((part) => part.matched);
  return Object.assign(statementPlace(attached, statement), {
    effect: statement.source.effect ?? null,
    matched,
    because,
  });
}

/** The statement at hand, and where its parts go. */
interface Trace {
  readonly statement: CompiledStatement;
  readonly run: Run;
  /** The parts so far. */
  readonly parts: readonly Draft<ElementResult>[];
  readonly add: (part: Draft<ElementResult>, node: Range) => void;
}

/** What AWS would refuse in the statement comes first: it decides before any part is looked at. */
function traceRefusals({ statement, add }: Trace, refusals: readonly Refusal[]): void {
  const { node } = statement.source;
  for (const refusal of refusals) {
    if (!refusal.isFatal || refusal.node.start < node.start || refusal.node.end > node.end) continue;
    add({ element: 'Effect', matched: false, rule: refusalMessage(refusal) }, refusal.node);
  }
}

function traceAction({ statement, run, add }: Trace, isReached: boolean): void {
  const { action } = statement;
  if (action === undefined) return;
  const matched = statement.isLive && !action.hasStarStar ? isReached : actionMatches(action, run);
  const part: Draft<ElementResult> = { element: action.isNegated ? 'NotAction' : 'Action', matched };
  // An entry is named where one matches: for Action if the part matched, for NotAction if it did not.
  const index =
    matched === action.isNegated
      ? -1
      : action.patterns.findIndex(({ pattern }) => pattern !== undefined && matches(pattern, run.lowerAction));
  const entry = action.element.entries[index];
  if (entry !== undefined) part.entry = entry.text;
  add(part, entry?.node ?? action.element.member.value);
}

function tracePrincipal({ statement, run, add }: Trace): void {
  const { principal, effect } = statement;
  if (principal === undefined) return;
  const { element, forms } = principal;
  const named = principalClass(principal, effect, run);
  if (element.isNegated) {
    const links = missingLinks(principal, run);
    const rule = links.length === 0 ? 'every link of the caller is listed' : `not listed: ${links.join(', ')}`;
    add({ element: 'NotPrincipal', matched: named !== 'none', rule }, element.member.value);
    return;
  }
  const found = forms.find(({ form }) => named !== 'none' && classOf(form, effect, run) === named);
  const part: Draft<ElementResult> = { element: 'Principal', matched: named !== 'none' };
  if (found !== undefined) part.entry = found.entry.text;
  part.rule = named === 'none' ? 'no entry names the caller' : CLASS_WORDS[named];
  add(part, found?.entry.node ?? element.member.value);
}

const CLASS_WORDS = {
  direct: 'names the caller directly',
  role: "names the caller's role",
  user: "names the session's parent user",
  account: 'names the account, which delegates to its identity policies',
} as const;

function traceResource({ statement, run, add }: Trace): void {
  const { resource, effect } = statement;
  if (resource === undefined) return;
  const part: Draft<ElementResult> = {
    element: resource.isNegated ? 'NotResource' : 'Resource',
    matched: resourcePartMatches(statement, run),
  };
  const extent = (effect === 'Allow') === (run.mode === 'optimistic') ? 'some' : 'all';
  const found = resource.entries.find((entry) => resourceMatches(entry, run, extent, effect === 'Allow'));
  const shown = found ?? (resource.entries.length === 1 ? resource.entries[0] : undefined);
  if (shown !== undefined) {
    part.entry = shown.entry.text;
    const resolved = resolvedEntry(shown, run);
    if (resolved !== undefined) part.resolved = resolved;
    else if (shown.form.kind === 'variables') part.rule = 'a policy variable has no value';
  }
  add(part, shown?.entry.node ?? resource.element.member.value);
}

function traceConditions({ statement, run, add, parts }: Trace): void {
  const failed: Draft<ElementResult>[] = parts.filter((part) => isBehindAction(part) && !part.matched);
  let allHold = failed.length === 0;
  for (const test of statement.tests) {
    const outcome = decideTest(test, run);
    allHold &&= outcome.holds;
    const part = conditionPart(test, outcome, run);
    if (!outcome.holds) failed.push(part);
    add(part, test.source.member);
  }
  const holds = partsHold(statement, run);
  if (allHold === holds) return;
  if (holds) {
    markTried(failed);
    return;
  }
  // Every way in which an open key can come out was tried, and that decided.
  const part: Draft<ElementResult> = {
    element: 'Condition',
    matched: holds,
    rule: 'tried with each value that the key can have',
  };
  add(part, statement.source.elements.Condition?.value ?? statement.source.node);
}

function isBehindAction({ element }: ElementResult): boolean {
  return element === 'Resource' || element === 'NotResource';
}

/** A Deny applies on any value that a key can have: the parts that hold for one of them match. */
function markTried(parts: readonly Draft<ElementResult>[]): void {
  for (const part of parts) {
    part.matched = true;
    part.rule = 'true for one of the values that the key can have';
  }
}

function conditionPart(test: CompiledTest, outcome: TestOutcome, run: Run): Draft<ElementResult> {
  const { actual, rule } = outcome;
  const part: Draft<ElementResult> = {
    element: 'Condition',
    matched: outcome.holds,
    operator: test.source.operator,
    key: test.source.key,
    expected: test.values.map((value) => value.text),
    actual: actual !== null && actual.length === 1 ? (actual[0] ?? null) : actual,
  };
  const withVariables = test.values.find((value) => value.parts !== undefined)?.parts;
  const resolved = withVariables && resolvedText(withVariables, run);
  if (resolved !== undefined) part.resolved = resolved;
  if (rule !== undefined) part.rule = rule;
  return part;
}
