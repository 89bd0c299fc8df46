/** The units of a call: one action on one resource each (docs/evaluation.md, section 9). */
import type { ContextEntry } from '../../../shared/decision';
import type { ContextInput, SimulationRequest } from '../../../shared/request';
import { parseArn } from '../language/arn';
import { findResource, keyOfAlias, type ResourceView } from '../model/find-resource';
import { findPrincipal } from '../model/resolve';
import { isAssumeRole } from './assume-role';
import type { Gap } from './attached';
import { requestContext } from './context-keys';
import type { EvaluationInput } from './input';
import { serviceCaller } from './request-caller';
import { layersOf, type Unit } from './request-layers';
import type { Found } from './request-names';
import { lookupError, type RequestError, type RequestSources, requestError } from './request-sources';
import { partitionOf, type ResolvedCaller } from './resolved-caller';

/** One action on one resource: each has to be allowed for the call to be. */
export interface RequestUnit {
  /** What it asks: `s3:GetObject on arn:aws:s3:::b/x`, `iam:PassRole on …`. */
  readonly label: string;
  readonly input: EvaluationInput;
}

/** A call: the request itself, or one that assumes a role on the way. */
export interface Call {
  readonly request: SimulationRequest;
  readonly sources: RequestSources;
  readonly caller: ResolvedCaller;
  /** The owner that the request states. */
  readonly owner: string | undefined;
  /** Keys of the session that a hop of a role chain asks for. */
  readonly session: ReadonlyMap<string, ContextEntry> | undefined;
}

/** A resource of the call as it is written, after the rules for actions without resource types. */
export interface RequestResource {
  readonly text: string;
  readonly isPattern: boolean;
  /** The text stands for the caller's account or everything in it: nothing there carries a policy or tags. */
  readonly isScope: boolean;
}

/** The unit for one resource of the call. */
export function unitOf(call: Call, action: string, resource: RequestResource): RequestUnit {
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

function finishUnit({ request, sources, caller, session }: Call, parts: UnitParts): RequestUnit {
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
  const filled = requestContext({ request, caller, unit, model, catalog, now: time, alias: parts.alias, session });
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
 * What assuming a role needs besides its own action: sts:TagSession where tags are passed or carried along, and
 * sts:SetSourceIdentity where a source identity is (IAM User Guide, id_session-tags and
 * id_credentials_temp_control-access_monitor: both are decided by the caller's policies and the trust policy).
 */
export function sessionUnits(
  call: Call,
  action: string,
  resources: readonly RequestResource[],
): readonly RequestUnit[] {
  if (!isAssumeRole(action)) return [];
  const { tags, sourceIdentity } = call.caller.carried;
  const keys = [...Object.entries(call.request.context ?? {}), ...(call.session ?? new Map<string, ContextEntry>())]
    .filter(([, value]) => !isAbsent(value))
    .map(([key]) => key.toLowerCase());
  const actions = [
    ...(tags.size > 0 || keys.some((key) => key.startsWith('aws:requesttag/')) ? ['sts:TagSession'] : []),
    ...(sourceIdentity !== undefined || keys.includes('sts:sourceidentity') ? ['sts:SetSourceIdentity'] : []),
  ];
  return resources.flatMap((resource) => actions.map((each) => unitOf(call, each, resource)));
}

function isAbsent(value: ContextInput | ContextEntry): boolean {
  return value === null || (typeof value === 'object' && 'value' in value && value.value === null);
}

/**
 * Handing a role to a service needs iam:PassRole on it; where the request names the service, the role's trust policy must
 * let it in too (IAM User Guide, id_roles_use_passrole).
 */
export function passRoleUnits(call: Call, text: string): readonly RequestUnit[] | RequestError {
  const { sources, request } = call;
  const found = findPrincipal(sources.model, text);
  if (!found.ok) return lookupError(sources, found.message);
  if (found.kind !== 'role')
    return requestError(`"${text}" is no role: "passRole" takes ACCOUNT:role/NAME or its ARN.`);
  const { arn, gaps } = roleArn(found, sources);
  const view = findResource(sources.model, sources.catalog, arn);
  const parts = { view, owner: found.account, isResourcePattern: false, alias: undefined };
  const pass = finishUnit(call, { ...parts, action: 'iam:PassRole', gaps });
  const service = Object.entries(request.context ?? {}).find(
    ([key]) => key.toLowerCase() === 'iam:passedtoservice',
  )?.[1];
  if (typeof service !== 'string') return [pass];
  const { context: _, vpcEndpoint: __, via: ___, ...own } = request;
  const trust = finishUnit(
    { ...call, session: undefined, caller: serviceCaller(service), request: own },
    { ...parts, action: 'sts:AssumeRole', gaps: [] },
  );
  return [pass, trust];
}

/** Both the access point's policy and the bucket's must allow (S3 User Guide, access-points-policies). */
export function withAccessPoints(
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

/** The ARN of a role; where its path is not known, the one without path, and a gap that says so. */
export function roleArn(
  found: Found<'role'>,
  sources: RequestSources,
): { readonly arn: string; readonly gaps: readonly Gap[] } {
  if (found.arn !== undefined) return { arn: found.arn, gaps: [] };
  const message = `The path of role ${found.name} is not known; it is taken as "/".`;
  return { arn: `arn:${partitionOf(sources)}:iam::${found.account}:role/${found.name}`, gaps: [{ message }] };
}
