import type {
  ElementResult,
  LayerResult,
  LayerOutcome as PublicOutcome,
  StatementResult,
} from '../../../shared/decision';
import type { Range } from '../syntax/tree';
import type { ActionIndex, CompiledPolicy, CompiledStatement } from './compiled';
import { type CompiledTest, decideTest, resolvedText, type TestOutcome } from './conditions';
import { setsDenyAside, type UnitDecision } from './decide';
import type { GroupHits, Hits } from './hits';
import type { AttachedPolicy } from './input';
import { isLeftOut } from './layer-state';
import { type LayerId, type PolicyGroup, type PreparedLayer, publicLayer } from './layers';
import { classOf, missingLinks, principalClass } from './principals';
import { type Refusal, refusalMessage } from './refusals';
import { resolvedEntry } from './resources';
import { type Run, withOwnNotes } from './run';
import { actionMatches, entriesMatch, hasOpenKey, matchingEntry, partsHold } from './statement';

/** Every layer with every statement and the reason for each part: the trace of a decision. */
export function explainLayers(decision: UnitDecision, hits: Hits): readonly LayerResult[] {
  const results = serviceLayer(decision);
  const run = withOwnNotes(decision.run);
  for (const layer of decision.unit.layers) {
    if (layer.state !== 'present' || isLeftOut(layer, run)) results.push(notEvaluated(layer, run));
    else for (const group of hits.layers.get(layer.id) ?? []) results.push(explainGroup(group, run));
  }
  return results;
}

function serviceLayer(decision: UnitDecision): LayerResult[] {
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

function notEvaluated(layer: PreparedLayer, run: Run): LayerResult {
  const why = whyAbsent(layer);
  return { layer: publicLayer(layer.id, run.input), at: null, outcome: 'notEvaluated', why, statements: [] };
}

function whyAbsent({ state, why }: PreparedLayer): string {
  if (state === 'unknown') return why ?? 'not known';
  if (state === 'notGiven') return 'not given, though the resource always has one';
  return why ?? 'does not apply';
}

function explainGroup({ group, denies, allows }: GroupHits, run: Run): LayerResult {
  const layer = publicLayer(group.layer, run.input);
  const statements = explainStatements(group, run);
  const { at } = group;
  if (denies.length > 0 && group.layer === 'resource' && setsDenyAside(run))
    return { layer, at, outcome: groupWord(group.layer, 0, allows.length), why: DENY_SET_ASIDE, statements };
  return { layer, at, outcome: groupWord(group.layer, denies.length, allows.length), statements };
}

const DENY_SET_ASIDE =
  "The owner's root user can always read, replace and delete a bucket policy: its Deny statements are set aside.";

/** RCPFullAWSAccess is always attached, so a level of RCPs without a Deny allows. */
function groupWord(id: LayerId, denies: number, allows: number): PublicOutcome {
  if (denies > 0) return 'explicitDeny';
  return allows > 0 || id === 'rcp' ? 'allowed' : 'implicitDeny';
}

function explainStatements(group: PolicyGroup, run: Run): readonly StatementResult[] {
  const results: StatementResult[] = [];
  for (const { attached, compiled } of group.policies) {
    const { denies, allows } = compiled.index.statementsFor(run.action);
    for (const statement of compiled.statements) {
      const isReached = (statement.effect === 'Deny' ? denies : allows).includes(statement);
      results.push(explainStatement({ statement, attached, compiled, isReached, run }));
    }
  }
  return results;
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
  readonly compiled: CompiledPolicy;
  /** The policy's index found the statement for the action. */
  readonly isReached: boolean;
  /** A run of its own, so that looking twice leaves no notes in the decision's. */
  readonly run: Run;
}

/** One statement of a policy for one request, whatever else there is. */
export function explainAlone(place: Pick<Explained, 'statement' | 'attached' | 'compiled'>, run: Run): StatementResult {
  const { denies, allows } = place.compiled.index.statementsFor(run.action);
  const isReached = (place.statement.effect === 'Deny' ? denies : allows).includes(place.statement);
  return explainStatement({ ...place, isReached, run: withOwnNotes(run) });
}

/** One statement with each of its parts: the same compiled form and the same tests as the decision. */
function explainStatement({ statement, attached, compiled, isReached, run }: Explained): StatementResult {
  const because: Draft<ElementResult>[] = [];
  const trace: Trace = { statement, attached, run, parts: because };
  if (!statement.isLive) traceRefusals(trace, compiled.refusals);
  traceAction(trace, compiled.index, isReached);
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
  readonly attached: AttachedPolicy;
  /** The parts so far. */
  readonly parts: Draft<ElementResult>[];
}

/** Adds a part with its place. */
function add({ attached, parts }: Trace, part: Draft<ElementResult>, node: Range): void {
  const range = attached.rangeOf?.(node);
  if (range !== undefined) part.range = range;
  parts.push(part);
}

/** What AWS would refuse in the statement comes first: it decides before any part is looked at. */
function traceRefusals(trace: Trace, refusals: readonly Refusal[]): void {
  const { statement } = trace;
  const { node } = statement.source;
  for (const refusal of refusals) {
    if (!refusal.isFatal || refusal.node.start < node.start || refusal.node.end > node.end) continue;
    add(trace, { element: 'Effect', matched: false, rule: refusalMessage(refusal) }, refusal.node);
  }
}

function traceAction(trace: Trace, index: ActionIndex, isReached: boolean): void {
  const { statement, run } = trace;
  const { action } = statement;
  if (action === undefined) return;
  const matched = statement.isLive && !action.hasStarStar ? isReached : actionMatches(action, run);
  const part: Draft<ElementResult> = { element: action.isNegated ? 'NotAction' : 'Action', matched };
  // An entry is named where one matches: for Action if the part matched, for NotAction if it did not.
  const hasEntry = matched !== action.isNegated;
  const entry = hasEntry ? action.element.entries[index.entryFor(statement, run.action)] : undefined;
  if (entry !== undefined) part.entry = entry.text;
  add(trace, part, entry?.node ?? action.element.member.value);
}

function tracePrincipal(trace: Trace): void {
  const { statement, run } = trace;
  const { principal, effect } = statement;
  if (principal === undefined) return;
  const { element, forms } = principal;
  const named = principalClass(principal, effect, run);
  if (element.isNegated) {
    const links = missingLinks(principal, run);
    const rule = links.length === 0 ? 'every link of the caller is listed' : `not listed: ${links.join(', ')}`;
    add(trace, { element: 'NotPrincipal', matched: named !== 'none', rule }, element.member.value);
    return;
  }
  const found = forms.find(({ form }) => named !== 'none' && classOf(form, effect, run) === named);
  const part: Draft<ElementResult> = { element: 'Principal', matched: named !== 'none' };
  if (found !== undefined) part.entry = found.entry.text;
  part.rule = named === 'none' ? 'no entry names the caller' : CLASS_WORDS[named];
  add(trace, part, found?.entry.node ?? element.member.value);
}

const CLASS_WORDS = {
  direct: 'names the caller directly',
  role: "names the caller's role",
  user: "names the session's parent user",
  account: 'names the account, which delegates to its identity policies',
} as const;

function traceResource(trace: Trace): void {
  const { statement, run } = trace;
  const { resource, effect } = statement;
  if (resource === undefined) return;
  const found = matchingEntry(resource, effect, run);
  const part: Draft<ElementResult> = {
    element: resource.isNegated ? 'NotResource' : 'Resource',
    matched: entriesMatch(resource, found, run),
  };
  const shown = found ?? (resource.entries.length === 1 ? resource.entries[0] : undefined);
  if (shown !== undefined) {
    part.entry = shown.entry.text;
    const resolved = resolvedEntry(shown, run);
    if (resolved !== undefined) part.resolved = resolved;
    else if (shown.form.kind === 'variables') part.rule = 'a policy variable has no value';
  }
  add(trace, part, shown?.entry.node ?? resource.element.member.value);
}

function traceConditions(trace: Trace): void {
  const { statement, run, parts } = trace;
  const failed: Draft<ElementResult>[] = parts.filter((part) => isBehindAction(part) && !part.matched);
  let allHold = failed.length === 0;
  for (const test of statement.tests) {
    const outcome = decideTest(test, run);
    allHold &&= outcome.holds;
    const part = conditionPart(test, outcome, run);
    if (!outcome.holds) failed.push(part);
    add(trace, part, test.source.member);
  }
  if (!hasOpenKey(statement, run)) return;
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
  add(trace, part, statement.source.elements.Condition?.value ?? statement.source.node);
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
