import type { Member, ObjectNode, StringNode, Tree, TreeNode } from '../syntax/tree';

/** The eight kinds of policy that the product tells apart, as in the option `--type`. */
export type PolicyType = 'identity' | 'resource' | 'trust' | 'boundary' | 'session' | 'scp' | 'rcp' | 'vpce';

/** The policy language's version that holds: a document without `Version` is read as 2008-10-17 (IAM User Guide, Version). */
export type LanguageVersion = '2012-10-17' | '2008-10-17';

/** A policy as it is written; everything keeps its node, and what is not understood keeps its place too. */
export interface PolicyDocument {
  readonly tree: Tree;
  /** The policy's own node in the tree: an object in every valid policy. */
  readonly root: TreeNode;
  /** All members of the root in order, known or not. */
  readonly members: readonly Member[];
  readonly version: Member | undefined;
  readonly languageVersion: LanguageVersion;
  readonly id: Member | undefined;
  readonly statementMember: Member | undefined;
  readonly statements: readonly Statement[];
}

export type ElementName =
  | 'Sid'
  | 'Effect'
  | 'Principal'
  | 'NotPrincipal'
  | 'Action'
  | 'NotAction'
  | 'Resource'
  | 'NotResource'
  | 'Condition';

export interface Statement {
  /** From 0, in the order of the text. */
  readonly index: number;
  /** An object; anything else where an object should stand has no elements. */
  readonly node: TreeNode;
  readonly object: ObjectNode | undefined;
  /** The string, if it is one. */
  readonly sid: string | undefined;
  /** Only the two exact words. */
  readonly effect: 'Allow' | 'Deny' | undefined;
  /** The last member of each known name. */
  readonly elements: { readonly [Name in ElementName]?: Member };
  readonly action: EntryList | undefined;
  readonly resource: EntryList | undefined;
  readonly principal: PrincipalElement | undefined;
  readonly conditions: readonly ConditionTest[];
}

/** `Action`, `NotAction`, `Resource` or `NotResource`. If both members of a pair stand there, the plain one. */
export interface EntryList {
  readonly member: Member;
  readonly name: 'Action' | 'NotAction' | 'Resource' | 'NotResource';
  readonly isNegated: boolean;
  readonly entries: readonly Entry[];
  /** Values that are no strings. */
  readonly invalid: readonly TreeNode[];
}

export interface Entry {
  readonly text: string;
  readonly node: StringNode;
}

export interface PrincipalElement {
  readonly member: Member;
  readonly isNegated: boolean;
  /** `"*"` outside an object has the type `*`. */
  readonly entries: readonly PrincipalEntry[];
  readonly invalid: readonly TreeNode[];
}

/** `type` is the key as written: `AWS`, `Service`, `Federated`, `CanonicalUser`, `*` for the bare star, or an unknown one. */
export interface PrincipalEntry extends Entry {
  readonly type: string;
  readonly key: StringNode | undefined;
}

/** One key under one operator: `"StringEquals": { "aws:username": ["a", "b"] }`. */
export interface ConditionTest {
  readonly operatorMember: Member;
  /** As written, with set prefix and `IfExists`. */
  readonly operator: string;
  readonly member: Member;
  readonly key: string;
  readonly values: readonly ConditionValue[];
  /** Values of a kind that cannot stand there: objects, nested arrays, null. */
  readonly invalid: readonly TreeNode[];
}

/** Numbers and booleans are compared by their JSON text (evaluation.md 1.1). */
export interface ConditionValue {
  readonly text: string;
  readonly node: TreeNode;
}
