import { compilePattern } from '../language/pattern';
import type { EntryList, PolicyDocument, PolicyType, Statement } from '../policy/document';
import { indexActions } from './action-index';
import type { ActionNumbers } from './action-set';
import { isActionText, namesNoService } from './action-text';
import type { CompiledAction, CompiledActions, CompiledPolicy, CompiledResources, CompiledStatement } from './compiled';
import { type CompiledTest, compileTest } from './conditions';
import { compilePrincipal } from './principals';
import { documentRefusals, type Refusal, statementRefusals } from './refusals';
import { compileResource } from './resources';

/** Compiles policies, each document once for each type. */
export type PolicyCompiler = (document: PolicyDocument, type: PolicyType) => CompiledPolicy;

/** A compiler that remembers what it compiled as long as the document lives. `numbers` is the catalog. */
export function createCompiler(numbers: ActionNumbers): PolicyCompiler {
  const known = new WeakMap<PolicyDocument, Map<PolicyType, CompiledPolicy>>();
  return (document, type) => {
    const byType = known.get(document) ?? new Map<PolicyType, CompiledPolicy>();
    known.set(document, byType);
    const compiled = byType.get(type) ?? compilePolicy(document, type, numbers);
    byType.set(type, compiled);
    return compiled;
  };
}

/** Prepares every statement; total for any document. */
export function compilePolicy(document: PolicyDocument, type: PolicyType, numbers: ActionNumbers): CompiledPolicy {
  const refusals: Refusal[] = [...documentRefusals(document, type)];
  const statements = document.statements.map((statement) => compileStatement(statement, document, type, refusals));
  return { document, type, statements, refusals, index: indexActions(statements, numbers) };
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
    action: statement.action && compileActions(statement.action, type),
    resource: resources,
    principal: statement.principal && compilePrincipal(statement.principal, type),
    tests,
    readKeys: new Set([...tests.map((test) => test.lowerKey), ...variableKeys(tests, resources)]),
  };
}

function variableKeys(tests: readonly CompiledTest[], resources: CompiledResources | undefined): readonly string[] {
  const inTests = tests.flatMap((test) => test.values.flatMap((value) => value.parts ?? []));
  const inResources = (resources?.entries ?? []).flatMap(({ form }) => (form.kind === 'variables' ? form.parts : []));
  return [...inTests, ...inResources].flatMap((part) => (part.kind === 'variable' ? [part.key.toLowerCase()] : []));
}

function compileActions(element: EntryList, type: PolicyType): CompiledActions {
  const patterns = element.entries.map(({ text }): CompiledAction => {
    const isStarStar = text === '*:*';
    const pattern =
      isActionText(text) && !(type === 'rcp' && namesNoService(text))
        ? compilePattern(isStarStar ? '*' : text.toLowerCase())
        : undefined;
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
