import { type CheckOptions, DEFAULT_CHECK_OPTIONS } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { PolicyType } from '../policy/document';
import type { PolicySite } from '../policy/find';
import { createKernel, type Kernel } from '../semantics/kernel';
import { askAboutDocument, askAboutStatement, askRules, documentContexts, type Run, startRun } from './ask';
import type { Finding } from './finding';
import { rules as allRules } from './index';
import type { ModelFacts } from './model-facts';
import { createPlanner, type Pass, type Planner, planRules, type RulePlan } from './plan';
import type { ProofLimits } from './proof-limits';
import type { ListedRule } from './rule';
import type { SeverityTable } from './severity';
import {
  areSameSurroundings,
  type KeptFinding,
  type KeptStatement,
  keptFindings,
  moved,
  type SiteMemory,
  statementText,
  surroundingsOf,
} from './site-memory';
import { createReaders, type Readers, type ReadStatement } from './statement-facts';
import { finished, type Steps } from './steps';

/** What the checks of one policy need. */
export interface CheckInput {
  readonly site: PolicySite;
  /** One, or several where a model uses the policy in several ways. */
  readonly types: readonly PolicyType[];
  readonly catalog: Catalog;
  /** Default: `DEFAULT_CHECK_OPTIONS`. */
  readonly options?: CheckOptions;
  /** Accounts of the identity model that governs the policy; undefined: none does. */
  readonly knownAccounts?: ReadonlySet<string> | undefined;
  /** What else the model says; undefined: none governs the policy. */
  readonly model?: ModelFacts | undefined;
  /** Weakest first: the settings, the configuration file, its overrides. */
  readonly severities?: readonly SeverityTable[];
  /** True where the editor itself reports syntax errors of `json` and `jsonc` files. */
  readonly builtInJson?: boolean;
  /** With the rules that ask the comparison kernel, without them, or those alone. Default: all rules. */
  readonly pass?: Pass;
  /** What such a rule may spend. Default: no limit. */
  readonly limits?: ProofLimits;
  /** Told when a rule throws: a bug of ours, which costs that rule's findings only. */
  readonly log?: (message: string) => void;
  /** What may be remembered between policies. */
  readonly cache?: CheckCache;
  /** What the last check of the same policy left; it is brought up to date. */
  readonly memory?: SiteMemory | undefined;
  /** For tests. */
  readonly rules?: readonly ListedRule[];
}

/** Answers that do not depend on the policy, kept by whoever checks many, or one again and again. For one catalog. */
export interface CheckCache {
  readonly plan: Planner;
  readonly readers: Readers;
  /** The comparison kernel, made when a rule first asks it something. */
  readonly kernel: () => Kernel;
}

export function createCheckCache(catalog: Catalog): CheckCache {
  return { plan: createPlanner(), readers: createReaders(catalog), kernel: kernelOnce(catalog) };
}

function kernelOnce(catalog: Catalog): () => Kernel {
  let kernel: Kernel | undefined;
  return () => {
    kernel ??= createKernel(catalog);
    return kernel;
  };
}

/**
 * The findings in one policy, by place, then code. Ranges and fixes count in the site's own text. A finding that two
 * types share comes once.
 */
export function checkSite(input: CheckInput): readonly Finding[] {
  return finished(checkInSteps(input));
}

/** `checkSite`, with a step for each statement and for each rule on the document. */
export function* checkInSteps(input: CheckInput): Steps<readonly Finding[]> {
  return sorted(yield* collect(input, input.rules ?? allRules, isLeftToEditor(input)));
}

/**
 * The findings that `checkSite` leaves to the editor (`builtInJson`): they are not reported, but their fixes are offered
 * as code actions.
 */
export function unreportedFindings(input: CheckInput): readonly Finding[] {
  if (!isLeftToEditor(input)) return [];
  const rules = (input.rules ?? allRules).filter(isSyntaxRule);
  return sorted(finished(collect({ ...input, memory: undefined }, rules, false)));
}

function isLeftToEditor(input: CheckInput): boolean {
  return input.builtInJson === true && input.site.embedding === undefined;
}

function isSyntaxRule(rule: ListedRule): boolean {
  return rule.code === SYNTAX_CODE;
}

const SYNTAX_CODE = 'json-syntax';

/** Local rules first, then those on the whole document. */
function* collect(input: CheckInput, rules: readonly ListedRule[], leavesSyntax: boolean): Steps<readonly Finding[]> {
  const { types, severities = [], pass = 'all', cache, options = DEFAULT_CHECK_OPTIONS } = input;
  const { scpDialect } = options;
  const plan = (cache?.plan ?? planRules)({ rules, types, severities, pass, scpDialect });
  const kernel = cache?.kernel ?? kernelOnce(input.catalog);
  const run = startRun({ ...input, kernel }, cache?.readers ?? createReaders(input.catalog));
  const local = yield* input.memory === undefined ? allLocal(run, plan) : changedLocal(run, plan, input.memory);
  const onDocument: Finding[][] = [];
  const contexts = documentContexts(run);
  for (const planned of plan.onDocument) {
    if (leavesSyntax && isSyntaxRule(planned.rule)) continue;
    onDocument.push(askAboutDocument(run, planned, contexts));
    yield;
  }
  return [...local, ...onDocument.flat(), ...run.failures];
}

function* allLocal(run: Run, plan: RulePlan): Steps<readonly Finding[]> {
  const findings: (readonly Finding[])[] = [];
  for (const facts of run.statements) {
    findings.push(yield* askAboutStatement(run, plan, facts));
    yield;
  }
  return findings.flat();
}

/** Asks about the statements that have changed since the last time. What is known is kept at each step, also if nobody wants the rest. */
function* changedLocal(run: Run, plan: RulePlan, memory: SiteMemory): Steps<readonly Finding[]> {
  const { catalog, options = DEFAULT_CHECK_OPTIONS } = run.input;
  const surroundings = surroundingsOf(run.document, { catalog, plan, options });
  const isSame = areSameSurroundings(memory.surroundings, surroundings);
  const kept = isSame ? memory.statements.slice(0, run.statements.length) : [];
  memory.statements = kept;
  memory.surroundings = surroundings;
  const findings: (readonly Finding[])[] = [];
  for (const [index, facts] of run.statements.entries()) {
    const known = kept[index];
    const text = statementText(run.document, facts.statement);
    if (known?.text === text) {
      findings.push(known.findings.map((each) => revived(run, plan, facts, each)));
      // Neither the old text nor the old facts: they may belong to a version that nobody else needs any more.
      kept[index] = { text, findings: known.findings, facts };
    } else {
      const thrown = run.thrown;
      const found = yield* askAboutStatement(run, plan, facts);
      findings.push(found);
      kept[index] = run.thrown > thrown ? undefined : toKeep(run, facts, text, found);
    }
    yield;
  }
  return findings.flat();
}

function toKeep(run: Run, facts: ReadStatement, text: string, found: readonly Finding[]): KeptStatement | undefined {
  const { node } = facts.statement;
  if (run.soundness.breaks.some((at) => node.start <= at && at <= node.end)) return undefined;
  const findings = keptFindings(found, facts.statement);
  return findings === undefined ? undefined : { text, findings, facts };
}

/** A finding of an earlier version at its place of now. Its fixes are made anew, when somebody looks at them. */
function revived(run: Run, plan: RulePlan, facts: ReadStatement, kept: KeptFinding): Finding {
  const finding = moved(kept, facts.statement.node.start);
  let fixes: Finding['fixes'] | undefined;
  const fixesNow = (): Finding['fixes'] => {
    const planned = plan.onStatement.filter(({ rule }) => rule.code === kept.code);
    return finished(askRules(run, planned, facts)).find((each) => isSame(each, finding))?.fixes ?? [];
  };
  return Object.defineProperty(finding, 'fixes', {
    enumerable: true,
    get: () => {
      fixes ??= fixesNow();
      return fixes;
    },
  }) as Finding;
}

function isSame(left: Finding, right: KeptFinding): boolean {
  return (
    left.code === right.code &&
    left.message === right.message &&
    left.range.start === right.range.start &&
    left.range.end === right.range.end
  );
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
