/**
 * The request context: what the request states, and the keys that model, principal and resource determine (evaluation.md 5.1; IAM
 * User Guide, reference_policies_condition-keys). What is stated wins; a key that is left out is not known.
 */
import type { ContextEntry } from '../../../shared/decision';
import type { ContextInput, SimulationRequest } from '../../../shared/request';
import type { Catalog } from '../catalog/catalog';
import { lacksResourceOwnerKeys } from '../catalog/tables/request-rules';
import { sendsVpceOwner } from '../catalog/tables/service-support';
import { isAccountId, parseArn } from '../language/arn';
import { parseInstant } from '../language/values';
import type { Model } from '../model/entities';
import { membershipOf, organizationPath } from '../model/membership';
import { makesSession } from './assume-role';
import { callerContext } from './derived';
import type { Caller } from './input';
import type { Unit } from './request-layers';
import type { ResolvedCaller } from './resolved-caller';

type Value = ContextEntry['value'];
type Source = ContextEntry['from'];
type Entries = readonly (readonly [key: string, value: Value, from?: Source])[];

export interface ContextSources {
  readonly request: SimulationRequest;
  readonly caller: ResolvedCaller;
  readonly unit: Unit;
  readonly model: Model;
  readonly catalog: Catalog;
  /** The time for which the request is decided, ISO 8601. */
  readonly now: string;
  /** The alias under which a KMS key was named. */
  readonly alias: string | undefined;
  /** Keys of the session that a hop of a role chain asks for. */
  readonly session: ReadonlyMap<string, ContextEntry> | undefined;
}

export interface RequestContext {
  /** Every key whose value, or absence (`null`), is known. */
  readonly context: ReadonlyMap<string, ContextEntry>;
  /** Lower-case prefixes of families that are known in full: a key that is not listed is absent. */
  readonly closedFamilies: readonly string[];
}

/** Fills what request, model and kind of caller determine; what nobody can know is left out. */
export function requestContext(sources: ContextSources): RequestContext {
  const stated = Object.entries(sources.request.context ?? {}).map(
    ([key, value]) => [key, contextValue(value)] as const,
  );
  const statedValues = new Map(stated.map(([key, value]) => [key.toLowerCase(), value]));
  const context = new Map<string, ContextEntry>(stated.map(([key, value]) => [key, { value, from: 'request' }]));
  const names = new Set(statedValues.keys());
  // Of two sources the more particular one comes first, for the first one stays.
  for (const part of PARTS) {
    for (const [key, value, from = 'derived'] of part(sources, statedValues)) {
      if (!names.has(key.toLowerCase())) context.set(key, { value, from });
      names.add(key.toLowerCase());
    }
  }
  return { context, closedFamilies: closedFamilies(sources) };
}

type Part = (sources: ContextSources, stated: ReadonlyMap<string, Value>) => Entries;

const PARTS: readonly Part[] = [
  assumedSession,
  formOfPrincipal,
  principal,
  principalOrganization,
  principalTags,
  credentials,
  time,
  network,
  forwarding,
  resourceOwner,
  resourceTags,
  keyManagement,
  sourceOfServices,
  requestTags,
  neverUnlessStated,
];

function contextValue(value: ContextInput): Value {
  if (value === null) return null;
  return Array.isArray(value) ? value.map(String) : String(value);
}

/**
 * A source identity that is carried along is in the request that assumes a role as if it were passed
 * (IAM User Guide, id_credentials_temp_control-access_monitor#chain).
 */
function assumedSession({ session = new Map(), caller, unit }: ContextSources): Entries {
  const { sourceIdentity } = caller.carried;
  return [
    ...[...session].map(([key, { value, from }]) => [key, value, from] as const),
    ...(sourceIdentity !== undefined && makesSession(unit.action)
      ? [['sts:SourceIdentity', sourceIdentity] as const]
      : []),
  ];
}

function formOfPrincipal({ caller }: ContextSources): Entries {
  return [...caller.context].map(([key, { value, from }]) => [key, value, from] as const);
}

/** Keys whose value stands in the model where it knows the principal. */
const FROM_MODEL: ReadonlySet<string> = new Set([
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:userid',
  'aws:username',
]);

function principal({ caller }: ContextSources): Entries {
  const isInModel = caller.entity !== undefined && caller.entity !== 'unknown';
  return [...callerContext(caller.caller)].flatMap(([key, { value }]): Entries => {
    // With MFA it depends on how the caller signed in.
    if (key === 'aws:MultiFactorAuthPresent' || key === 'aws:MultiFactorAuthAge' || key === 'aws:TokenIssueTime')
      return [];
    return [[key, value, isInModel && FROM_MODEL.has(key) ? 'model' : 'derived']];
  });
}

function principalOrganization({ caller, model }: ContextSources): Entries {
  return organizationKeys(model, caller.caller.account, 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths');
}

/** Organization keys of an account; nothing where its membership is not known, absent where it is in none. */
function organizationKeys(model: Model, account: string | undefined, idKey: string, pathsKey: string): Entries {
  if (account === undefined || account === 'aws')
    return [
      [idKey, null],
      [pathsKey, null],
    ];
  const membership = membershipOf(model, account);
  if (membership.state === 'unknown') return [];
  if (membership.state === 'outside')
    return [
      [idKey, null, 'model'],
      [pathsKey, null, 'model'],
    ];
  const path = organizationPath(membership);
  return [
    ...(membership.organization.id === undefined ? [] : [[idKey, membership.organization.id, 'model'] as const]),
    ...(path === undefined ? [] : [[pathsKey, [path], 'model'] as const]),
  ];
}

/** Session tags win over the role's on the same key, compared without case (IAM User Guide, id_session-tags). */
function principalTags({ caller: { entity, sessionTags } }: ContextSources): Entries {
  const own = entity === undefined || entity === 'unknown' || entity.tags === 'unknown' ? [] : [...entity.tags];
  return [
    ...[...sessionTags].map(([key, value]) => [`aws:PrincipalTag/${key}`, value, 'request'] as const),
    ...own.map(([key, value]) => [`aws:PrincipalTag/${key}`, value, 'model'] as const),
  ];
}

/** Where all tags are known, a tag that is not among them is absent. */
function closedFamilies({ caller, session, unit, catalog }: ContextSources): readonly string[] {
  const { entity } = caller;
  const ofPrincipal = entity === 'unknown' || entity?.tags === 'unknown' ? [] : ['aws:PrincipalTag/'];
  const ofRequest = session === undefined || caller.carried.tags.size > 0 ? [] : ['aws:RequestTag/'];
  const ofResource = unit.resource.tags === 'unknown' ? [] : resourceTagFamilies(unit.action, catalog);
  return [...ofPrincipal, ...ofRequest, ...ofResource].map((family) => family.toLowerCase());
}

/** `aws:ResourceTag/`, and the service's own name for the same tag where it has one (`iam:ResourceTag/`). */
function resourceTagFamilies(action: string, catalog: Catalog): readonly string[] {
  const prefix = action.slice(0, action.indexOf(':')).toLowerCase();
  const own = `${prefix}:ResourceTag/`;
  const hasOwn = catalog.service(prefix)?.conditionKey(`${own}x`) !== undefined;
  return hasOwn ? ['aws:ResourceTag/', own] : ['aws:ResourceTag/'];
}

/** MFA and the age of temporary credentials. With access keys only a call that assumes a role can carry the code of a device. */
function credentials({ caller: { caller }, request, unit, now }: ContextSources): Entries {
  if (!isTemporary(caller) && request.mfa === true && makesSession(unit.action))
    return [
      ['aws:TokenIssueTime', null],
      ['aws:MultiFactorAuthPresent', 'true', 'request'],
    ];
  if (!isTemporary(caller))
    return [
      ['aws:TokenIssueTime', null],
      ['aws:MultiFactorAuthPresent', null],
      ['aws:MultiFactorAuthAge', null],
    ];
  const issued = ['aws:TokenIssueTime', now] as const;
  if (caller.kind === 'roleSession') return [issued, ['aws:MultiFactorAuthAge', null]];
  if (caller.kind !== 'user' && caller.kind !== 'rootUser')
    return [issued, ['aws:MultiFactorAuthPresent', null], ['aws:MultiFactorAuthAge', null]];
  if (request.mfa === undefined) return caller.kind === 'rootUser' ? [] : [issued];
  const present = ['aws:MultiFactorAuthPresent', String(request.mfa), 'request'] as const;
  return request.mfa ? [issued, present] : [issued, present, ['aws:MultiFactorAuthAge', null]];
}

/** Root users may have either kind of credentials, so theirs count as possibly temporary. */
function isTemporary(caller: Caller): boolean {
  if (caller.kind === 'user') return caller.credential === 'console' || caller.credential === 'sessionToken';
  return ['rootUser', 'roleSession', 'federatedUser', 'rootSession'].includes(caller.kind);
}

function time({ request, now }: ContextSources): Entries {
  const from = request.time === undefined ? 'derived' : 'request';
  return [
    ['aws:CurrentTime', now, from],
    ['aws:EpochTime', String(parseInstant(now)?.seconds ?? 0), from],
  ];
}

const ENDPOINT_KEYS = ['aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceVpcArn', 'aws:VpcSourceIp'];
const ENDPOINT_OWNER_KEYS = ['aws:VpceAccount', 'aws:VpceOrgID', 'aws:VpceOrgPaths'];

/** A request has an address, or comes through an endpoint, never both. */
function network({ unit, model }: ContextSources, stated: ReadonlyMap<string, Value>): Entries {
  const none = [...ENDPOINT_KEYS, ...ENDPOINT_OWNER_KEYS].map((key) => [key, null] as const);
  const common: Entries = [['aws:SecureTransport', 'true', 'default'], ...requestedRegion(unit)];
  if (unit.isForwarded) return [...common, ...none];
  const id = unit.endpoint?.id;
  if (id === undefined) {
    const hasAddress = (stated.get('aws:sourceip') ?? null) !== null;
    return hasAddress ? [...common, ...none] : common;
  }
  const endpoint = model.vpcEndpoints.get(id);
  const owner: Entries =
    endpoint === undefined
      ? []
      : sendsVpceOwner(unit.action)
        ? [
            ['aws:VpceAccount', endpoint.account, 'model'],
            ...organizationKeys(model, endpoint.account, 'aws:VpceOrgID', 'aws:VpceOrgPaths'),
          ]
        : ENDPOINT_OWNER_KEYS.map((key) => [key, null] as const);
  return [
    ...common,
    ['aws:SourceIp', null],
    ['aws:SourceVpce', id, 'request'],
    ...(endpoint?.vpc === undefined ? [] : [['aws:SourceVpc', endpoint.vpc, 'model'] as const]),
    ...owner,
  ];
}

/** Services with one endpoint for all Regions; requests to them carry this Region (IAM User Guide, aws:RequestedRegion). */
const GLOBAL_REGIONS: { readonly [partition: string]: string } = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};
const GLOBAL_SERVICES: ReadonlySet<string> = new Set([
  'iam',
  'organizations',
  'cloudfront',
  'route53',
  'account',
  'support',
]);

function requestedRegion({ action, resource }: Unit): Entries {
  const arn = parseArn(resource.arn);
  if (arn !== undefined && /^[a-z]{2,}(-[a-z0-9]+)+$/.test(arn.region)) return [['aws:RequestedRegion', arn.region]];
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  const region = GLOBAL_REGIONS[arn?.partition ?? 'aws'];
  return GLOBAL_SERVICES.has(service) && region !== undefined ? [['aws:RequestedRegion', region]] : [];
}

/** Forward access sessions: `via`, or a stated `aws:CalledVia`. Without either the call is the caller's own. */
function forwarding({ request }: ContextSources, stated: ReadonlyMap<string, Value>): Entries {
  const value = stated.get('aws:calledvia') ?? request.via ?? [];
  const chain = typeof value === 'string' ? [value] : value;
  const [first] = chain;
  const last = chain.at(-1);
  if (first === undefined || last === undefined)
    return [
      ['aws:CalledVia', null],
      ['aws:CalledViaFirst', null],
      ['aws:CalledViaLast', null],
      ['aws:ViaAWSService', 'false'],
    ];
  return [
    ['aws:CalledVia', chain, 'request'],
    ['aws:CalledViaFirst', first],
    ['aws:CalledViaLast', last],
    ['aws:ViaAWSService', 'true'],
  ];
}

function resourceOwner({ unit, model }: ContextSources): Entries {
  const { action, owner } = unit;
  if (lacksResourceOwnerKeys(action))
    return [
      ['aws:ResourceAccount', null],
      ['aws:ResourceOrgID', null],
      ['aws:ResourceOrgPaths', null],
    ];
  if (owner === undefined) return [];
  const isInModel = unit.resource.governing !== undefined || unit.resource.entity !== undefined;
  const from = isInModel ? 'model' : 'derived';
  return [
    ['aws:ResourceAccount', owner, from],
    ...organizationKeys(model, owner, 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'),
    ...(action.toLowerCase().startsWith('s3:') ? [['s3:ResourceAccount', owner, from] as const] : []),
  ];
}

function resourceTags({ unit, catalog }: ContextSources): Entries {
  const { tags } = unit.resource;
  if (tags === 'unknown') return [];
  return resourceTagFamilies(unit.action, catalog).flatMap((family) =>
    [...tags].map(([key, value]) => [family + key, value, 'model'] as const),
  );
}

function keyManagement({ unit, caller, alias }: ContextSources): Entries {
  if (!unit.action.toLowerCase().startsWith('kms:')) return [];
  const aliases = unit.resource.governing?.aliases ?? [];
  return [
    ...(caller.caller.account === undefined ? [] : [['kms:CallerAccount', caller.caller.account] as const]),
    ...(aliases.length === 0 ? [] : [['kms:ResourceAliases', aliases, 'model'] as const]),
    ['kms:RequestAlias', alias ?? null],
  ];
}

const SOURCE_KEYS = ['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];

/** Only a service that calls for a resource carries these; account and organization follow from the ARN. */
function sourceOfServices({ caller, model }: ContextSources, stated: ReadonlyMap<string, Value>): Entries {
  if (caller.caller.kind !== 'service') return SOURCE_KEYS.map((key) => [key, null] as const);
  const arn = stated.get('aws:sourcearn');
  const ofArn = typeof arn === 'string' ? parseArn(arn)?.account : undefined;
  const account = stated.get('aws:sourceaccount') ?? ofArn;
  if (typeof account !== 'string' || !isAccountId(account)) return [];
  return [['aws:SourceAccount', account], ...organizationKeys(model, account, 'aws:SourceOrgID', 'aws:SourceOrgPaths')];
}

function requestTags({ request }: ContextSources): Entries {
  const family = 'aws:requesttag/';
  const keys = Object.entries(request.context ?? {}).filter(
    ([key, value]) => key.toLowerCase().startsWith(family) && value !== null,
  );
  return keys.length === 0 ? [] : [['aws:TagKeys', keys.map(([key]) => key.slice(family.length))]];
}

/** Keys that ordinary requests lack. */
const RARE_KEYS = [
  'aws:SignInSessionArn',
  'aws:ChatbotSourceArn',
  'aws:referer',
  'aws:CalledViaAWSMCP',
  'aws:ViaAWSMCPService',
  'aws:IsMcpServiceAction',
];

/** Keys of sessions that AWS services deliver; role sessions may have them, other callers never do. */
const DELIVERED_KEYS = [
  'aws:FederatedProvider',
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
  'identitystore:UserId',
  'aws:SourceIdentity',
];

/** A role that somebody assumed in a chain was delivered by no service. */
function neverUnlessStated({ caller: { caller, assumedBy } }: ContextSources): Entries {
  const mayBeDelivered = caller.kind === 'roleSession' && (assumedBy === undefined || assumedBy === 'service');
  const keys = mayBeDelivered ? RARE_KEYS : [...RARE_KEYS, ...DELIVERED_KEYS];
  return keys.map((key) => [key, null, 'default'] as const);
}
