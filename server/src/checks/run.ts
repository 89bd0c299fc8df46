import { type CheckOptions, type CheckSeverity, DEFAULT_CHECK_OPTIONS } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { PolicyDocument, PolicyType, Statement } from '../policy/document';
import type { PolicySite } from '../policy/find';
import type { Finding, Fix } from './finding';
import { rules as allRules } from './index';
import { fillText } from './message';
import { appliesTo, type ListedRule, type ReportDetails, type RuleContext, type StatementContext } from './rule';
import { chosenSeverity, defaultSeverity, isEnabled, SEVERITIES, type SeverityTable } from './severity';
import { breakIn, type Soundness, soundnessOf } from './soundness';
import { type StatementFacts, statementFacts } from './statement-facts';

/** What the checks of one policy need. */
export interface CheckInput {
  readonly site: PolicySite;
  /** One, or several where a model uses the policy in several ways. */
  readonly types: readonly PolicyType[];
  readonly catalog: Catalog;
  /** Default: `DEFAULT_CHECK_OPTIONS`. */
  readonly options?: CheckOptions;
  /** Weakest first: the settings, the configuration file, its overrides. */
  readonly severities?: readonly SeverityTable[];
  /** True where the editor itself reports syntax errors of `json` and `jsonc` files. */
  readonly builtInJson?: boolean;
  /** Told when a rule throws: a bug of ours, which costs that rule's findings only. */
  readonly log?: (message: string) => void;
  /** For tests. */
  readonly rules?: readonly ListedRule[];
}

/**
 * The findings in one policy, by place, then code. Ranges and fixes count in the site's own text. A finding that two
 * types share comes once.
 */
export function checkSite(input: CheckInput): readonly Finding[] {
  return sorted(collect(input, rulesFor(input)));
}

/**
 * The findings that `checkSite` leaves to the editor (`builtInJson`): they are not reported, but their fixes are offered
 * as code actions.
 */
export function unreportedFindings(input: CheckInput): readonly Finding[] {
  if (!isLeftToEditor(input)) return [];
  return sorted(collect(input, enabledRules(input).filter(isSyntaxRule)));
}

/** The findings of one statement alone: what the local rules say of it. For an editor that knows which one changed. */
export function checkStatement(input: CheckInput, statement: Statement): readonly Finding[] {
  const run = startRun(input);
  runOnStatement(run, rulesFor(input), statementFacts(input.catalog, statement));
  return sorted(run.findings);
}

function rulesFor(input: CheckInput): readonly ListedRule[] {
  const enabled = enabledRules(input);
  return isLeftToEditor(input) ? enabled.filter((rule) => !isSyntaxRule(rule)) : enabled;
}

function enabledRules(input: CheckInput): readonly ListedRule[] {
  const { types, severities = [], rules = allRules } = input;
  return rules.filter((rule) => types.some((type) => appliesTo(rule, type)) && isEnabled(rule, severities));
}

function isLeftToEditor(input: CheckInput): boolean {
  return input.builtInJson === true && input.site.embedding === undefined;
}

function isSyntaxRule(rule: ListedRule): boolean {
  return rule.code === 'json-syntax';
}

interface Run {
  readonly input: CheckInput;
  readonly document: PolicyDocument;
  readonly soundness: Soundness;
  readonly statements: readonly StatementFacts[];
  readonly findings: Finding[];
  /** Place in `findings` of each, by what it says and where. */
  readonly places: Map<string, number>;
  /** Rules that threw: each is reported once. */
  readonly failed: Set<string>;
}

function startRun(input: CheckInput): Run {
  const { document } = input.site;
  return {
    input,
    document,
    soundness: soundnessOf(document),
    statements: document.statements.map((statement) => statementFacts(input.catalog, statement)),
    findings: [],
    places: new Map(),
    failed: new Set(),
  };
}

/** Local rules first, then those on the whole document. */
function collect(input: CheckInput, rules: readonly ListedRule[]): readonly Finding[] {
  const run = startRun(input);
  for (const facts of run.statements) runOnStatement(run, rules, facts);
  for (const rule of rules) runOnDocument(run, rule);
  return run.findings;
}

function runOnStatement(run: Run, rules: readonly ListedRule[], facts: StatementFacts): void {
  const limit = breakIn(run.soundness, facts.statement.node);
  for (const rule of rules) {
    if (rule.checkStatement === undefined) continue;
    if (limit !== undefined && rule.needsWholeStatement === true) continue;
    forEachType(run, rule, limit, (context) => rule.checkStatement?.(withFacts(context, facts)));
  }
}

/** The facts stay unread until a rule asks for them. */
function withFacts(context: RuleContext, facts: StatementFacts): StatementContext {
  return {
    ...context,
    statement: facts.statement,
    get actions() {
      return facts.actions;
    },
    get resources() {
      return facts.resources;
    },
    get principals() {
      return facts.principals;
    },
    get conditions() {
      return facts.conditions;
    },
  };
}

function runOnDocument(run: Run, rule: ListedRule): void {
  if (rule.checkDocument === undefined) return;
  if (!run.soundness.isWhole && rule.readsBrokenText !== true) return;
  forEachType(run, rule, undefined, (context) => rule.checkDocument?.(context));
}

function forEachType(run: Run, rule: ListedRule, limit: number | undefined, check: (context: RuleContext) => void) {
  for (const type of run.input.types) {
    if (!appliesTo(rule, type)) continue;
    try {
      check(contextFor(run, rule, type, limit));
    } catch (error) {
      noteFailure(run, rule, error);
    }
  }
}

/** `limit`: what reaches beyond it lies behind a break and is not said. */
function contextFor(run: Run, rule: ListedRule, type: PolicyType, limit: number | undefined): RuleContext {
  const { input, document } = run;
  return {
    document,
    tree: document.tree,
    type,
    types: input.types,
    catalog: input.catalog,
    options: input.options ?? DEFAULT_CHECK_OPTIONS,
    statements: run.statements,
    report: (at, messageId, data, details = {}) => {
      if (limit !== undefined && at.end > limit) return;
      const finding: Finding = {
        code: rule.code,
        severity: severityOf(run, rule, type, details),
        messageId,
        message: fillText(rule.messages[messageId] ?? messageId, data),
        data,
        range: { start: at.start, end: at.end },
        related: details.related ?? [],
        isUnnecessary: details.isUnnecessary ?? false,
        fixes: [],
        policyType: type,
      };
      addFinding(run, details.fixes === undefined ? finding : withFixes(run, rule, finding, details.fixes));
    },
    fix: (fixId, data, edits, details = {}) => makeFix(rule, fixId, data, edits, details),
  };
}

/** Fixes that cost something are made when somebody looks at them, and once. */
function withFixes(
  run: Run,
  rule: ListedRule,
  finding: Finding,
  fixes: readonly Fix[] | (() => readonly Fix[]),
): Finding {
  if (typeof fixes !== 'function') return { ...finding, fixes };
  let made: readonly Fix[] | undefined;
  return Object.defineProperty(finding, 'fixes', {
    enumerable: true,
    get: () => {
      made ??= madeBy(run, rule, fixes);
      return made;
    },
  });
}

function madeBy(run: Run, rule: ListedRule, fixes: () => readonly Fix[]): readonly Fix[] {
  try {
    return fixes();
  } catch (error) {
    logFailure(run, rule, error);
    return [];
  }
}

function severityOf(run: Run, rule: ListedRule, type: PolicyType, details: ReportDetails): CheckSeverity {
  const chosen = chosenSeverity(rule, run.input.severities ?? []);
  return chosen === undefined || chosen === 'off' ? defaultSeverity(rule, type, details.severityCase) : chosen;
}

function makeFix(
  rule: ListedRule,
  fixId: string,
  data: { readonly [name: string]: string | number },
  edits: Fix['edits'],
  details: { readonly isSafe?: boolean; readonly completeAt?: number },
): Fix {
  const text = rule.fixes?.[fixId];
  return {
    title: fillText(text?.title ?? fixId, data),
    edits,
    isSafe: text?.safe !== undefined && (details.isSafe ?? text.safe === true),
    effect: text?.effect ?? 'depends',
    ...(details.completeAt === undefined ? {} : { completeAt: details.completeAt }),
  };
}

/** The same under two types is said once, in its graver form. */
function addFinding(run: Run, finding: Finding): void {
  const key = `${finding.code} ${finding.range.start} ${finding.range.end} ${finding.message}`;
  const place = run.input.types.length > 1 ? run.places.get(key) : undefined;
  const twin = place === undefined ? undefined : run.findings[place];
  if (place === undefined || twin === undefined) {
    run.places.set(key, run.findings.length);
    run.findings.push(finding);
  } else if (rank(finding) < rank(twin)) run.findings[place] = finding;
}

function rank(finding: Finding): number {
  return SEVERITIES.indexOf(finding.severity);
}

/** The finding for a rule that threw, at the root's opening brace. It cannot be turned off: it is about us. */
function noteFailure(run: Run, rule: ListedRule, error: unknown): void {
  if (run.failed.has(rule.code)) return;
  run.failed.add(rule.code);
  run.input.log?.(
    `rule ${rule.code} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  const { start, end } = run.document.root;
  run.findings.push({
    code: 'internal-analysis-error',
    severity: 'warning',
    messageId: 'failed',
    message: `The check ${rule.code} failed on this policy, so its findings are missing here. The log has the details.`,
    data: { code: rule.code },
    range: { start, end: Math.min(start + 1, end) },
    related: [],
    isUnnecessary: false,
    fixes: [],
    policyType: run.input.types[0],
  });
}

function logFailure(run: Run, rule: ListedRule, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  run.input.log?.(`rule ${rule.code} failed: ${detail}`);
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (left, right) =>
      left.range.start - right.range.start || left.range.end - right.range.end || compare(left.code, right.code),
  );
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
