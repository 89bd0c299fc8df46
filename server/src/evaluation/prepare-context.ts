import type { ContextEntry } from '../../../shared/decision';
import type { ContextInput, SimulationRequest } from '../../../shared/request';
import { lacksResourceOwnerKeys } from '../catalog/tables/request-rules';
import { sendsSourceVpcArn, sendsVpceOwner } from '../catalog/tables/service-support';
import { parseArn } from '../language/arn';
import { parseInstant } from '../language/values';
import type { Tags, Unknown, VpcEndpoint } from '../model/entities';
import type { Membership } from './attached';
import { callerContext } from './derived';
import type { RequestCaller } from './prepare-caller';

/** What the context of one unit is made from. */
export interface ContextSources {
  readonly request: SimulationRequest;
  readonly action: string;
  readonly resource: string;
  readonly caller: RequestCaller;
  readonly callerMembership: Membership;
  readonly owner: string | undefined;
  readonly ownerMembership: Membership;
  readonly principalTags: Tags | Unknown | undefined;
  /** Undefined: the resource's tags do not count for access, or it can have none. */
  readonly resourceTags: Tags | Unknown | undefined;
  readonly endpoint: VpcEndpoint | undefined;
  readonly endpointId: string | undefined;
  readonly endpointMembership: Membership;
  /** The time for which the request is decided, ISO 8601. */
  readonly now: string;
}

export interface RequestContext {
  readonly context: ReadonlyMap<string, ContextEntry>;
  /** Lower-case prefixes of families that are known in full: a key that is not listed is absent. */
  readonly closedFamilies: readonly string[];
}

type Value = string | readonly string[] | null;
type From = ContextEntry['from'];

/**
 * Fills every key that the request, the model or the kind of caller determines (evaluation.md 5.1; IAM User Guide,
 * reference_policies_condition-keys). What the request states wins; what nobody can know is left out.
 */
export function requestContext(sources: ContextSources): RequestContext {
  const filled = new Map<string, { key: string; entry: ContextEntry }>();
  const set = (key: string, value: Value, from: From) => filled.set(key.toLowerCase(), { key, entry: { value, from } });
  for (const [key, entry] of callerContext(sources.caller.caller))
    set(key, entry.value, isModelKey(key) ? 'model' : 'derived');
  for (const [key, value, from] of [
    ...callerKeys(sources),
    ...requestKeys(sources),
    ...ownerKeys(sources),
    ...endpointKeys(sources),
  ])
    set(key, value, from);
  const closedFamilies = setTags(sources, set);
  for (const [key, value] of sources.caller.claims) set(key, value, 'request');
  const stated = Object.entries(sources.request.context ?? {});
  for (const [key, value] of derivedFromStated(stated)) set(key, value, 'derived');
  for (const [key, value] of stated) set(key, contextValue(value), 'request');
  return { context: new Map([...filled.values()].map(({ key, entry }) => [key, entry])), closedFamilies };
}

/** Values as policies compare them: the JSON text of numbers and booleans. */
function contextValue(value: ContextInput): Value {
  if (value === null) return null;
  return Array.isArray(value) ? value.map(String) : String(value);
}

type Keys = readonly (readonly [key: string, value: Value, from: From])[];

function isModelKey(key: string): boolean {
  return key === 'aws:PrincipalArn' || key === 'aws:PrincipalAccount' || key === 'aws:username' || key === 'aws:userid';
}

/** Keys of features that a request would have to name. */
const ABSENT_KEYS = [
  'aws:SignInSessionArn',
  'aws:ChatbotSourceArn',
  'aws:CalledViaAWSMCP',
  'aws:ViaAWSMCPService',
  'aws:IsMcpServiceAction',
  'aws:referer',
];

/** Keys of credentials that a compute service delivers to a role. */
const DELIVERED_KEYS = [
  'aws:Ec2InstanceSourceVpc',
  'aws:Ec2InstanceSourcePrivateIPv4',
  'ec2:SourceInstanceArn',
  'ec2:RoleDelivery',
  'glue:RoleAssumedBy',
  'glue:CredentialIssuingService',
  'codebuild:BuildArn',
  'codebuild:ProjectArn',
  'lambda:SourceFunctionArn',
  'ssm:SourceInstanceArn',
];

/** Only service principals that act for a resource send these. */
const SOURCE_KEYS = ['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];

function callerKeys({ caller: { caller, session }, callerMembership, now }: ContextSources): Keys {
  const { kind, credential } = caller;
  const isTemporary =
    kind === 'roleSession' ||
    kind === 'federatedUser' ||
    kind === 'rootSession' ||
    credential === 'console' ||
    credential === 'sessionToken';
  const keys: [string, Value, From][] = ABSENT_KEYS.map((key) => [key, null, 'derived']);
  if (kind !== 'roleSession') keys.push(...DELIVERED_KEYS.map((key): [string, Value, From] => [key, null, 'derived']));
  if (kind !== 'service') keys.push(...SOURCE_KEYS.map((key): [string, Value, From] => [key, null, 'derived']));
  keys.push(['aws:TokenIssueTime', isTemporary ? now : null, 'derived']);
  keys.push(['identitystore:UserId', null, 'derived']);
  keys.push([
    'aws:SourceIdentity',
    session.sourceIdentity ?? null,
    session.sourceIdentity === undefined ? 'derived' : 'request',
  ]);
  if (kind !== 'oidcCaller') keys.push(['aws:FederatedProvider', null, 'derived']);
  if (session.mfa !== undefined) {
    keys.push(['aws:MultiFactorAuthPresent', String(session.mfa), 'request']);
    if (!session.mfa) keys.push(['aws:MultiFactorAuthAge', null, 'derived']);
  }
  return [
    ...keys,
    ...organizationKeys(
      'aws:PrincipalOrgID',
      'aws:PrincipalOrgPaths',
      caller.account === undefined ? OUTSIDE : callerMembership,
    ),
  ];
}

const OUTSIDE: Membership = { state: 'outside', organization: undefined, nodes: [] };

/** `o-x/r-y/ou-a/`: a path with a unit whose id nobody gave is not known. */
function organizationKeys(idKey: string, pathsKey: string, { state, organization, nodes }: Membership): Keys {
  if (state === 'unknown') return [];
  if (state === 'outside' || organization?.id === undefined)
    return state === 'outside'
      ? [
          [idKey, null, 'model'],
          [pathsKey, null, 'model'],
        ]
      : [];
  const above = nodes.filter((node) => node.kind !== 'account');
  const id: Keys[number] = [idKey, organization.id, 'model'];
  if (!above.every((node) => node.hasId)) return [id];
  return [id, [pathsKey, [`${organization.id}/${above.map((node) => `${node.id}/`).join('')}`], 'model']];
}

/** Services without Regions answer as us-east-1 (evaluation.md 5.1). */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(['iam', 'organizations', 'account', 'route53', 'cloudfront']);

function requestKeys({ request, action, resource, now }: ContextSources): Keys {
  const via = request.via ?? [];
  const keys: [string, Value, From][] = [
    ['aws:CurrentTime', now, 'derived'],
    ['aws:EpochTime', String(parseInstant(now)?.seconds ?? 0), 'derived'],
    ['aws:SecureTransport', 'true', 'default'],
    ['aws:ViaAWSService', String(via.length > 0), 'derived'],
    ['aws:CalledVia', via.length > 0 ? via : null, 'derived'],
    ['aws:CalledViaFirst', via[0] ?? null, 'derived'],
    ['aws:CalledViaLast', via.at(-1) ?? null, 'derived'],
  ];
  const arn = parseArn(resource);
  const region = arn?.region ?? '';
  const prefix = action.slice(0, action.indexOf(':')).toLowerCase();
  if (region !== '' && !/[*?]/.test(region)) keys.push(['aws:RequestedRegion', region, 'derived']);
  else if (GLOBAL_SERVICES.has(prefix) && (arn?.partition ?? 'aws') === 'aws')
    keys.push(['aws:RequestedRegion', 'us-east-1', 'derived']);
  return keys;
}

function ownerKeys({ action, owner, ownerMembership }: ContextSources): Keys {
  if (lacksResourceOwnerKeys(action))
    return [
      ['aws:ResourceAccount', null, 'derived'],
      ['aws:ResourceOrgID', null, 'derived'],
      ['aws:ResourceOrgPaths', null, 'derived'],
    ];
  if (owner === undefined) return [];
  return [
    ['aws:ResourceAccount', owner, 'model'],
    ...organizationKeys('aws:ResourceOrgID', 'aws:ResourceOrgPaths', ownerMembership),
  ];
}

const ENDPOINT_KEYS = [
  'aws:SourceVpc',
  'aws:SourceVpce',
  'aws:SourceVpcArn',
  'aws:VpcSourceIp',
  'aws:VpceAccount',
  'aws:VpceOrgID',
  'aws:VpceOrgPaths',
];

/** A request passes an endpoint, or has a public source address: never both. */
function endpointKeys({ request, action, endpoint, endpointId, endpointMembership }: ContextSources): Keys {
  const isStated = (key: string) =>
    Object.keys(request.context ?? {}).some((each) => each.toLowerCase() === key.toLowerCase());
  if (endpointId === undefined)
    return isStated('aws:SourceIp') ? ENDPOINT_KEYS.map((key) => [key, null, 'derived']) : [];
  const keys: [string, Value, From][] = [
    ['aws:SourceIp', null, 'derived'],
    ['aws:SourceVpce', endpointId, 'request'],
  ];
  if (endpoint?.vpc !== undefined) keys.push(['aws:SourceVpc', endpoint.vpc, 'model']);
  if (!sendsSourceVpcArn(action)) keys.push(['aws:SourceVpcArn', null, 'derived']);
  if (!sendsVpceOwner(action))
    return [
      ...keys,
      ['aws:VpceAccount', null, 'derived'],
      ['aws:VpceOrgID', null, 'derived'],
      ['aws:VpceOrgPaths', null, 'derived'],
    ];
  if (endpoint === undefined) return keys;
  return [
    ...keys,
    ['aws:VpceAccount', endpoint.account, 'model'],
    ...organizationKeys('aws:VpceOrgID', 'aws:VpceOrgPaths', endpointMembership),
  ];
}

/** Tags of the principal (a session's win), of the resource, and tag keys of the request. */
function setTags(sources: ContextSources, set: (key: string, value: Value, from: From) => void): readonly string[] {
  const closed: string[] = [];
  const { principalTags, resourceTags, caller, action } = sources;
  if (principalTags !== 'unknown') closed.push('aws:principaltag/');
  for (const [key, value] of tagEntries(principalTags)) set(`aws:PrincipalTag/${key}`, value, 'model');
  for (const [key, value] of Object.entries(caller.session.tags)) set(`aws:PrincipalTag/${key}`, value, 'request');
  if (resourceTags !== 'unknown' && resourceTags !== undefined) {
    const families = resourceTagFamilies(action);
    closed.push(...families.map((family) => `${family.toLowerCase()}/`));
    for (const [key, value] of resourceTags) for (const family of families) set(`${family}/${key}`, value, 'model');
  }
  return closed;
}

/** IAM and EC2 know their tags under a name of their own too. */
function resourceTagFamilies(action: string): readonly string[] {
  const prefix = action.slice(0, action.indexOf(':')).toLowerCase();
  return prefix === 'iam' || prefix === 'ec2' ? ['aws:ResourceTag', `${prefix}:ResourceTag`] : ['aws:ResourceTag'];
}

function tagEntries(tags: Tags | Unknown | undefined): Tags {
  return tags === undefined || tags === 'unknown' ? new Map() : tags;
}

function derivedFromStated(
  stated: readonly (readonly [string, ContextInput])[],
): readonly (readonly [string, Value])[] {
  const derived: [string, Value][] = [];
  const tagKeys = stated
    .filter(([key, value]) => /^aws:RequestTag\//i.test(key) && value !== null)
    .map(([key]) => key.slice('aws:RequestTag/'.length));
  if (tagKeys.length > 0) derived.push(['aws:TagKeys', tagKeys]);
  const source = stated.find(([key]) => key.toLowerCase() === 'aws:sourcearn')?.[1];
  const account = typeof source === 'string' ? parseArn(source)?.account : undefined;
  if (account !== undefined && account !== '') derived.push(['aws:SourceAccount', account]);
  const via = stated.find(([key]) => key.toLowerCase() === 'aws:calledvia')?.[1];
  if (Array.isArray(via) && via.length > 0)
    derived.push(
      ['aws:CalledViaFirst', String(via[0])],
      ['aws:CalledViaLast', String(via.at(-1))],
      ['aws:ViaAWSService', 'true'],
    );
  return derived;
}
