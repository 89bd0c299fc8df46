/** What a model knows of a resource that a request names. */
import type { Catalog } from '../catalog/catalog';
import { holdersOf } from '../catalog/resource-types';
import { hostsResourcePolicies } from '../catalog/tables/service-support';
import { isAccountId, parseArn } from '../language/arn';
import type { Model, PolicySlot, Resource, Role, Tags, Unknown, User } from './entities';
import { lastPart } from './names';

/** A resource as decisions need it. */
export interface ResourceView {
  /** The ARN that AWS checks: the key's, where an alias was given. */
  readonly arn: string;
  /** The owner's account, `aws` for what AWS owns; undefined: not known. */
  readonly account: string | undefined;
  /** Its own entry, or the one of the resource that it lies in. */
  readonly governing: Resource | undefined;
  /** The resource policy, or a role's trust policy. */
  readonly content: PolicySlot;
  /** Tags that count as `aws:ResourceTag`. */
  readonly tags: Tags | Unknown;
  /** S3: bucket or account on, else one of them unknown, else off. */
  readonly restrictPublicBuckets: boolean | Unknown;
  /** The role or user of the model that the ARN names. */
  readonly entity: Role | User | undefined;
}

/** A resource by its ARN. Where the model lists neither it nor what it lies in, all that is known stands in the ARN. */
export function findResource(model: Model, catalog: Catalog, arn: string): ResourceView {
  const entity = entityOf(model, arn);
  if (entity !== undefined) return entityView(arn, entity);
  const own = model.resources.get(arn);
  const governing = own ?? holderEntry(model, catalog, arn);
  const account = governing?.account ?? ownerIn(arn);
  return {
    arn,
    account,
    governing,
    content: governing?.content ?? (canHavePolicy(arn) ? { state: 'unknown', at: undefined } : { state: 'none' }),
    tags: tagsFor(arn, own, governing),
    restrictPublicBuckets: publicBlock(model, governing, account),
    entity: undefined,
  };
}

/** The key behind `arn:aws:kms:…:alias/NAME`, if the model lists the alias. */
export function keyOfAlias(model: Model, arn: string): Resource | undefined {
  return model.keyByAlias.get(arn);
}

function holderEntry(model: Model, catalog: Catalog, arn: string): Resource | undefined {
  if (model.resources.size === 0) return undefined;
  for (const holder of holdersOf(catalog, arn)) {
    const entry = model.resources.get(holder);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function entityOf(model: Model, arn: string): Role | User | undefined {
  const parts = parseArn(arn);
  if (parts?.service !== 'iam') return undefined;
  const account = model.accounts.get(parts.account);
  const isRole = parts.resource.startsWith('role/');
  if (account === undefined || !(isRole || parts.resource.startsWith('user/'))) return undefined;
  const entities: ReadonlyMap<string, Role | User> | Unknown = isRole ? account.roles : account.users;
  const found = entities === 'unknown' ? undefined : entities.get(lastPart(parts.resource).toLowerCase());
  return found?.arn === arn ? found : undefined;
}

function entityView(arn: string, entity: Role | User): ResourceView {
  return {
    arn,
    account: entity.account,
    governing: undefined,
    content: entity.kind === 'role' ? entity.trust : { state: 'none' },
    tags: entity.tags,
    restrictPublicBuckets: false,
    entity,
  };
}

function ownerIn(arn: string): string | undefined {
  const account = parseArn(arn)?.account;
  return account === 'aws' || (account !== undefined && isAccountId(account)) ? account : undefined;
}

/** Resources of one service that carry a policy, where not all of its resources do. */
const HOSTS_IN_SERVICE: readonly (readonly [service: string, pattern: RegExp])[] = [
  ['iam', /^role\//],
  ['ec2', /^vpc-endpoint\//],
  ['kms', /^key\//],
];

function canHavePolicy(arn: string): boolean {
  const parts = parseArn(arn);
  if (parts === undefined || !hostsResourcePolicies(parts.service)) return false;
  const narrow = HOSTS_IN_SERVICE.find(([service]) => service === parts.service);
  return narrow === undefined || narrow[1].test(parts.resource) || /[*?]/.test(parts.resource);
}

/** Tags count for the resource itself only; for S3 only where the bucket's switch is on. */
function tagsFor(arn: string, own: Resource | undefined, governing: Resource | undefined): Tags | Unknown {
  if (!/^arn:[^:]*:s3:::/.test(arn)) return own?.tags ?? 'unknown';
  if (governing?.usesTagsForAccess === false) return new Map();
  return governing?.usesTagsForAccess === true && own !== undefined ? own.tags : 'unknown';
}

/** True in one is on; else one that is not known leaves it open (S3 User Guide, access-control-block-public-access). */
function publicBlock(model: Model, governing: Resource | undefined, account: string | undefined): boolean | Unknown {
  const bucket = governing?.restrictPublicBuckets ?? 'unknown';
  const owner = account === undefined ? undefined : model.accounts.get(account);
  const ofAccount = owner?.restrictPublicBuckets ?? 'unknown';
  if (bucket === true || ofAccount === true) return true;
  return bucket === 'unknown' || ofAccount === 'unknown' ? 'unknown' : false;
}
