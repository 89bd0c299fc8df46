import { compilePattern, type Pattern } from '../language/pattern';
import type { EntryList, PolicyDocument, PolicyType, Statement } from '../policy/document';
import { type ActionIndex, indexActions } from './action-index';
import { isActionText } from './action-text';
import { type CompiledTest, compileTest } from './conditions';
import { type CompiledPrincipal, compilePrincipal } from './principals';
import { documentRefusals, type Refusal, statementRefusals } from './refusals';
import { type CompiledResource, compileResource } from './resources';

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
  /** Lower-case keys that the conditions read. */
  readonly conditionKeys: ReadonlySet<string>;
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

/** Compiles policies, each document once for each type. */
export type PolicyCompiler = (document: PolicyDocument, type: PolicyType) => CompiledPolicy;

/** A compiler that remembers what it compiled as long as the document lives. */
export function createCompiler(): PolicyCompiler {
  const known = new WeakMap<PolicyDocument, Map<PolicyType, CompiledPolicy>>();
  return (document, type) => {
    const byType = known.get(document) ?? new Map<PolicyType, CompiledPolicy>();
    known.set(document, byType);
    const compiled = byType.get(type) ?? compilePolicy(document, type);
    byType.set(type, compiled);
    return compiled;
  };
}

/** Prepares every statement; total for any document. */
export function compilePolicy(document: PolicyDocument, type: PolicyType): CompiledPolicy {
  const refusals: Refusal[] = [...documentRefusals(document, type)];
  const statements = document.statements.map((statement) => compileStatement(statement, document, type, refusals));
  return { document, type, statements, refusals, index: indexActions(statements) };
}

function compileStatement(
  statement: Statement,
  document: PolicyDocument,
  type: PolicyType,
  refusals: Refusal[],
): CompiledStatement {
  const tests: CompiledTest[] = [];
  const found = [...statementRefusals(statement, type)];
  for (const condition of statement.conditions) {
    const test = compileTest(condition, document.languageVersion);
    if (typeof test === 'string')
      found.push({ node: condition.member, reason: test, detail: condition.operator, isFatal: true });
    else tests.push(test);
  }
  const resources = statement.resource && compileResources(statement.resource, document, type, found);
  refusals.push(...found);
  return {
    source: statement,
    effect: statement.effect ?? 'Allow',
    isLive: statement.effect !== undefined && !found.some((refusal) => refusal.isFatal),
    action: statement.action && compileActions(statement.action),
    resource: resources,
    principal: statement.principal && compilePrincipal(statement.principal),
    tests,
    conditionKeys: new Set(tests.map((test) => test.lowerKey)),
  };
}

function compileActions(element: EntryList): CompiledActions {
  const patterns = element.entries.map(({ text }): CompiledAction => {
    const isStarStar = text === '*:*';
    const pattern = isActionText(text) ? compilePattern(isStarStar ? '*' : text.toLowerCase()) : undefined;
    return { text, pattern, isStarStar };
  });
  return { element, isNegated: element.isNegated, patterns, hasStarStar: patterns.some((each) => each.isStarStar) };
}

function compileResources(
  element: EntryList,
  document: PolicyDocument,
  type: PolicyType,
  found: Refusal[],
): CompiledResources {
  const entries = element.entries.map((entry) => compileResource(entry, type, document.languageVersion));
  for (const { entry, form } of entries) {
    // A refused exception would widen the statement: then the whole part matches nothing.
    if (form.kind === 'refused')
      found.push({ node: entry.node, reason: 'resourceInvalid', detail: entry.text, isFatal: element.isNegated });
  }
  return { element, isNegated: element.isNegated, entries };
}
