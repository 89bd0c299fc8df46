import type { CheckOptions, CheckSeverity } from '../../../shared/settings';
import type { PolicyType } from '../policy/document';
import { type FeatureSet, featureSet, hasAll } from './features';
import { appliesTo, type ListedRule } from './rule';
import { chosenSeverity, isEnabled, type SeverityTable } from './severity';

/** Which rules run: those that ask the comparison kernel cost more than the others, and may follow later. */
export type Pass = 'all' | 'withoutProofs' | 'proofs';

/** What decides which rules run. */
export interface PlanRequest {
  readonly rules: readonly ListedRule[];
  readonly types: readonly PolicyType[];
  readonly severities: readonly SeverityTable[];
  readonly pass: Pass;
  readonly scpDialect: CheckOptions['scpDialect'];
}

/** A rule that is on, with what is the same for every statement. */
export interface PlannedRule {
  readonly rule: ListedRule;
  /** The rule's functions and what is looked at before each call: rules are objects of many shapes, plans of one. */
  readonly checkStatement: ListedRule['checkStatement'];
  readonly checkDocument: ListedRule['checkDocument'];
  readonly needsWholeStatement: boolean;
  readonly needs: FeatureSet;
  /** Those of the policy's types that the rule is for, as places in the request's list. */
  readonly types: readonly number[];
  /** What the user says of it; undefined: its own severity. */
  readonly chosen: CheckSeverity | undefined;
}

export interface RulePlan {
  readonly onStatement: readonly PlannedRule[];
  /** Those of them that may have something to say of a statement with these features. Remembered. */
  onStatementWith(features: FeatureSet): readonly PlannedRule[];
  readonly onDocument: readonly PlannedRule[];
}

export type Planner = (request: PlanRequest) => RulePlan;

/** The rules that run for a request, in the order of the list. */
export function planRules({ rules, types, severities, pass, scpDialect }: PlanRequest): RulePlan {
  const planned = rules.flatMap((rule): PlannedRule[] => {
    if (!isInPass(rule, pass) || !isEnabled(rule, severities, scpDialect)) return [];
    const places = types.flatMap((type, place) => (appliesTo(rule, type) ? [place] : []));
    return places.length === 0 ? [] : [plannedRule(rule, places, chosenSeverity(rule, severities))];
  });
  const onStatement = planned.filter(({ rule }) => rule.checkStatement !== undefined);
  return {
    onStatement,
    onStatementWith: rememberedByFeatures((features) => onStatement.filter(({ needs }) => hasAll(features, needs))),
    onDocument: planned.filter(({ rule }) => rule.checkDocument !== undefined),
  };
}

/** Statements are of few sorts: some dozens in all of AWS's own policies. */
function rememberedByFeatures(select: RulePlan['onStatementWith']): RulePlan['onStatementWith'] {
  const known = new Map<FeatureSet, readonly PlannedRule[]>();
  return (features) => {
    const before = known.get(features);
    if (before !== undefined) return before;
    const selected = select(features);
    known.set(features, selected);
    return selected;
  };
}

function plannedRule(
  rule: ListedRule,
  types: readonly number[],
  chosen: CheckSeverity | 'off' | undefined,
): PlannedRule {
  return {
    rule,
    checkStatement: rule.checkStatement,
    checkDocument: rule.checkDocument,
    needsWholeStatement: rule.needsWholeStatement === true,
    needs: featureSet(rule.needs),
    types,
    chosen: chosen === 'off' ? undefined : chosen,
  };
}

function isInPass(rule: ListedRule, pass: Pass): boolean {
  return pass === 'all' || (rule.asksKernel === true) === (pass === 'proofs');
}

/** Different requests in one workspace are few: types and passes times folders with a configuration of their own. */
const MAX_PLANS = 64;

/** `planRules` that remembers: the same request gives the same plan. Lists are the same where their items are. */
export function createPlanner(): Planner {
  const known: { readonly request: PlanRequest; readonly plan: RulePlan }[] = [];
  return (request) => {
    const found = known.find((each) => isSame(each.request, request));
    if (found !== undefined) return found.plan;
    const plan = planRules(request);
    if (known.length >= MAX_PLANS) known.shift();
    known.push({ request, plan });
    return plan;
  };
}

function isSame(left: PlanRequest, right: PlanRequest): boolean {
  return (
    left.pass === right.pass &&
    left.scpDialect === right.scpDialect &&
    left.rules === right.rules &&
    haveSameItems(left.types, right.types) &&
    haveSameItems(left.severities, right.severities)
  );
}

function haveSameItems<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

/** The codes of the rules that ask the comparison kernel. */
export function kernelCodesOf(rules: readonly ListedRule[]): ReadonlySet<string> {
  return new Set(rules.flatMap(({ code, asksKernel }) => (asksKernel === true ? [code] : [])));
}
