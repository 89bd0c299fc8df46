/**
 * The shape of a simulation's result, as docs promise it to scripts and other editors. It grows by adding properties,
 * never by changing one.
 */

/** AWS's own three words; `depends` only with unknown context, or a pattern as resource. */
export type DecisionWord = 'allowed' | 'explicitDeny' | 'implicitDeny' | 'depends';

/** Only `allowed` and `certain` together may be shown as a plain "allowed". */
export type Certainty = 'certain' | 'assumed' | 'incomplete';

export type LayerName =
  | 'service'
  | 'serviceControlPolicy'
  | 'resourceControlPolicy'
  | 'vpcEndpointPolicy'
  | 'resourcePolicy'
  | 'trustPolicy'
  | 'identityPolicy'
  | 'permissionsBoundary'
  | 'sessionPolicy';

export type LayerOutcome = 'allowed' | 'explicitDeny' | 'implicitDeny' | 'notEvaluated';

/** LSP positions: line and UTF-16 code unit, from 0, end exclusive. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

export interface SimulationResult {
  /** In `through` and `units`: what this one is about, `sts:TagSession on arn:aws:iam::…:role/app`. */
  readonly label?: string;
  readonly decision: DecisionWord;
  readonly certainty: Certainty;
  /** One sentence for people. */
  readonly headline: string;
  readonly assumptions: readonly Assumption[];
  readonly problems: readonly InputProblem[];
  readonly decidedBy: readonly DecidedBy[];
  readonly missing: readonly MissingAllow[];
  readonly layers: readonly LayerResult[];
  readonly context: { readonly [key: string]: ContextEntry };
  readonly missingContext: readonly string[];
  readonly dependsOn: readonly Dependency[];
  /** One result for each hop of a role chain; the first one that is denied stands above too. */
  readonly through: readonly SimulationResult[];
  /** One result for each unit, where a call has several; this one is then the worst. */
  readonly units: readonly SimulationResult[];
}

/** `matters`: the alternative reading would turn allowed into not allowed, or the reverse. */
export interface Assumption {
  readonly id: string;
  readonly text: string;
  readonly alternative: DecisionWord;
  readonly matters: boolean;
}

/** What makes a result `incomplete`: a part that AWS would refuse, or an input that is missing. */
export interface InputProblem {
  readonly policy: string | null;
  readonly uri: string | null;
  readonly range: TextRange | null;
  readonly message: string;
}

export interface DecidedBy {
  readonly layer: LayerName;
  /** For SCPs and RCPs: the id of the root, unit or account. */
  readonly at: string | null;
  readonly policy: string | null;
  readonly uri?: string;
  readonly pointer?: string;
  readonly range?: TextRange;
  /** Index from 0; null where an Allow is missing. */
  readonly statement: number | null;
  readonly sid: string | null;
}

export interface MissingAllow {
  readonly layer: LayerName;
  readonly at: string | null;
  readonly hint: string;
  readonly nearMiss: readonly { readonly policy: string; readonly statement: number }[];
}

export interface LayerResult {
  readonly layer: LayerName;
  readonly at: string | null;
  readonly outcome: LayerOutcome;
  /** Why the layer was not evaluated. */
  readonly why?: string;
  readonly statements: readonly StatementResult[];
}

export interface StatementResult {
  readonly policy: string;
  readonly uri?: string;
  readonly pointer?: string;
  readonly statement: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny' | null;
  readonly matched: boolean;
  readonly range?: TextRange;
  /** One entry for each part; all failing parts are listed. */
  readonly because: readonly ElementResult[];
}

export interface ElementResult {
  readonly element:
    | 'Action'
    | 'NotAction'
    | 'Resource'
    | 'NotResource'
    | 'Principal'
    | 'NotPrincipal'
    | 'Condition'
    | 'Effect';
  readonly matched: boolean;
  /** The text of the entry that decided. */
  readonly entry?: string;
  /** The same after policy variables. */
  readonly resolved?: string;
  readonly operator?: string;
  readonly key?: string;
  readonly expected?: readonly string[];
  readonly actual?: string | readonly string[] | null;
  /** The rule that was applied, such as "missing key". */
  readonly rule?: string;
  readonly range?: TextRange;
}

export interface ContextEntry {
  readonly value: string | readonly string[] | null;
  readonly from: 'request' | 'model' | 'derived' | 'default';
}

export type Dependency =
  | {
      readonly key: string;
      readonly ways: readonly { readonly value: null | readonly string[] | 'other'; readonly decision: DecisionWord }[];
    }
  | { readonly resource: string; readonly decision: DecisionWord };
