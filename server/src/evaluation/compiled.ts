import type { Pattern } from '../language/pattern';
import type { EntryList, PolicyDocument, PolicyType, Statement } from '../policy/document';
import type { CompiledTest } from './conditions';
import type { CompiledPrincipal } from './principals';
import type { Refusal } from './refusals';
import type { RequestedAction } from './requested-action';
import type { CompiledResource } from './resources';

/** A policy ready for decisions; made once for each version of a document and each type. */
export interface CompiledPolicy {
  readonly document: PolicyDocument;
  readonly type: PolicyType;
  readonly statements: readonly CompiledStatement[];
  /** Everything for which AWS would refuse the document. */
  readonly refusals: readonly Refusal[];
  /** The statements that an action can reach. */
  readonly index: ActionIndex;
}

export interface CompiledStatement {
  readonly source: Statement;
  readonly effect: 'Allow' | 'Deny';
  /** False where a part is refused as a whole: the statement then never applies. */
  readonly isLive: boolean;
  readonly action: CompiledActions | undefined;
  readonly resource: CompiledResources | undefined;
  readonly principal: CompiledPrincipal | undefined;
  readonly tests: readonly CompiledTest[];
  /** Lower-case keys that conditions read, and policy variables anywhere in the statement. */
  readonly readKeys: ReadonlySet<string>;
}

export interface CompiledActions {
  readonly element: EntryList;
  readonly isNegated: boolean;
  readonly patterns: readonly CompiledAction[];
  /** Some entry is `*:*`: whether it matches is an open point, so the index cannot know. */
  readonly hasStarStar: boolean;
}

export interface CompiledAction {
  readonly text: string;
  /** Undefined: AWS would refuse the entry. */
  readonly pattern: Pattern | undefined;
  /** `*:*`, read as `*`. */
  readonly isStarStar: boolean;
}

export interface CompiledResources {
  readonly element: EntryList;
  readonly isNegated: boolean;
  readonly entries: readonly CompiledResource[];
}

/** Statements whose action part matches an action, in the order of the policy. */
export interface ReachedStatements {
  readonly denies: readonly CompiledStatement[];
  readonly allows: readonly CompiledStatement[];
}

/** Finds statements by action, without looking at the others. */
export interface ActionIndex {
  /** Statements with `*:*` are always among them and still to be matched. */
  readonly statementsFor: (action: RequestedAction) => ReachedStatements;
  /** Index of the first entry of a statement's action part that matches the action; -1: none. */
  readonly entryFor: (statement: CompiledStatement, action: RequestedAction) => number;
}
