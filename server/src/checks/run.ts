import { type CheckOptions, DEFAULT_CHECK_OPTIONS } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { PolicyType } from '../policy/document';
import type { PolicySite } from '../policy/find';
import { createKernel, type Kernel } from '../semantics/kernel';
import { askAboutDocument, askAboutStatement, askRules, type Run, startRun } from './ask';
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
  return sorted(collect(input, input.rules ?? allRules, isLeftToEditor(input)));
}

/**
 * The findings that `checkSite` leaves to the editor (`builtInJson`): they are not reported, but their fixes are offered
 * as code actions.
 */
export function unreportedFindings(input: CheckInput): readonly Finding[] {
  if (!isLeftToEditor(input)) return [];
  return sorted(collect({ ...input, memory: undefined }, (input.rules ?? allRules).filter(isSyntaxRule), false));
}

function isLeftToEditor(input: CheckInput): boolean {
  return input.builtInJson === true && input.site.embedding === undefined;
}

function isSyntaxRule(rule: ListedRule): boolean {
  return rule.code === SYNTAX_CODE;
}

const SYNTAX_CODE = 'json-syntax';

/** Local rules first, then those on the whole document. */
function collect(input: CheckInput, rules: readonly ListedRule[], leavesSyntax: boolean): readonly Finding[] {
  const { types, severities = [], pass = 'all', cache, options = DEFAULT_CHECK_OPTIONS } = input;
  const { scpDialect } = options;
  const plan = (cache?.plan ?? planRules)({ rules, types, severities, pass, scpDialect });
  const kernel = cache?.kernel ?? kernelOnce(input.catalog);
  const run = startRun({ ...input, kernel }, cache?.readers ?? createReaders(input.catalog));
  const local = input.memory === undefined ? allLocal(run, plan) : changedLocal(run, plan, input.memory);
  const onDocument = plan.onDocument.filter(({ rule }) => !(leavesSyntax && isSyntaxRule(rule)));
  return [...local, ...askAboutDocument(run, onDocument), ...run.failures];
}

function allLocal(run: Run, plan: RulePlan): readonly Finding[] {
  return run.statements.flatMap((facts) => askAboutStatement(run, plan, facts));
}

/** Asks about the statements that have changed since the last time. */
function changedLocal(run: Run, plan: RulePlan, memory: SiteMemory): readonly Finding[] {
  const { catalog, options = DEFAULT_CHECK_OPTIONS } = run.input;
  const surroundings = surroundingsOf(run.document, { catalog, plan, options });
  const before = areSameSurroundings(memory.surroundings, surroundings) ? memory.statements : [];
  const findings: Finding[] = [];
  memory.statements = run.statements.map((facts, index) => {
    const known = before[index];
    const text = statementText(run.document, facts.statement);
    if (known?.text === text) {
      findings.push(...known.findings.map((kept) => revived(run, plan, facts, kept)));
      // Not the old text: it may be a part of one that nobody else needs any more.
      return { text, findings: known.findings, readings: known.readings };
    }
    return asked(run, plan, facts, text, findings);
  });
  memory.surroundings = surroundings;
  return findings;
}

function asked(
  run: Run,
  plan: RulePlan,
  facts: ReadStatement,
  text: string,
  findings: Finding[],
): KeptStatement | undefined {
  const thrown = run.thrown;
  const found = askAboutStatement(run, plan, facts);
  findings.push(...found);
  const isBroken = run.soundness.breaks.some(
    (at) => facts.statement.node.start <= at && at <= facts.statement.node.end,
  );
  const kept = isBroken || run.thrown > thrown ? undefined : keptFindings(found, facts.statement);
  return kept === undefined ? undefined : { text, findings: kept, readings: facts.readings };
}

/** A finding of an earlier version at its place of now. Its fixes are made anew, when somebody looks at them. */
function revived(run: Run, plan: RulePlan, facts: ReadStatement, kept: KeptFinding): Finding {
  const finding = moved(kept, facts.statement.node.start);
  let fixes: Finding['fixes'] | undefined;
  const fixesNow = (): Finding['fixes'] => {
    const planned = plan.onStatement.filter(({ rule }) => rule.code === kept.code);
    return askRules(run, planned, facts).find((each) => isSame(each, finding))?.fixes ?? [];
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
