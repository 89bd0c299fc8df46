import { type CheckOptions, type CheckSeverity, DEFAULT_CHECK_OPTIONS } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { PolicyDocument, PolicyType, Statement } from '../policy/document';
import type { PolicySite } from '../policy/find';
import type { Kernel } from '../semantics/kernel';
import type { Range, Tree } from '../syntax/tree';
import type { ActionEntry } from './action-entries';
import type { ConditionEntry } from './condition-entries';
import { featuresOf } from './features';
import type { Finding, Fix } from './finding';
import { fillText } from './message';
import type { ModelFacts } from './model-facts';
import type { PlannedRule, RulePlan } from './plan';
import { type PolicyProofs, policyProofs } from './policy-proofs';
import type { PrincipalFact } from './principal-entries';
import { type ProofLimits, UNLIMITED } from './proof-limits';
import type { ResourceEntry } from './resource-entries';
import type { ReportDetails, RuleContext, StatementContext } from './rule';
import { defaultSeverity, SEVERITIES } from './severity';
import type { SiteMemory } from './site-memory';
import { breakIn, type Soundness, soundnessOf } from './soundness';
import { type Readers, type ReadStatement, type StatementFacts, statementFacts } from './statement-facts';
import type { Steps } from './steps';
import type { VariableUse } from './variable-uses';

/** One policy while rules are asked about it. */
export interface Run {
  readonly input: RunInput;
  readonly document: PolicyDocument;
  readonly soundness: Soundness;
  readonly statements: readonly ReadStatement[];
  /** `internal-analysis-error`, once for each rule that threw. */
  readonly failures: Finding[];
  /** How often a rule has thrown. */
  thrown: number;
  /** What the kernel has proved, by type. */
  readonly proofs: Map<PolicyType, PolicyProofs>;
  /** The rule that is being asked: what is reported, and each fix, is its own. */
  asking: PlannedRule | undefined;
  /** Where its findings go. */
  found: Finding[];
  /** Where each of them stands, by what it says; of a policy with several types only. */
  readonly places: Map<string, number>;
}

export interface RunInput {
  readonly site: PolicySite;
  readonly types: readonly PolicyType[];
  readonly catalog: Catalog;
  readonly options?: CheckOptions;
  readonly knownAccounts?: ReadonlySet<string> | undefined;
  readonly model?: ModelFacts | undefined;
  readonly limits?: ProofLimits;
  /** What the last check of the same policy left. */
  readonly memory?: SiteMemory | undefined;
  /** Made when a rule first asks it something. */
  readonly kernel: () => Kernel;
  readonly log?: (message: string) => void;
}

export function startRun(input: RunInput, readers: Readers): Run {
  const { document } = input.site;
  return {
    input,
    document,
    soundness: soundnessOf(document),
    statements: document.statements.map((statement) => factsOf(input, statement, readers)),
    failures: [],
    thrown: 0,
    proofs: new Map(),
    asking: undefined,
    found: [],
    places: new Map(),
  };
}

/** What the last check has read of the statement is not read again. */
function factsOf({ catalog, memory }: RunInput, statement: Statement, readers: Readers): ReadStatement {
  const known = memory?.surroundings?.catalog === catalog ? memory.statements[statement.index]?.facts : undefined;
  return known?.statement === statement ? known : statementFacts(catalog, statement, readers, known?.read);
}

/** What local rules say of one statement, in the order of the rules. */
export function askAboutStatement(run: Run, plan: RulePlan, facts: ReadStatement): Steps<readonly Finding[]> {
  return askRules(run, plan.onStatementWith(featuresOf(facts)), facts);
}

/** Of a longer statement each rule is a step of its own. */
const LONG_STATEMENT = 100_000;

/** What these of the local rules say of one statement. */
export function* askRules(run: Run, rules: readonly PlannedRule[], facts: ReadStatement): Steps<readonly Finding[]> {
  const { node } = facts.statement;
  const isLong = node.end - node.start > LONG_STATEMENT;
  const limit = breakIn(run.soundness, node);
  const contexts = run.input.types.map((type) => statementContext(run, type, limit, facts));
  const found = startFinding(run);
  // By index: an iterator is an object for each step until V8 has compiled the loop, and this is asked hundreds of thousands of times.
  for (let at = 0; at < rules.length; at += 1) {
    const planned = rules[at];
    if (planned === undefined || (limit !== undefined && planned.needsWholeStatement)) continue;
    for (let of = 0; of < planned.types.length; of += 1) {
      const context = contexts[planned.types[of] ?? -1];
      const steps = context === undefined ? undefined : askOne(run, planned, planned.checkStatement, context);
      if (steps !== undefined) yield* askOn(run, planned, steps);
    }
    if (isLong) yield;
  }
  return found;
}

/** What is handed to rules on the whole document, one for each type. */
export function documentContexts(run: Run): readonly RuleContext[] {
  return run.input.types.map((type) => documentContext(run, type));
}

/** What a rule says of the whole document. Where the text is broken only those are asked that read such text. */
export function askAboutDocument(run: Run, planned: PlannedRule, contexts: readonly RuleContext[]): Finding[] {
  if (!run.soundness.isWhole && planned.rule.readsBrokenText !== true) return [];
  const found = startFinding(run);
  for (const place of planned.types) {
    const context = contexts[place];
    if (context !== undefined) askOne(run, planned, planned.checkDocument, context);
  }
  return found;
}

function startFinding(run: Run): Finding[] {
  const found: Finding[] = [];
  run.found = found;
  run.places.clear();
  return found;
}

/** Asked some hundred times for each statement: no function is made on the way. What comes back is left to be done. */
function askOne<C, Rest>(
  run: Run,
  planned: PlannedRule,
  check: ((context: C) => Rest) | undefined,
  context: C,
): Rest | undefined {
  let rest: Rest | undefined;
  run.asking = planned;
  try {
    rest = check?.(context);
  } catch (error) {
    noteFailure(run, planned, error);
  }
  run.asking = undefined;
  return rest;
}

/** A rule that takes a step for each thing that it looks at. */
function* askOn(run: Run, planned: PlannedRule, steps: Steps<void>): Steps<void> {
  for (let isOver = false; !isOver; ) {
    isOver = askOne(run, planned, () => steps.next().done === true, undefined) ?? true;
    yield;
  }
}

function documentContext(run: Run, type: PolicyType): RuleContext {
  return new DocumentAsking(run, type);
}

/** One for all rules; the facts stay unread until one asks for them. */
function statementContext(
  run: Run,
  type: PolicyType,
  limit: number | undefined,
  facts: ReadStatement,
): StatementContext {
  return new StatementAsking(run, type, limit, facts);
}

/**
 * What every rule is handed. A class, because its getters are shared: every rule takes such an object apart, and one with getters of
 * its own is several times as slow to read. `report` and `fix` are functions of their own: rules call them alone.
 */
class Asking {
  readonly type: PolicyType;
  readonly document: PolicyDocument;
  readonly tree: Tree;
  readonly types: readonly PolicyType[];
  readonly catalog: Catalog;
  readonly options: CheckOptions;
  readonly knownAccounts: ReadonlySet<string> | undefined;
  readonly model: ModelFacts | undefined;
  readonly limits: ProofLimits;
  readonly report: RuleContext['report'];
  readonly fix: RuleContext['fix'];
  readonly #run: Run;

  /** `limit`: what reaches beyond it lies behind a break and is not said. */
  constructor(run: Run, type: PolicyType, limit: number | undefined) {
    const { input, document } = run;
    this.type = type;
    this.#run = run;
    this.document = document;
    this.tree = document.tree;
    this.types = input.types;
    this.catalog = input.catalog;
    this.options = input.options ?? DEFAULT_CHECK_OPTIONS;
    this.knownAccounts = input.knownAccounts;
    this.model = input.model;
    this.limits = input.limits ?? UNLIMITED;
    this.report = (at, messageId, data, details = {}) => {
      if (limit === undefined || at.end <= limit) report(run, type, at, messageId, data, details);
    };
    this.fix = (fixId, data, edits, details = {}) => makeFix(run.asking, fixId, data, edits, details);
  }

  get proofs(): PolicyProofs {
    return proofsFor(this.#run, this.type);
  }
}

class DocumentAsking extends Asking implements RuleContext {
  readonly statements: readonly StatementFacts[];

  constructor(run: Run, type: PolicyType) {
    super(run, type, undefined);
    this.statements = run.statements;
  }
}

class StatementAsking extends Asking implements StatementContext {
  readonly statement: Statement;
  readonly #facts: ReadStatement;

  constructor(run: Run, type: PolicyType, limit: number | undefined, facts: ReadStatement) {
    super(run, type, limit);
    this.statement = facts.statement;
    this.#facts = facts;
  }

  get actions(): readonly ActionEntry[] {
    return this.#facts.actions;
  }

  get resources(): readonly ResourceEntry[] {
    return this.#facts.resources;
  }

  get principals(): readonly PrincipalFact[] {
    return this.#facts.principals;
  }

  get conditions(): readonly ConditionEntry[] {
    return this.#facts.conditions;
  }

  get variables(): readonly VariableUse[] {
    return this.#facts.variables;
  }
}

/** One for all rules, so that each question is asked once. */
function proofsFor({ input, document, proofs }: Run, type: PolicyType): PolicyProofs {
  const known =
    proofs.get(type) ?? policyProofs({ document, type, kernel: input.kernel, limits: input.limits ?? UNLIMITED });
  proofs.set(type, known);
  return known;
}

type Values = { readonly [name: string]: string | number };

function report(run: Run, type: PolicyType, at: Range, messageId: string, data: Values, details: ReportDetails): void {
  const planned = run.asking;
  if (planned === undefined) return;
  const finding: Finding = {
    code: planned.rule.code,
    severity: severityOf(planned, type, details),
    messageId,
    message: fillText(planned.rule.messages[messageId] ?? messageId, data),
    data,
    range: { start: at.start, end: at.end },
    related: (details.related ?? []).map(({ range: { start, end }, message }) => ({ range: { start, end }, message })),
    isUnnecessary: details.isUnnecessary ?? false,
    fixes: [],
    policyType: type,
  };
  addFinding(run, details.fixes === undefined ? finding : withFixes(run, planned, finding, details.fixes));
}

/** Fixes that cost something are made when somebody looks at them, and once. One without edits is none. */
function withFixes(
  run: Run,
  planned: PlannedRule,
  finding: Finding,
  fixes: readonly Fix[] | (() => readonly Fix[]),
): Finding {
  if (typeof fixes !== 'function') return { ...finding, fixes: fixes.filter(changesText) };
  let made: readonly Fix[] | undefined;
  return Object.defineProperty(finding, 'fixes', {
    enumerable: true,
    get: () => {
      made ??= madeBy(run, planned, fixes);
      return made;
    },
  });
}

function madeBy(run: Run, planned: PlannedRule, fixes: () => readonly Fix[]): readonly Fix[] {
  const before = run.asking;
  run.asking = planned;
  try {
    return fixes().filter(changesText);
  } catch (error) {
    logFailure(run, planned, error);
    return [];
  } finally {
    run.asking = before;
  }
}

function changesText({ edits }: Fix): boolean {
  return edits.length > 0;
}

function severityOf({ rule, chosen }: PlannedRule, type: PolicyType, details: ReportDetails): CheckSeverity {
  return chosen ?? defaultSeverity(rule, type, details.severityCase);
}

function makeFix(
  planned: PlannedRule | undefined,
  fixId: string,
  data: Values,
  edits: Fix['edits'],
  details: { readonly isSafe?: boolean; readonly completeAt?: number },
): Fix {
  const text = planned?.rule.fixes?.[fixId];
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
  if (run.input.types.length === 1) {
    run.found.push(finding);
    return;
  }
  const { code, range, message } = finding;
  const key = `${code} ${range.start} ${range.end} ${message}`;
  const place = run.places.get(key) ?? run.found.length;
  const twin = run.found[place];
  if (twin === undefined || rank(finding) < rank(twin)) run.found[place] = finding;
  run.places.set(key, place);
}

function rank(finding: Finding): number {
  return SEVERITIES.indexOf(finding.severity);
}

/** The finding for a rule that threw, at the root's opening brace. It cannot be turned off: it is about us. */
function noteFailure(run: Run, planned: PlannedRule, error: unknown): void {
  const { code } = planned.rule;
  run.thrown += 1;
  if (run.failures.some(({ data }) => data?.code === code)) return;
  logFailure(run, planned, error);
  const { start, end } = run.document.root;
  run.failures.push({
    code: 'internal-analysis-error',
    severity: 'warning',
    messageId: 'failed',
    message: `The check ${code} failed on this policy, so its findings are missing here. The log has the details.`,
    data: { code },
    range: { start, end: Math.min(start + 1, end) },
    related: [],
    isUnnecessary: false,
    fixes: [],
    policyType: run.input.types[0],
  });
}

function logFailure(run: Run, { rule }: PlannedRule, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  run.input.log?.(`rule ${rule.code} failed: ${detail}`);
}
