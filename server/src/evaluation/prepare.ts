import type { PolicyReference, SimulationRequest } from '../../../shared/request';
import type { Action, Catalog } from '../catalog/catalog';
import { holdersOf } from '../catalog/resource-types';
import { listScope } from '../catalog/tables/list-scope';
import { hostsResourcePolicies } from '../catalog/tables/service-support';
import { isAccountId, parseArn } from '../language/arn';
import { hasWildcard } from '../language/pattern';
import { parseInstant } from '../language/values';
import type { Account, Model, Resource, Role, Tags, Unknown, VpcEndpoint } from '../model/entities';
import { awsManagedPolicy } from '../model/policy-text';
import { findPrincipal, orList } from '../model/resolve';
import { attachedPolicy, controlLevels, type Gap, type Membership, slotPolicies, slotPolicy } from './attached';
import type { AttachedPolicy, EvaluationInput, EvaluationLayers, ResourceFacts } from './input';
import { type RequestCaller, readCaller } from './prepare-caller';
import { requestContext } from './prepare-context';

/** What a request is resolved against. */
export interface RequestSources {
  readonly model: Model;
  readonly catalog: Catalog;
  /** The time for which a request without `time` is decided, ISO 8601. */
  readonly now: string;
  /** Session policies by path or as documents; ARNs of managed policies are looked up here. */
  readonly policyReference: (reference: PolicyReference) => AttachedPolicy | { readonly message: string };
}

/** One authorization unit of a call, with what it is for people. */
export interface RequestUnit {
  readonly label: string;
  readonly input: EvaluationInput;
}

export type PreparedRequest =
  | { readonly ok: true; readonly units: readonly [RequestUnit, ...RequestUnit[]] }
  | { readonly ok: false; readonly message: string };

/**
 * A request by names → the inputs of its decisions: who asks, the owner, the policies of every layer and the context keys, all
 * from the model. A name that does not exist is an error that says what does (docs/identity-model.md, Requests).
 */
export function prepareRequest(request: SimulationRequest, sources: RequestSources): PreparedRequest {
  const action = findAction(request.action, sources.catalog);
  if (typeof action === 'string') return { ok: false, message: action };
  const time = request.time ?? sources.now;
  if (parseInstant(time) === undefined)
    return { ok: false, message: `"${time}" is no time: write it as 2026-11-24T10:00:00Z.` };
  const caller = readCaller(request, sources.model);
  if (!caller.ok) return caller;
  const resources = resourcesOf(request, action, sources, caller.found);
  if (typeof resources === 'string') return { ok: false, message: resources };
  const scope: Scope = { request, sources: { ...sources, now: time }, caller: caller.found };
  const units = resources.map((resource) => unitOf(scope, action.name, resource));
  const passed = passRoleUnit(scope);
  if (typeof passed === 'string') return { ok: false, message: passed };
  const [first, ...rest] = passed === undefined ? units : [...units, passed];
  return first === undefined
    ? { ok: false, message: 'The request names no resource.' }
    : { ok: true, units: [first, ...rest] };
}

interface Scope {
  readonly request: SimulationRequest;
  readonly sources: RequestSources;
  readonly caller: RequestCaller;
}

interface RequestAction {
  /** As AWS spells it, where the data knows it. */
  readonly name: string;
  readonly known: Action | undefined;
}

/** An exact action; one that the data lacks may be newer than the data. */
function findAction(text: string, catalog: Catalog): RequestAction | string {
  if (!/^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(text))
    return `"${text}" is no action: write one action as service:Name, such as s3:GetObject.`;
  const known = catalog.action(text);
  if (known !== undefined) return { name: known.fullName, known };
  const service = catalog.service(text.slice(0, text.indexOf(':')));
  const names =
    service === undefined
      ? catalog.services.map((each) => `${each.prefix}:`)
      : service.actions.map((each) => each.fullName);
  return `There is no action "${text}" in the AWS data of ${catalog.dates.services}.${orList(text, names)}`;
}

/** The ARNs that the request names, each as AWS would check it; `*` for an action without a resource. */
function resourcesOf(
  request: SimulationRequest,
  action: RequestAction,
  { model, catalog }: RequestSources,
  caller: RequestCaller,
): readonly string[] | string {
  const named = request.resources ?? (request.resource === undefined ? [] : [request.resource]);
  if (named.length > 0) {
    const wrong = named.find((text) => text !== '*' && parseArn(text) === undefined);
    if (wrong !== undefined)
      return `"${wrong}" is no ARN: a resource is written arn:partition:service:region:account:resource.`;
    return named.map((text) => checkedResource(text, action, model, caller));
  }
  const types = action.known?.resourceTypes ?? [];
  if (types.length > 0) {
    const service = catalog.service(action.known?.service ?? '');
    const shapes = types.flatMap((type) => service?.resourceType(type.name)?.arns ?? []);
    return `${action.name} works on a resource: give its ARN, such as ${shapes[0] ?? 'arn:…'}.`;
  }
  return [scopeOf(action.name, model, caller) ?? '*'];
}

/** What AWS checks for a list action (evaluation.md 2.4). */
function scopeOf(action: string, model: Model, { caller }: RequestCaller): string | undefined {
  return listScope(action, { partition: model.partition, region: 'us-east-1', account: caller.account ?? '' });
}

function checkedResource(text: string, action: RequestAction, model: Model, caller: RequestCaller): string {
  if (text === '*' && (action.known?.resourceTypes.length ?? 0) === 0)
    return scopeOf(action.name, model, caller) ?? '*';
  const key = model.keyByAlias.get(text);
  const isForAlias = action.known?.resourceTypes.some((type) => type.name.toLowerCase() === 'alias') === true;
  return key !== undefined && !isForAlias ? key.arn : text;
}

/** Handing a role to a service is a decision of its own on the role (evaluation.md 8). */
function passRoleUnit(scope: Scope): RequestUnit | string | undefined {
  const { request, sources } = scope;
  if (request.passRole === undefined) return undefined;
  const found = findPrincipal(sources.model, request.passRole);
  if (!found.ok) return found.message;
  if (found.kind !== 'role') return `"${request.passRole}" is no role: passRole takes ACCOUNT:role/NAME.`;
  return unitOf(
    scope,
    'iam:PassRole',
    found.arn ?? `arn:${sources.model.partition}:iam::${found.account}:role/${found.name}`,
  );
}

function unitOf(scope: Scope, action: string, resource: string): RequestUnit {
  const { request, sources, caller } = scope;
  const { model } = sources;
  const gaps: Gap[] = [];
  const target = findTarget(resource, scope);
  const callerMembership = membershipOf(model, caller.caller.account);
  const ownerMembership = membershipOf(model, target.owner);
  const endpointId = request.vpcEndpoint ?? statedText(request, 'aws:SourceVpce');
  const endpoint = endpointId === undefined ? undefined : model.vpcEndpoints.get(endpointId);
  const { context, closedFamilies } = requestContext({
    request,
    action,
    resource,
    caller,
    callerMembership,
    owner: target.owner,
    ownerMembership,
    principalTags: principalTags(caller),
    resourceTags: target.tags,
    endpoint,
    endpointId,
    endpointMembership: membershipOf(model, endpoint?.account),
    now: sources.now,
  });
  const layers: EvaluationLayers = {
    ...callerLayers(scope, gaps),
    serviceControl:
      caller.caller.account === undefined ? undefined : controlLevels(callerMembership, 'serviceControlPolicies', gaps),
    resourceControl:
      target.owner === undefined ? 'unknown' : controlLevels(ownerMembership, 'resourceControlPolicies', gaps),
    callerResourceControl: knownLevels(callerMembership, gaps),
    resource: resourceLayer(target, action, resource, gaps),
    vpcEndpoint: endpointLayer(endpointId, endpoint, gaps),
    why: whyOf(callerMembership, ownerMembership, endpointId),
  };
  gaps.push(...laterGaps(scope, resource));
  const input: EvaluationInput = {
    caller: caller.caller,
    action,
    resource,
    resourceIsPattern: isPattern(request, resource, action, model, caller),
    resourceAccount: target.owner,
    context,
    closedFamilies,
    missingContext: request.missingContext ?? 'absent',
    layers,
    facts: factsOf(target, resource, model),
    gaps,
  };
  return { label: `${action} on ${resource}`, input };
}

function statedText(request: SimulationRequest, key: string): string | undefined {
  const found = Object.entries(request.context ?? {}).find(([each]) => each.toLowerCase() === key.toLowerCase())?.[1];
  return typeof found === 'string' ? found : undefined;
}

/** A resource with a wildcard is a pattern unless the request says otherwise, or AWS itself checks that text. */
function isPattern(
  request: SimulationRequest,
  resource: string,
  action: string,
  model: Model,
  caller: RequestCaller,
): boolean {
  if (!hasWildcard(resource) || resource === scopeOf(action, model, caller)) return false;
  if (request.resourceIsPattern !== undefined) return request.resourceIsPattern;
  return resource !== '*' || (request.resource ?? request.resources?.[0]) !== undefined;
}

/** The account's place in the tree; an account that the model does not list at all is not known. */
function membershipOf(model: Model, account: string | undefined): Membership {
  const { organization } = model;
  if (organization === 'none') return { state: 'outside', organization: undefined, nodes: [] };
  if (organization === 'unknown' || account === undefined)
    return { state: 'unknown', organization: undefined, nodes: [] };
  const nodes = organization.paths.get(account);
  if (nodes !== undefined) return { state: 'member', organization, nodes };
  return { state: model.accounts.has(account) ? 'outside' : 'unknown', organization: undefined, nodes: [] };
}

function knownLevels(membership: Membership, gaps: Gap[]) {
  const levels = controlLevels(membership, 'resourceControlPolicies', gaps);
  return levels === 'unknown' ? undefined : levels;
}

/** What the resource is in the model: its own entry, or the entry of what it lies in. */
interface Target {
  readonly entry: Resource | undefined;
  /** For a role: its trust policy is its resource policy. */
  readonly role: Role | Unknown | undefined;
  readonly owner: string | undefined;
  readonly account: Account | undefined;
  readonly tags: Tags | Unknown | undefined;
}

function findTarget(resource: string, { request, sources, caller }: Scope): Target {
  const { model, catalog } = sources;
  const own = model.resources.get(resource);
  const entry = own ?? holdersOf(catalog, resource).flatMap((holder) => model.resources.get(holder) ?? [])[0];
  const role = roleTarget(resource, model);
  const inArn = parseArn(resource)?.account ?? '';
  const written = isAccountId(inArn) || inArn === 'aws' ? inArn : undefined;
  // A call without a resource concerns the caller's own account.
  const ofCaller = resource === '*' ? caller.caller.account : undefined;
  const owner = entry?.account ?? request.resourceAccount ?? written ?? ofCaller;
  return { entry, role, owner, account: model.accounts.get(owner ?? ''), tags: tagsOf(resource, own, role, entry) };
}

function roleTarget(resource: string, model: Model): Role | Unknown | undefined {
  if (!/^arn:[^:]*:iam::\d{12}:role\//.test(resource)) return undefined;
  const found = findPrincipal(model, resource);
  return found.ok && found.kind === 'role' ? found.role : 'unknown';
}

/** Tags are those of the very resource; of S3 only buckets with ABAC switched on show theirs to policies. */
function tagsOf(
  resource: string,
  own: Resource | undefined,
  role: Role | Unknown | undefined,
  entry: Resource | undefined,
): Tags | Unknown | undefined {
  if (role !== undefined) return role === 'unknown' ? 'unknown' : role.tags;
  if (parseArn(resource)?.service !== 's3') return own === undefined ? 'unknown' : own.tags;
  const isSwitchedOn = entry?.usesTagsForAccess ?? 'unknown';
  if (isSwitchedOn === false) return new Map();
  return isSwitchedOn === true && own !== undefined ? own.tags : 'unknown';
}

function principalTags({ holder, caller }: RequestCaller): Tags | Unknown | undefined {
  if (holder === 'unknown') return 'unknown';
  const carriesTags = caller.kind === 'user' || caller.kind === 'roleSession';
  return carriesTags ? holder?.tags : undefined;
}

/** Identity policies, boundary and session policies of the caller. */
function callerLayers(
  { caller, sources }: Scope,
  gaps: Gap[],
): Pick<EvaluationLayers, 'identity' | 'boundary' | 'session'> {
  const session = sessionLayer(caller, sources, gaps);
  const { holder } = caller;
  if (holder === undefined) return { identity: [], boundary: undefined, session };
  if (holder === 'unknown') return { identity: 'unknown', boundary: 'unknown', session };
  const own = [
    ...slotPolicies(holder.inlinePolicies, `the inline policies of ${holder.name}`, gaps),
    ...slotPolicies(holder.managedPolicies, `the managed policies of ${holder.name}`, gaps),
  ];
  const inherited = holder.kind === 'user' ? groupPolicies(holder, gaps) : [];
  return { identity: [...own, ...inherited], boundary: slotPolicy(holder.boundary, gaps), session };
}

function groupPolicies(
  user: Extract<RequestCaller['holder'], { readonly kind: 'user' }>,
  gaps: Gap[],
): readonly AttachedPolicy[] {
  if (user.groups === 'unknown') {
    gaps.push({ message: `The groups of user ${user.name} are not known.` });
    return [];
  }
  return user.groups.flatMap(({ name, group }) => {
    if (group === undefined) {
      gaps.push({ message: `The account has no group "${name}", to which user ${user.name} belongs.` });
      return [];
    }
    return [
      ...slotPolicies(group.inlinePolicies, `the inline policies of group ${name}`, gaps),
      ...slotPolicies(group.managedPolicies, `the managed policies of group ${name}`, gaps),
    ];
  });
}

function sessionLayer(
  { caller, session }: RequestCaller,
  sources: RequestSources,
  gaps: Gap[],
): EvaluationLayers['session'] {
  const { policies } = session;
  const mayHave = caller.kind === 'roleSession' || caller.kind === 'federatedUser' || caller.kind === 'rootSession';
  if (!mayHave || policies === undefined || policies.length === 0) return undefined;
  return policies.flatMap((reference) => {
    const policy =
      managedReference(reference, caller.account ?? '', sources, gaps) ?? sources.policyReference(reference);
    if ('document' in policy) return [policy];
    gaps.push({ message: policy.message });
    return [];
  });
}

/** A string that begins with `arn:` is a managed policy: AWS's, or the account's own. */
function managedReference(
  reference: PolicyReference,
  account: string,
  { model, catalog }: RequestSources,
  gaps: Gap[],
): AttachedPolicy | { readonly message: string } | undefined {
  if (typeof reference !== 'string' || !reference.startsWith('arn:')) return undefined;
  if (parseArn(reference)?.account === 'aws') return awsPolicy(reference, catalog);
  const policies = model.accounts.get(account)?.managedPolicies;
  const found =
    policies === undefined || policies === 'unknown'
      ? undefined
      : [...policies.values()].find((policy) => policy.arn === reference);
  const policy = found && slotPolicy(found.content, gaps);
  return policy === undefined || policy === 'unknown'
    ? { message: `Account ${account} has no managed policy "${reference}".` }
    : policy;
}

function awsPolicy(arn: string, catalog: Catalog): AttachedPolicy | { readonly message: string } {
  const found = awsManagedPolicy(catalog, arn);
  if (found !== undefined) return attachedPolicy(found);
  return { message: `There is no AWS managed policy "${arn}" in the data of ${catalog.dates.managedPolicies}.` };
}

/** The resource's own policy; KMS keys and roles always have one, so theirs is missing rather than absent. */
function resourceLayer(
  { entry, role }: Target,
  action: string,
  resource: string,
  gaps: Gap[],
): EvaluationLayers['resource'] {
  const isKey = /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource);
  if (role !== undefined) {
    if (!/^sts:/i.test(action)) return undefined;
    const trust = role === 'unknown' ? 'notGiven' : slotPolicy(role.trust, gaps);
    return trust ?? 'notGiven';
  }
  if (entry !== undefined) return slotPolicy(entry.content, gaps) ?? (isKey ? 'notGiven' : undefined);
  if (isKey) return 'notGiven';
  // Identities and other resources of IAM have no policies of their own, and many services have none at all.
  const service = parseArn(resource)?.service ?? '';
  if (resource === '*' || service === 'iam' || !hostsResourcePolicies(service)) return undefined;
  return 'unknown';
}

function endpointLayer(
  id: string | undefined,
  endpoint: VpcEndpoint | undefined,
  gaps: Gap[],
): EvaluationLayers['vpcEndpoint'] {
  if (id === undefined) return undefined;
  return endpoint === undefined ? 'unknown' : slotPolicy(endpoint.content, gaps);
}

function whyOf(caller: Membership, owner: Membership, endpointId: string | undefined): EvaluationLayers['why'] {
  return {
    ...(caller.state === 'outside' ? { serviceControl: "the principal's account is in no organization" } : {}),
    ...(owner.state === 'outside' ? { resourceControl: "the resource's account is in no organization" } : {}),
    ...(endpointId === undefined
      ? {}
      : { vpcEndpoint: 'the endpoint has the default policy, which allows everything' }),
  };
}

function factsOf({ entry, account, owner }: Target, resource: string, model: Model): ResourceFacts {
  const isS3 = parseArn(resource)?.service === 's3';
  const { organization } = model;
  return {
    restrictPublicBuckets: isS3
      ? either(entry?.restrictPublicBuckets ?? 'unknown', account?.restrictPublicBuckets ?? 'unknown')
      : false,
    ownerIsManagementAccount:
      typeof organization === 'object' && owner !== undefined && organization.managementAccount === owner,
    isAwsManagedKey: entry?.isAwsManagedKey ?? false,
    kmsGrants: entry?.grants ?? (/:kms:[^:]*:[^:]*:key\//.test(resource) ? 'unknown' : 'none'),
  };
}

/** On in one place is on; not known in one place is not known. */
function either(left: boolean | Unknown, right: boolean | Unknown): boolean | Unknown {
  if (left === true || right === true) return true;
  return left === 'unknown' || right === 'unknown' ? 'unknown' : false;
}

/** What the format knows and decisions do not use yet: an answer that would have read it is incomplete. */
function laterGaps({ request }: Scope, resource: string): readonly Gap[] {
  const gaps: Gap[] = [];
  if ((request.through ?? []).length > 0)
    gaps.push({ message: 'Role chains are not decided yet: whether the role could be assumed was not looked at.' });
  if (/^arn:[^:]*:s3:[^:]*:[^:]*:accesspoint\//.test(resource))
    gaps.push({
      message:
        'Access through an access point needs the policies of the access point and of its bucket; both were not looked at.',
    });
  return gaps;
}
