/** A request as people write it → one evaluation input for each unit of each call (docs/identity-model.md, "Requests"). */
import type { SimulationRequest } from '../../../shared/request';
import { listScope } from '../catalog/tables/list-scope';
import { parseArn } from '../language/arn';
import { hasWildcard } from '../language/pattern';
import { parseInstant } from '../language/values';
import { didYouMean, nearestNames } from '../model/nearest';
import { findAccount } from '../model/resolve';
import { lookupError, type RequestError, type RequestSources, requestError } from './request-sources';
import {
  type Call,
  passRoleUnits,
  type RequestResource,
  type RequestUnit,
  sessionUnits,
  unitOf,
  withAccessPoints,
} from './request-units';
import type { ResolvedCaller } from './resolved-caller';
import { type PreparedHop, prepareChain, type Units } from './role-chain';

/** What has to be decided for a request: the role chain that leads to its session, then the call itself. */
export type PreparedRequest =
  | { readonly ok: true; readonly hops: readonly PreparedHop[]; readonly units: Units }
  | RequestError;

/**
 * Resolves everything that a request names. A name that does not exist is an error that lists the nearest ones; what is not
 * known, or not used yet, makes the answer `incomplete` or an assumption.
 */
export function prepareRequest(request: SimulationRequest, sources: RequestSources): PreparedRequest {
  const problem = requestProblem(request);
  if (problem !== undefined) return requestError(problem);
  const action = exactAction(request.action, sources);
  if (typeof action !== 'string') return action;
  const chain = prepareChain(request, sources);
  if (!chain.ok) return chain;
  const { hops, caller } = chain;
  const owner = statedOwner(request, sources);
  if (owner !== undefined && typeof owner !== 'string') return owner;
  const resources = requestResources(request, action, caller, sources);
  if ('ok' in resources) return resources;
  const units = callUnits({ request, sources, caller, owner, session: undefined }, action, resources);
  if ('ok' in units) return units;
  const [first, ...rest] = units;
  return first === undefined
    ? requestError('The request names no resource.')
    : { ok: true, hops, units: [first, ...rest] };
}

function callUnits(
  call: Call,
  action: string,
  resources: readonly RequestResource[],
): readonly RequestUnit[] | RequestError {
  const own = resources.map((resource) => unitOf(call, action, resource));
  const { passRole } = call.request;
  const passed = passRole === undefined ? [] : passRoleUnits(call, passRole);
  if ('ok' in passed) return passed;
  return [...withAccessPoints(own, resources), ...sessionUnits(call, action, resources), ...passed];
}

/** What the form of a request forbids and no schema says. */
function requestProblem(request: SimulationRequest): string | undefined {
  if (request.resource !== undefined && request.resources !== undefined)
    return 'Give "resource" or "resources", not both.';
  if (request.resources?.length === 0) return '"resources" is empty: name at least one resource.';
  if (request.time !== undefined && parseInstant(request.time) === undefined)
    return `"${request.time}" is no time: write it as 2026-11-24T10:00:00Z.`;
  return undefined;
}

/** The action in AWS's spelling. */
function exactAction(text: string, { catalog }: RequestSources): string | RequestError {
  const known = catalog.action(text);
  if (known !== undefined) return known.fullName;
  if (!/^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(text))
    return requestError(`"${text}" is no action: write one exact action as service:Name, such as s3:GetObject.`);
  const prefix = text.slice(0, text.indexOf(':'));
  const service = catalog.service(prefix);
  const data = `in the AWS data of ${catalog.dates.services}.`;
  if (service === undefined) {
    const prefixes = catalog.services.map((each) => each.prefix);
    return requestError(`There is no service "${prefix}" ${data}${didYouMean(nearestNames(prefix, prefixes))}`);
  }
  const names = service.actions.map((each) => each.fullName);
  return requestError(`There is no action "${text}" ${data}${didYouMean(nearestNames(text, names))}`);
}

function statedOwner(
  { resourceAccount }: SimulationRequest,
  sources: RequestSources,
): string | undefined | RequestError {
  if (resourceAccount === undefined) return undefined;
  const found = findAccount(sources.model, resourceAccount);
  return found.ok ? found.id : lookupError(sources, found.message);
}

function requestResources(
  request: SimulationRequest,
  action: string,
  caller: ResolvedCaller,
  sources: RequestSources,
): readonly RequestResource[] | RequestError {
  const given = request.resources ?? (request.resource === undefined ? undefined : [request.resource]);
  const scope = scopeOf(request, action, caller, sources);
  if (given === undefined) {
    if (scope !== undefined && !scope.includes('REGION')) return [{ text: scope, isPattern: false, isScope: true }];
    const known = sources.catalog.action(action);
    if (scope === undefined && known?.resourceTypes.length === 0)
      return [{ text: '*', isPattern: false, isScope: true }];
    return requestError(`The request has no "resource"; ${action} works on ${shapesOf(action, scope, sources)}.`);
  }
  const resources: RequestResource[] = [];
  for (const text of given) {
    if (text !== '*' && parseArn(text) === undefined)
      return requestError(
        `"${text}" is no ARN; ${action} works on ${shapesOf(action, scope, sources)}. Write * where it works on none.`,
      );
    const isListOfBuckets = action === 's3:ListAllMyBuckets' && text === '*' && scope !== undefined;
    const isPatternHere = isPattern(text, request, action, scope, sources);
    resources.push({
      text: isListOfBuckets ? scope : text,
      isPattern: isPatternHere,
      isScope: (text === '*' && !isPatternHere) || (scope !== undefined && isScopeShape(scope, text)),
    });
  }
  return resources;
}

/** The ARN that AWS checks for a list action; `REGION` stands in it where the request tells none. */
function scopeOf(
  request: SimulationRequest,
  action: string,
  { caller }: ResolvedCaller,
  { model }: RequestSources,
): string | undefined {
  const stated = Object.entries(request.context ?? {}).find(([key]) => key.toLowerCase() === 'aws:requestedregion');
  const region = typeof stated?.[1] === 'string' ? stated[1] : 'REGION';
  return listScope(action, { partition: model.partition, region, account: caller.account ?? '' });
}

/** With wildcards a pattern, unless the request says otherwise, AWS itself writes the star, or there is no resource at all. */
function isPattern(
  text: string,
  { resourceIsPattern }: SimulationRequest,
  action: string,
  scope: string | undefined,
  { catalog }: RequestSources,
): boolean {
  if (!hasWildcard(text) || resourceIsPattern !== undefined) return resourceIsPattern === true && hasWildcard(text);
  if (text === '*') return scope === undefined && catalog.action(action)?.resourceTypes.length !== 0;
  return scope === undefined || !isScopeShape(scope, text);
}

/** The same but for the Region, which a scope may leave open. */
function isScopeShape(scope: string, text: string): boolean {
  const left = scope.split(':');
  const right = text.split(':');
  return left.length === right.length && left.every((field, index) => index === 3 || field === right[index]);
}

function shapesOf(action: string, scope: string | undefined, { catalog }: RequestSources): string {
  if (scope !== undefined) return scope;
  const known = catalog.action(action);
  const service = known && catalog.service(known.service);
  const shapes = (known?.resourceTypes ?? [])
    .flatMap(({ name }) => service?.resourceType(name)?.arns[0] ?? [])
    .sort((left, right) => left.length - right.length);
  if (shapes.length === 0) return '*';
  return shapes.slice(0, 3).join(', ') + (shapes.length > 3 ? ' and others' : '');
}
