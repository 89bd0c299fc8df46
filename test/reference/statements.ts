/** Does a statement apply? All four parts are looked at, so that every open choice on the way is recorded. */
import type { Catalog } from '../../server/src/catalog/catalog';
import type { Case } from './case';
import type { Choices } from './choices';
import { choose } from './choices';
import { testHolds } from './conditions';
import type { World } from './context';
import { MFA_KEY, PRINCIPAL_ARN_KEY, roleArnAt, valuesOf } from './context';
import type { Statement } from './documents';
import { globMatches, tokensOf } from './globs';
import type { ListPart } from './parts';
import type { MatchClass } from './principals';
import { principalClass } from './principals';
import type { Coverage } from './resources';
import { resourceMatches } from './resources';

export interface StatementScope {
  readonly input: Case;
  readonly catalog: Catalog;
  readonly choices: Choices;
  readonly coverage: Coverage;
  /** The resource as it is checked: the request's, or what the table of list actions says. */
  readonly resource: string;
  readonly hasBoundary: boolean;
}

/** The class with which the statement applies (`direct` where it has no principal), `none` where it does not. */
export function applies(statement: Statement, scope: StatementScope): MatchClass {
  const { choices } = scope;
  const isAction = actionMatches(statement.action, scope);
  const principal = statement.principal;
  const matchClass: MatchClass =
    principal === undefined
      ? 'direct'
      : principalClass(principal, {
          caller: scope.input.caller,
          choices,
          effect: statement.effect,
          isRcp: statement.kind === 'rcp',
          hasBoundary: scope.hasBoundary,
        });
  const restHolds = holdsInWorlds(statement, scope);
  return isAction && restHolds && !statement.invalid ? matchClass : 'none';
}

function actionMatches(part: ListPart, { input, choices }: StatementScope): boolean {
  const name = input.action.toLowerCase();
  const matched = part.entries.map((entry) =>
    entry === '*:*' ? choose(choices, 'A-01') === 0 : globMatches(tokensOf(entry.toLowerCase()), name),
  );
  return matched.includes(true) !== part.negated;
}

/**
 * Resource and condition. Where the value of a key is open, each value is tried: an Allow needs all of them, a Deny one
 * (A-29 for MFA in role sessions, A-12 for the ARN of a role whose path is not known).
 */
function holdsInWorlds(statement: Statement, scope: StatementScope): boolean {
  const { input, choices } = scope;
  const { caller, context } = input;
  if (caller.kind !== 'roleSession') return holds(statement, scope, new Map());
  const strict = (results: readonly boolean[]) =>
    statement.effect === 'Allow' ? !results.includes(false) : results.includes(true);
  const inMfaWorlds = (world: World) => {
    const stated = context.get(MFA_KEY);
    const inWorld = (value: string | null) => holds(statement, scope, new Map([...world, [MFA_KEY, value]]));
    if (stated === null) return holds(statement, scope, world);
    if (stated !== undefined) {
      const results = [holds(statement, scope, world), inWorld(null)];
      return results[0] !== results[1] && choose(choices, 'A-29') === 1 ? results[1] === true : results[0] === true;
    }
    const results = [inWorld(null), inWorld('false')];
    const choice = results[0] === results[1] ? 0 : choose(choices, 'A-29', 2);
    return choice === 0 ? strict(results) : results[choice - 1] === true;
  };
  if (caller.roleArn !== undefined || context.has(PRINCIPAL_ARN_KEY)) return inMfaWorlds(new Map());
  const arns = [roleArnAt(caller, '/'), ...roleArnsNamedIn(statement, scope)];
  const results = arns.map((arn) => inMfaWorlds(new Map([[PRINCIPAL_ARN_KEY, arn]])));
  if (new Set(results).size === 1) return results[0] === true;
  return choose(choices, 'A-12') === 1 ? results[0] === true : strict(results);
}

/** Values of tests on aws:PrincipalArn that name the caller's role under some path. */
function roleArnsNamedIn(statement: Statement, { input }: StatementScope): readonly string[] {
  const { caller } = input;
  const values = statement.tests
    .filter((test) => test.key.toLowerCase() === PRINCIPAL_ARN_KEY)
    .flatMap((test) => test.values);
  const start = roleArnAt({ ...caller, roleName: '' }, '/');
  return values.filter((value) => value.startsWith(start) && value.endsWith(`/${caller.roleName}`));
}

function holds(statement: Statement, scope: StatementScope, world: World): boolean {
  const { input, catalog, choices } = scope;
  const lookup = (key: string) => valuesOf(input, world, key);
  const declared = (key: string) => catalog.conditionKey(key);
  const variables = {
    lookup,
    choices,
    isMultivalued: (key: string) => declared(key)?.multivalued === true || (lookup(key)?.length ?? 0) > 1,
    hasVariables: statement.hasVariables,
  };
  const action = catalog.action(input.action);
  const isResource =
    statement.resource === undefined ||
    resourceMatches(statement.resource, {
      ...variables,
      kind: statement.kind,
      effect: statement.effect,
      action: input.action,
      actionHasNoResource: action === undefined || action.resourceTypes.length === 0,
      request: scope.resource,
      coverage: scope.coverage,
    });
  const tests = statement.tests.map((test) => testHolds(test, { ...variables, declared }));
  return isResource && !tests.includes(false);
}
