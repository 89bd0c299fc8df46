import { parseArn } from '../language/arn';
import { matches } from '../language/pattern';
import type { CompiledActions, CompiledResources, CompiledStatement } from './compiled';
import { testHolds } from './conditions';
import { type MatchClass, principalClass } from './principals';
import { type CompiledResource, isUnresolved, resourceMatches } from './resources';
import { type ContextValue, MFA_KEY, type Run, reading } from './run';

/**
 * How a statement that the policy's index found for the action names the caller, if it applies: all other parts must match, and
 * parts that the type does not have do. `none`: it does not apply; `direct` where the policy type has no principal.
 */
export function statementClass(statement: CompiledStatement, run: Run): MatchClass {
  const { action, principal, effect } = statement;
  if (action?.hasStarStar === true && !actionMatches(action, run)) return 'none';
  const named = principal === undefined ? 'direct' : principalClass(principal, effect, run);
  return named !== 'none' && partsHold(statement, run) ? named : 'none';
}

/** Actions compare without case; `*:*` is read as `*`. */
export function actionMatches(actions: CompiledActions, run: Run): boolean {
  const isListed = actions.patterns.some(({ pattern, isStarStar }) => {
    if (pattern === undefined || !matches(pattern, run.lowerAction)) return false;
    return !isStarStar || reading(run, 'A-01') === 0;
  });
  return isListed !== actions.isNegated;
}

/** `Resource` or `NotResource`; a policy without either (trust, Lambda, ECR) means its own resource. */
function resourcePartMatches(statement: CompiledStatement, run: Run): boolean {
  const { resource } = statement;
  return resource === undefined || entriesMatch(resource, matchingEntry(resource, statement.effect, run), run);
}

/** Does the part match, given the entry that does? `NotResource` matches if no entry matches. */
export function entriesMatch(resource: CompiledResources, entry: CompiledResource | undefined, run: Run): boolean {
  if (!resource.isNegated || entry !== undefined) return resource.isNegated !== (entry !== undefined);
  // An entry whose variable has no value excludes nothing; or the whole statement does not apply.
  for (const each of resource.entries) if (isUnresolved(each, run)) return reading(run, 'A-07') === 0;
  return true;
}

/**
 * The first entry that matches the request's resource. An Allow has to cover all of a request pattern and a Deny only some
 * of it, or the reverse (evaluation.md 2.5); in `NotResource` extent and readings are joined the other way round.
 */
export function matchingEntry(
  { isNegated, entries }: CompiledResources,
  effect: 'Allow' | 'Deny',
  run: Run,
): CompiledResource | undefined {
  const isSome = ((effect === 'Allow') === (run.mode === 'optimistic')) !== isNegated;
  const needBoth = (effect === 'Allow') !== isNegated;
  for (const entry of entries) if (resourceMatches(entry, run, isSome ? 'some' : 'all', needBoth)) return entry;
  return undefined;
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
  if (!resourcePartMatches(statement, run)) return false;
  for (const test of statement.tests) if (!testHolds(test, run)) return false;
  return true;
}

interface OpenKey {
  readonly key: string;
  readonly id: string;
  readonly ways: readonly ContextValue[];
  /** Alternative number → index in `ways`. */
  readonly alternatives: readonly number[];
}

/** Does the statement read a key whose derived value is an open point, so that each way was tried? */
export function hasOpenKey(statement: CompiledStatement, run: Run): boolean {
  return openKey(statement, run) !== undefined;
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
