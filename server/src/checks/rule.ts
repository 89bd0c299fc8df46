import type { CheckOptions, CheckSeverity } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { PolicyDocument, PolicyType } from '../policy/document';
import type { TextEdit } from '../syntax/edits';
import type { Range, Tree } from '../syntax/tree';
import type { Feature } from './features';
import type { Fix, FixEffect } from './finding';
import type { InlineUse } from './inline-policies';
import type { ModelFacts, TrustedRole } from './model-facts';
import type { PolicyProofs } from './policy-proofs';
import type { PrincipalLimits } from './principal-limits';
import type { ProofLimits } from './proof-limits';
import type { ReadStatement, StatementFacts } from './statement-facts';
import type { Steps } from './steps';

/**
 * What a rule is: data that users read, examples that are tests, and one or two functions. A rule stands in
 * `checks/<family>/<code>.ts` and is listed in `checks/index.ts`, its page and the table of checks by `npm run generate`.
 */
export interface RuleDefinition<M extends MessageTable, F extends FixTable> {
  /** Public and final: diagnostic code, file name and docs page. */
  readonly code: string;
  readonly severity: CheckSeverity;
  /** Case → severity, for a rule that grades; `report` names the case. A case that is not listed has the default. */
  readonly severityBy?: { readonly [severityCase: string]: CheckSeverity };
  readonly severityByKind?: { readonly [Type in PolicyType]?: CheckSeverity };
  readonly policyTypes: 'all' | readonly PolicyType[];
  /** Default true. A rule that is off by default runs only where its own code is given a severity. */
  readonly defaultOn?: boolean;
  /** For a rule that is off by default: it runs where the option has this value. */
  readonly scpDialect?: CheckOptions['scpDialect'];
  readonly title: string;
  /** What goes wrong if nobody acts: one or two sentences. */
  readonly why: string;
  /** The AWS page that the rule stands on. */
  readonly source: string;
  /** Issue codes of IAM Access Analyzer that say the same. */
  readonly aaIssueCodes?: readonly string[];
  /** What cannot be decided without AWS. */
  readonly offline?: string;
  /** True for a rule that concludes something from what is absent: it is silent in a damaged statement. */
  readonly needsWholeStatement?: boolean;
  /** What a statement must have, all of it, for `checkStatement` to say anything: it is not asked about others. */
  readonly needs?: Feature | readonly Feature[];
  /** True for a rule whose `checkDocument` also runs where the text has a syntax error. */
  readonly readsBrokenText?: boolean;
  /**
   * True for a rule that asks the comparison kernel (`semantics/`). It runs in a second pass, in the editor on a worker while
   * one goes on typing, and not at all with `--no-proofs`. It keeps to `limits`; what it cannot decide in them it does not say.
   */
  readonly asksKernel?: true;
  /** By id, with `{placeholders}`. What is wrong, why it matters, what to do. */
  readonly messages: M;
  readonly fixes?: F;
  /** What the editor offers besides, in another file than the finding's. */
  readonly fileFix?: FileFix;
  readonly good: readonly Example[];
  readonly bad: readonly Example[];
  /**
   * Looks at one statement, and of the document at what stands around all statements (`Version`, `Id`) and at `heldServices`, not at the
   * other statements: its findings are kept for as long as the statement's text stays the same.
   */
  checkStatement?(context: StatementContext<M, F>): void | Steps<void>;
  /** Looks at the whole document. */
  checkDocument?(context: RuleContext<M, F>): void;
}

export interface MessageTable {
  readonly [id: string]: string;
}

export interface FixTable {
  readonly [id: string]: FixText;
}

/** One kind of fix. `safe`: true = always, a text = only then (the rule decides at run time), left out = never. */
export interface FixText {
  /** With `{placeholders}`. */
  readonly title: string;
  readonly effect: FixEffect;
  readonly safe?: true | string;
  /** What to know before accepting it. */
  readonly note?: string;
}

/** A quick fix that writes another file; with `{placeholders}` of the finding's data, or of what the fix finds out. */
export type FileFix =
  /** Adds the data `value` to a list among the options of `writ.config.json`. */
  | {
      readonly kind: 'option';
      readonly title: string;
      readonly note?: string;
      readonly option: 'trustedAccounts';
      readonly value: string;
    }
  /** Moves statements to new files beside the policy's, so that none is too long. */
  | { readonly kind: 'split'; readonly title: string; readonly note?: string };

/**
 * An example as text in the notation of test fixtures: statements, or a document where the text holds `"Statement"`;
 * marks under the lines; fixes as sections `== fix TITLE ==`.
 */
export type Example = string | ExampleWithSettings;

export interface ExampleWithSettings {
  readonly text: string;
  /** The text is the whole document, though it holds no `"Statement"` or is broken. */
  readonly whole?: boolean;
  /** Default: the first of the rule's policy types. */
  readonly type?: PolicyType;
  /** Codes that the example raises besides. */
  readonly ignore?: readonly string[];
  readonly options?: Partial<CheckOptions>;
  /** The accounts of an identity model. */
  readonly knownAccounts?: readonly string[];
  readonly model?: ExampleModel;
}

/** What an example's identity model says: whose trust policy it is, users by group, ARNs by unique ID. */
export interface ExampleModel {
  readonly roles?: readonly TrustedRole[];
  readonly members?: { readonly [groupArn: string]: readonly string[] };
  readonly ids?: { readonly [id: string]: string };
  readonly limits?: readonly PrincipalLimits[];
  readonly inline?: InlineUse;
}

export interface RuleContext<M extends MessageTable = MessageTable, F extends FixTable = FixTable> {
  readonly document: PolicyDocument;
  readonly tree: Tree;
  /** The type under which the policy is looked at now. */
  readonly type: PolicyType;
  /** All types of the policy; the rule runs once for each that it is for. */
  readonly types: readonly PolicyType[];
  readonly catalog: Catalog;
  readonly options: CheckOptions;
  /** The accounts of the identity model that governs the policy; undefined without a model. For rules on the document. */
  readonly knownAccounts: ReadonlySet<string> | undefined;
  /** What else that model says. For rules on the document. */
  readonly model: ModelFacts | undefined;
  /** What a rule with `asksKernel` may spend. */
  readonly limits: ProofLimits;
  /** The comparison kernel's answers about this policy, each worked out once for all rules. */
  readonly proofs: PolicyProofs;
  /** Every statement of the document with its parts read, in the order of the text. */
  readonly statements: readonly StatementFacts[];
  /** One finding at a range. */
  report<Id extends keyof M & string>(at: Range, messageId: Id, data: DataOf<M[Id]>, details?: ReportDetails): void;
  /** A fix for `report`, which offers none without edits. */
  fix<Id extends keyof F & string>(
    fixId: Id,
    data: DataOf<F[Id]['title']>,
    edits: readonly TextEdit[],
    details?: FixDetails,
  ): Fix;
}

export interface StatementContext<M extends MessageTable = MessageTable, F extends FixTable = FixTable>
  extends Omit<RuleContext<M, F>, 'statements'>,
    Omit<ReadStatement, 'read'> {}

export interface ReportDetails {
  /** The preferred one first; a function where they cost something: it is called when somebody looks at them. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
  readonly related?: readonly { readonly range: Range; readonly message: string }[];
  /** A key of the rule's `severityBy`. */
  readonly severityCase?: string | undefined;
  readonly isUnnecessary?: boolean;
}

export interface FixDetails {
  /** For a fix that is safe only sometimes: whether it is here. */
  readonly isSafe?: boolean;
  readonly completeAt?: number;
}

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The values that a text with placeholders needs. */
export type DataOf<Text extends string> = { readonly [Name in Placeholders<Text>]: string | number };

/** A rule whose message and fix ids are no longer known to the compiler. */
export type Rule = RuleDefinition<MessageTable, FixTable>;

/** A rule with the folder in which it stands. */
export interface ListedRule extends Rule {
  readonly family: string;
}

/** Checks the parts of a rule against each other: every message that is reported exists, with the data that it needs. */
export function rule<const M extends MessageTable, const F extends FixTable = Record<never, FixText>>(
  definition: RuleDefinition<M, F>,
): Rule {
  return definition;
}

/** Is the rule for policies of this type? */
export function appliesTo(rule: Rule, type: PolicyType): boolean {
  return rule.policyTypes === 'all' || rule.policyTypes.includes(type);
}
