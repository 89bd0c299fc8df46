/** A request as people write it → one evaluation input for each unit of the call (docs/identity-model.md, "Requests"). */
import type { SimulationRequest } from '../../../shared/request';
import { listScope } from '../catalog/tables/list-scope';
import { parseArn } from '../language/arn';
import { hasWildcard } from '../language/pattern';
import { parseInstant } from '../language/values';
import { findResource, keyOfAlias, type ResourceView } from '../model/find-resource';
import { didYouMean, nearestNames } from '../model/nearest';
import { findAccount, findPrincipal } from '../model/resolve';
import type { Gap } from './attached';
import { requestContext } from './context-keys';
import type { EvaluationInput } from './input';
import { resolveCaller, serviceCaller } from './request-caller';
import { layersOf, type Unit } from './request-layers';
import { lookupError, type RequestError, type RequestSources, requestError } from './request-sources';
import type { ResolvedCaller } from './resolved-caller';

/** One action on one resource: each has to be allowed for the call to be. */
export interface RequestUnit {
  /** What it asks: `s3:GetObject on arn:aws:s3:::b/x`, `iam:PassRole on …`. */
  readonly label: string;
  readonly input: EvaluationInput;
}

export type PreparedRequest =
  | { readonly ok: true; readonly units: readonly [RequestUnit, ...RequestUnit[]] }
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
  const caller = resolveCaller(request, sources);
  if (!caller.ok) return caller;
  const owner = statedOwner(request, sources);
  if (owner !== undefined && typeof owner !== 'string') return owner;
  const resources = requestResources(request, action, caller, sources);
  if ('ok' in resources) return resources;
  const call: Call = { request, sources, caller, owner };
  const units = resources.map((resource) => unitOf(call, action, resource));
  const passed = request.passRole === undefined ? [] : passRoleUnits(call, request.passRole);
  if ('ok' in passed) return passed;
  const [first, ...rest] = [...withAccessPoints(units, resources), ...passed];
  return first === undefined ? requestError('The request names no resource.') : { ok: true, units: [first, ...rest] };
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

interface Call {
  readonly request: SimulationRequest;
  readonly sources: RequestSources;
  readonly caller: ResolvedCaller;
  /** The owner that the request states. */
  readonly owner: string | undefined;
}

function statedOwner(
  { resourceAccount }: SimulationRequest,
  sources: RequestSources,
): string | undefined | RequestError {
  if (resourceAccount === undefined) return undefined;
  const found = findAccount(sources.model, resourceAccount);
  return found.ok ? found.id : lookupError(sources, found.message);
}

/** A resource of the call as it is written, after the rules for actions without resource types. */
interface RequestResource {
  readonly text: string;
  readonly isPattern: boolean;
  /** The text stands for the caller's account or everything in it: nothing there carries a policy or tags. */
  readonly isScope: boolean;
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

function unitOf(call: Call, action: string, resource: RequestResource): RequestUnit {
  const { sources, caller } = call;
  const { model, catalog } = sources;
  const { text, isScope } = resource;
  const alias = aliasOf(action, text, sources);
  const key = alias === undefined ? undefined : keyOfAlias(model, text);
  const found = findResource(model, catalog, key?.arn ?? text);
  const view = isScope ? withoutPolicy(found) : text === '*' ? withUnknownPolicy(found) : found;
  // A call without a resource concerns the caller's own account.
  const owner = view.account ?? call.owner ?? (isScope ? caller.caller.account : undefined);
  const message = `The model lists no key with the ${alias}, so its policy is not known.`;
  const gaps: readonly Gap[] = alias !== undefined && key === undefined ? [{ message }] : [];
  return finishUnit(call, { action, view, owner, isResourcePattern: resource.isPattern, alias, gaps });
}

function withoutPolicy(view: ResourceView): ResourceView {
  return { ...view, content: { state: 'none' }, tags: new Map() };
}

/** Every resource at once: some of them may have policies. */
function withUnknownPolicy(view: ResourceView): ResourceView {
  return { ...view, content: { state: 'unknown', at: undefined } };
}

interface UnitParts {
  readonly action: string;
  readonly view: ResourceView;
  readonly owner: string | undefined;
  readonly isResourcePattern: boolean;
  readonly alias: string | undefined;
  readonly gaps: readonly Gap[];
}

function finishUnit({ request, sources, caller }: Call, parts: UnitParts): RequestUnit {
  const { model, catalog, now } = sources;
  const { action, view, owner } = parts;
  const unit: Unit = {
    action,
    resource: view,
    owner,
    endpoint: endpointOf(request),
    isForwarded: (request.via ?? []).length > 0,
  };
  const { layers, facts, gaps } = layersOf(model, caller, unit);
  const time = request.time ?? now;
  const filled = requestContext({ request, caller, unit, model, catalog, now: time, alias: parts.alias });
  const input: EvaluationInput = {
    caller: caller.caller,
    action,
    resource: view.arn,
    resourceIsPattern: parts.isResourcePattern,
    resourceAccount: owner,
    ...filled,
    missingContext: request.missingContext ?? 'absent',
    layers,
    facts,
    gaps: [...caller.gaps, ...gaps, ...parts.gaps],
  };
  return { label: `${action} on ${view.arn}`, input };
}

function endpointOf({ vpcEndpoint, context }: SimulationRequest): Unit['endpoint'] {
  const stated = Object.entries(context ?? {}).find(([key]) => key.toLowerCase() === 'aws:sourcevpce')?.[1];
  const id = vpcEndpoint ?? (typeof stated === 'string' ? stated : undefined);
  return id === undefined ? undefined : { id };
}

/** `alias/data` where the action works on the key behind it; actions on aliases themselves keep the alias. */
function aliasOf(action: string, text: string, { catalog }: RequestSources): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'kms' || !arn.resource.startsWith('alias/')) return undefined;
  const types = catalog.action(action)?.resourceTypes ?? [];
  return types.some(({ name }) => name.toLowerCase() === 'alias') ? undefined : arn.resource;
}

/**
 * Handing a role to a service needs iam:PassRole on it; where the request names the service, the role's trust policy must
 * let it in too (IAM User Guide, id_roles_use_passrole).
 */
function passRoleUnits(call: Call, text: string): readonly RequestUnit[] | RequestError {
  const { sources, request } = call;
  const found = findPrincipal(sources.model, text);
  if (!found.ok) return lookupError(sources, found.message);
  if (found.kind !== 'role')
    return requestError(`"${text}" is no role: "passRole" takes ACCOUNT:role/NAME or its ARN.`);
  const partition = sources.model.partition;
  const arn = found.arn ?? `arn:${partition}:iam::${found.account}:role/${found.name}`;
  const view = findResource(sources.model, sources.catalog, arn);
  const parts = { view, owner: found.account, isResourcePattern: false, alias: undefined };
  const pathGap: Gap = { message: `The path of role ${found.name} is not known; it is taken as "/".` };
  const gaps = found.arn === undefined ? [pathGap] : [];
  const pass = finishUnit(call, { ...parts, action: 'iam:PassRole', gaps });
  const service = Object.entries(request.context ?? {}).find(
    ([key]) => key.toLowerCase() === 'iam:passedtoservice',
  )?.[1];
  if (typeof service !== 'string') return [pass];
  const { context: _, vpcEndpoint: __, via: ___, ...own } = request;
  const trust = finishUnit(
    { ...call, caller: serviceCaller(service), request: own },
    { ...parts, action: 'sts:AssumeRole', gaps: [] },
  );
  return [pass, trust];
}

/** Both the access point's policy and the bucket's must allow (S3 User Guide, access-points-policies). */
function withAccessPoints(
  units: readonly RequestUnit[],
  resources: readonly RequestResource[],
): readonly RequestUnit[] {
  const isAccessPoint = (text: string) => /^arn:[^:]*:s3:[^:]+:[^:]*:accesspoint\//.test(text);
  const isBucket = (text: string) => /^arn:[^:]*:s3:::/.test(text);
  if (!resources.some(({ text }) => isAccessPoint(text)) || resources.some(({ text }) => isBucket(text))) return units;
  const message = 'Behind an access point the policy of its bucket has to allow too: name both in "resources".';
  return units.map((unit) =>
    isAccessPoint(unit.input.resource)
      ? { ...unit, input: { ...unit.input, gaps: [...unit.input.gaps, { message }] } }
      : unit,
  );
}
