/**
 * Who and what exists, as an identity model says it. All of it is plain read-only data; names of people are those of AWS's
 * own API. Docs: docs/identity-model.md.
 */
import type { TextRange } from '../../../shared/decision';
import type { PolicyDocument } from '../policy/document';
import type { Range } from '../syntax/tree';

/** A place in a file: the model's own, or an export's. Offsets count in that file's text. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** A value that exists, or may exist, and whose content nobody knows. */
export type Unknown = 'unknown';

/** A policy that the model names, with where its text stands. */
export interface ModelPolicy {
  /** As results name it: a path relative to the model file's folder, an ARN, or `iam-model.json#/accounts/…`. */
  readonly policy: string;
  /** What people call it: the name of an SCP, a managed or an inline policy. */
  readonly name: string | undefined;
  /** Undefined for AWS's own policies, which stand in no file. */
  readonly uri: string | undefined;
  /** JSON pointer of the policy in that file. */
  readonly pointer: string | undefined;
  /** Read when first asked for; the same object each time, so that it is compiled once. */
  readonly document: () => PolicyDocument;
  /** A range of the document → positions in the file of `uri`. */
  readonly rangeOf: ((range: Range) => TextRange) | undefined;
}

/**
 * What is known of a policy that an entity may have. `none`: it is known that there is none. `broken`: the model says that
 * there is one and it cannot be read; the model's problems say so too, and an answer that needs it is `incomplete`.
 */
export type PolicySlot =
  | { readonly state: 'known'; readonly policy: ModelPolicy; readonly at: Place }
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly at: Place | undefined }
  | { readonly state: 'broken'; readonly message: string; readonly at: Place };

export type Tags = ReadonlyMap<string, string>;

interface Named {
  /** The account that owns it. */
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  readonly at: Place;
}

interface PolicyHolder extends Named {
  /** Begins and ends with `/`. */
  readonly path: string;
  /** `AIDA…`, `AROA…`, `AGPA…`; undefined: not known. */
  readonly id: string | undefined;
  readonly inlinePolicies: readonly PolicySlot[] | Unknown;
  /** Attached ones; each resolved. */
  readonly managedPolicies: readonly PolicySlot[] | Unknown;
}

export interface Group extends PolicyHolder {
  readonly kind: 'group';
}

export interface User extends PolicyHolder {
  readonly kind: 'user';
  /** A group that the account lacks is `undefined`. */
  readonly groups:
    | readonly { readonly name: string; readonly group: Group | undefined; readonly at: Place }[]
    | Unknown;
  readonly boundary: PolicySlot;
  readonly tags: Tags | Unknown;
  /** What no export states is undefined. */
  readonly mfaDevices: number | undefined;
  readonly consoleAccess: boolean | undefined;
  readonly accessKeys: readonly AccessKey[] | undefined;
}

export interface AccessKey {
  readonly id: string | undefined;
  readonly created: string | undefined;
  readonly lastUsed: string | undefined;
  readonly status: string | undefined;
}

export interface Role extends PolicyHolder {
  readonly kind: 'role';
  readonly trust: PolicySlot;
  readonly boundary: PolicySlot;
  readonly tags: Tags | Unknown;
  /** Seconds. */
  readonly maxSessionDuration: number | undefined;
  /** Under `/aws-service-role/SERVICE/`: owned by the service. */
  readonly isServiceLinked: boolean;
}

/** A customer managed policy. */
export interface ManagedPolicy extends Named {
  readonly kind: 'managedPolicy';
  readonly path: string;
  readonly id: string | undefined;
  readonly content: PolicySlot;
}

export interface InstanceProfile extends Named {
  /** Undefined where the account lacks the role. */
  readonly role: Role | undefined;
}

export interface Resource {
  readonly arn: string;
  /** The account that owns it. */
  readonly account: string;
  readonly at: Place;
  readonly content: PolicySlot;
  readonly tags: Tags | Unknown;
  /** S3: the switch RestrictPublicBuckets of the bucket. */
  readonly restrictPublicBuckets: boolean | Unknown;
  /** S3: tags of the bucket count as `aws:ResourceTag`. */
  readonly usesTagsForAccess: boolean | Unknown;
  /** KMS. */
  readonly isAwsManagedKey: boolean;
  /** KMS: `alias/data`. */
  readonly aliases: readonly string[];
  /** KMS: `none` where the entry lists none. */
  readonly grants: readonly Grant[] | Unknown | 'none';
  /** EC2: name of the instance profile. */
  readonly instanceProfile: string | undefined;
}

export interface Grant {
  /** ARN of a user, role or session, or a service principal. */
  readonly grantee: string;
  readonly operations: readonly string[];
  readonly encryptionContextEquals: { readonly [key: string]: string };
}

export interface VpcEndpoint {
  readonly id: string;
  readonly account: string;
  readonly at: Place;
  readonly type: 'gateway' | 'interface' | undefined;
  /** `com.amazonaws.eu-west-1.s3` */
  readonly service: string | undefined;
  readonly vpc: string | undefined;
  /** `none`: AWS's default policy, full access. */
  readonly content: PolicySlot;
}

export interface Account {
  readonly id: string;
  readonly alias: string | undefined;
  readonly at: Place;
  /** False where users, groups, roles and managed policies are not known in full: an import failed. */
  readonly isComplete: boolean;
  readonly canonicalUserId: string | undefined;
  readonly restrictPublicBuckets: boolean | Unknown;
  readonly root: { readonly mfaDevices: number | undefined; readonly accessKeys: readonly AccessKey[] | undefined };
  /** Maps go by the name in lower case, for AWS compares these names without case. */
  readonly users: ReadonlyMap<string, User> | Unknown;
  readonly groups: ReadonlyMap<string, Group> | Unknown;
  readonly roles: ReadonlyMap<string, Role> | Unknown;
  readonly managedPolicies: ReadonlyMap<string, ManagedPolicy> | Unknown;
  readonly instanceProfiles: ReadonlyMap<string, InstanceProfile>;
  /** False where neither the model nor an export says which instance profiles there are. */
  readonly knowsInstanceProfiles: boolean;
  readonly samlProviders: readonly string[] | Unknown;
  /** Issuer without scheme → its audiences. */
  readonly oidcProviders: ReadonlyMap<string, readonly string[]> | Unknown;
  readonly resources: readonly Resource[];
  readonly vpcEndpoints: readonly VpcEndpoint[];
}

/** A root, unit or account in the tree, with what is attached there. */
export interface OrganizationNode {
  readonly kind: 'root' | 'unit' | 'account';
  /** The id; for a unit without one its name. */
  readonly id: string;
  readonly hasId: boolean;
  readonly name: string;
  readonly at: Place;
  /** `unknown`: what is attached there is not known. */
  readonly serviceControlPolicies: readonly PolicySlot[] | Unknown;
  /** RCPFullAWSAccess is left out: it is attached everywhere. */
  readonly resourceControlPolicies: readonly PolicySlot[] | Unknown;
}

export interface Organization {
  readonly id: string | undefined;
  readonly managementAccount: string | undefined;
  /** False: the model states SCPs nowhere, so they are not known. */
  readonly knowsServiceControl: boolean;
  readonly knowsResourceControl: boolean;
  readonly serviceControlPolicies: ReadonlyMap<string, PolicySlot>;
  readonly resourceControlPolicies: ReadonlyMap<string, PolicySlot>;
  /** Account → the nodes from the root to the account itself. */
  readonly paths: ReadonlyMap<string, readonly OrganizationNode[]>;
}

/** IAM Identity Center, as data: not used by decisions yet. */
export interface IdentityCenter {
  readonly at: Place;
  readonly instance: string | undefined;
  readonly permissionSets: readonly string[];
  readonly users: readonly string[];
}

export interface Model {
  readonly uri: string;
  /** The file's name, which labels policies written in it. */
  readonly fileName: string;
  readonly partition: string;
  /** `none`: in no organization. */
  readonly organization: Organization | 'none' | Unknown;
  readonly accounts: ReadonlyMap<string, Account>;
  /** In lower case. */
  readonly accountByAlias: ReadonlyMap<string, Account>;
  readonly resources: ReadonlyMap<string, Resource>;
  /** ARN of a KMS alias → its key. */
  readonly keyByAlias: ReadonlyMap<string, Resource>;
  readonly vpcEndpoints: ReadonlyMap<string, VpcEndpoint>;
  readonly identityCenter: IdentityCenter | undefined;
  /** URIs of all files that the model refers to, in the form in which they were given. */
  readonly files: ReadonlySet<string>;
  /** Positions of a place in the model or in an export; undefined for a file that was not read. */
  readonly positionsOf: (place: Place) => TextRange | undefined;
}
