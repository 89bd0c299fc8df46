import { parseArn } from '../language/arn';
import { matches } from '../language/pattern';
import type { CompiledActions, CompiledResources, CompiledStatement } from './compiled';
import { testHolds } from './conditions';
import { type MatchClass, principalClass } from './principals';
import { type Extent, isUnresolved, resourceMatches } from './resources';
import { type ContextValue, MFA_KEY, type Run, reading } from './run';

/** What a statement does for a request. */
export interface StatementOutcome {
  readonly applies: boolean;
  /** How strongly it names the caller; `direct` where the policy type has no principal. */
  readonly class: MatchClass;
}

const SILENT: StatementOutcome = { applies: false, class: 'none' };

/** Does the statement apply to the run's request? All parts must match; parts that the type does not have match. */
function statementOutcome(statement: CompiledStatement, run: Run): StatementOutcome {
  if (!statement.isLive || statement.action === undefined) return SILENT;
  return actionMatches(statement.action, run) ? outcomeBehindAction(statement, run) : SILENT;
}

/** The same for a statement that the policy's index found: its action part is known to match. */
export function indexedOutcome(statement: CompiledStatement, run: Run): StatementOutcome {
  return statement.action?.hasStarStar === true
    ? statementOutcome(statement, run)
    : outcomeBehindAction(statement, run);
}

function outcomeBehindAction(statement: CompiledStatement, run: Run): StatementOutcome {
  const named =
    statement.principal === undefined ? 'direct' : principalClass(statement.principal, statement.effect, run);
  if (named === 'none') return SILENT;
  if (!partsHold(statement, run)) return SILENT;
  return { applies: true, class: named };
}

/** Actions compare without case; `*:*` is read as `*`. */
export function actionMatches(actions: CompiledActions, run: Run): boolean {
  const isListed = actions.patterns.some(({ pattern, isStarStar }) => {
    if (pattern === undefined || !patternMatchesAction(pattern, run)) return false;
    return !isStarStar || reading(run, 'A-01') === 0;
  });
  return isListed !== actions.isNegated;
}

function patternMatchesAction(pattern: NonNullable<CompiledActions['patterns'][number]['pattern']>, run: Run): boolean {
  return matches(pattern, run.lowerAction);
}

/** `Resource` or `NotResource`; a policy without either (trust, Lambda, ECR) means its own resource. */
export function resourcePartMatches(statement: CompiledStatement, run: Run): boolean {
  const { resource, effect } = statement;
  if (resource === undefined) return true;
  return resource.isNegated
    ? notResourceMatches(resource, effect, run)
    : resource.entries.some((entry) => resourceMatches(entry, run, extentOf(effect, run), effect === 'Allow'));
}

/** An Allow has to cover all of a request pattern and a Deny only some of it, or the reverse (evaluation.md 2.5). */
function extentOf(effect: 'Allow' | 'Deny', run: Run): Extent {
  return (effect === 'Allow') === (run.mode === 'optimistic') ? 'some' : 'all';
}

/** Matches if no entry matches; readings that differ are joined the other way round. */
function notResourceMatches(resource: CompiledResources, effect: 'Allow' | 'Deny', run: Run): boolean {
  const extent: Extent = extentOf(effect, run) === 'all' ? 'some' : 'all';
  if (resource.entries.some((entry) => resourceMatches(entry, run, extent, effect === 'Deny'))) return false;
  // An entry whose variable has no value excludes nothing; or the whole statement does not apply.
  return !resource.entries.some((entry) => isUnresolved(entry, run)) || reading(run, 'A-07') === 0;
}

/**
 * Resource part and conditions. Where a derived value that they read is not certain, an Allow needs every way to hold and a
 * Deny any.
 */
export function partsHold(statement: CompiledStatement, run: Run): boolean {
  const open = openKey(statement, run);
  if (open === undefined) return partsHoldIn(statement, run);
  const results = open.ways.map((way) => partsHoldIn(statement, withValue(run, open.key, way)));
  const first = results[0] ?? false;
  if (results.every((result) => result === first)) return first;
  const chosen = reading(run, open.id, open.alternatives.length);
  const alternative = open.alternatives[chosen - 1];
  if (alternative !== undefined) return results[alternative] ?? false;
  return statement.effect === 'Deny';
}

function partsHoldIn(statement: CompiledStatement, run: Run): boolean {
  return resourcePartMatches(statement, run) && statement.tests.every((test) => testHolds(test, run));
}

interface OpenKey {
  readonly key: string;
  readonly id: string;
  readonly ways: readonly ContextValue[];
  /** Alternative number → index in `ways`. */
  readonly alternatives: readonly number[];
}

/** A key that a test reads and whose derived value is an open point: MFA in a role session, a role's path. */
function openKey(statement: CompiledStatement, run: Run): OpenKey | undefined {
  const { caller } = run.input;
  if (caller.kind !== 'roleSession') return undefined;
  if (statement.readKeys.has(MFA_KEY) && !run.context.has(MFA_KEY)) {
    return { key: MFA_KEY, id: 'A-29', ways: [null, ['false']], alternatives: [0, 1] };
  }
  if (statement.readKeys.has(PRINCIPAL_ARN_KEY) && caller.role?.arn === undefined) return openPath(statement, run);
  return undefined;
}

const PRINCIPAL_ARN_KEY = 'aws:principalarn';

/** Values that name the role under some path: it may be there, or have no path. A value that the request states is certain. */
function openPath(statement: CompiledStatement, run: Run): OpenKey | undefined {
  const { caller, context } = run.input;
  const stated = [...context].find(([key]) => key.toLowerCase() === PRINCIPAL_ARN_KEY)?.[1];
  if (stated === undefined || stated.from === 'request') return undefined;
  const named = statement.tests
    .filter((test) => test.lowerKey === PRINCIPAL_ARN_KEY)
    .flatMap((test) => test.values.map((value) => value.text))
    .filter((text) => namesRole(text, caller.account ?? '', caller.role?.name ?? ''))
    .map(
      (text): ContextValue => [
        text
          .replaceAll('*', 'x')
          .replaceAll('?', 'x')
          .replace(/^arn:[^:]*:/, `arn:${caller.partition}:`),
      ],
    );
  if (named.length === 0) return undefined;
  return {
    key: PRINCIPAL_ARN_KEY,
    id: 'A-12',
    ways: [run.context.get(PRINCIPAL_ARN_KEY) ?? null, ...named],
    alternatives: [0],
  };
}

function namesRole(text: string, account: string, name: string): boolean {
  const arn = parseArn(text);
  return (
    arn !== undefined &&
    arn.service === 'iam' &&
    arn.account === account &&
    arn.resource.startsWith('role/') &&
    arn.resource.endsWith(`/${name}`)
  );
}

function withValue(run: Run, key: string, value: ContextValue): Run {
  const context = new Map(run.context);
  context.set(key, value);
  return { ...run, context, triedKey: key };
}
