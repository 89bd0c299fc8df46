import type { ContextEntry, TextRange } from '../../../shared/decision';
import type { PolicyDocument } from '../policy/document';
import type { Range } from '../syntax/tree';

/** Who asks (evaluation.md 3.2). */
export type CallerKind =
  | 'rootUser'
  | 'user'
  | 'roleSession'
  | 'federatedUser'
  | 'service'
  | 'samlCaller'
  | 'oidcCaller'
  | 'anonymous'
  | 'rootSession';

export interface Caller {
  readonly kind: CallerKind;
  /** The principal as AWS shows it: user, session, federated-user or root ARN; the service's or provider's name or ARN. */
  readonly arn: string;
  /** Undefined for services, federated callers and anonymous ones. */
  readonly account: string | undefined;
  readonly partition: string;
  /** Role sessions: the role's name, and its ARN where the path is known. */
  readonly role?: { readonly name: string; readonly arn: string | undefined };
  /** Role and federated sessions. */
  readonly sessionName?: string;
  /** True where nobody gave the session's name. */
  readonly sessionNameIsMadeUp?: boolean;
  /** The parent of a GetFederationToken session. */
  readonly parent?: { readonly kind: 'user' | 'rootUser'; readonly arn: string };
  /** `AIDA…` of a user (or a federated session's parent), `AROA…` of a role; undefined: not known. */
  readonly uniqueId?: string | undefined;
  readonly canonicalUserId?: string | undefined;
  /** The service principal's name. */
  readonly service?: string;
  /** The provider of an AssumeRoleWithSAML or AssumeRoleWithWebIdentity call: ARN or built-in name. */
  readonly provider?: string;
  readonly credential?: 'accessKey' | 'console' | 'sessionToken';
  /** GetFederationToken sessions made for the console may call IAM. */
  readonly console?: boolean;
  readonly isServiceLinked?: boolean;
  /** The caller's account is the organization's management account. */
  readonly isManagementAccount?: boolean;
}

/** A policy where it is attached. */
export interface AttachedPolicy {
  readonly document: PolicyDocument;
  /** As results name it: a path relative to the model file, an ARN, or `iam-model.json#/accounts/…`. */
  readonly policy: string;
  /** What people call it: the name of an SCP or managed policy. */
  readonly name?: string;
  readonly uri?: string;
  /** JSON pointer of the policy in the file. */
  readonly pointer?: string;
  /** A range of the document → positions in the file of `uri`. */
  readonly rangeOf?: (range: Range) => TextRange;
}

/** A root, unit or account with the policies attached there. */
export interface PolicyLevel {
  /** The id of the root, unit or account. */
  readonly at: string;
  /** For people: `root r-ab12`, `OU Workloads`, `account 222222222222`. */
  readonly name: string;
  readonly policies: readonly AttachedPolicy[];
}

/** A layer that is not known; evaluation.md 19 says what is then assumed. */
export type Unknown = 'unknown';

/**
 * Everything that one decision needs. A layer is `undefined` where it is known that no such policy is attached (or that the
 * layer does not concern this caller; `why` may say so), a value, or `unknown`.
 */
export interface EvaluationInput {
  readonly caller: Caller;
  /** `s3:GetObject`; exact. */
  readonly action: string;
  /** The ARN as AWS would use it, `*` where AWS reports `*`. */
  readonly resource: string;
  /** Wildcards in `resource` make it a pattern (evaluation.md 2.5). */
  readonly resourceIsPattern: boolean;
  /** Undefined: not known. */
  readonly resourceAccount: string | undefined;
  /** Keys in their own spelling. `value: null` = the key is absent even where it could be derived. */
  readonly context: ReadonlyMap<string, ContextEntry>;
  /** Lower-case prefixes of families that are known in full (`aws:principaltag/`): a key that is not listed is absent. */
  readonly closedFamilies?: readonly string[];
  /** `unknown` asks for `depends` where an unstated key decides; `absent` takes such keys as absent. */
  readonly missingContext: 'absent' | 'unknown';
  readonly layers: EvaluationLayers;
  readonly facts: ResourceFacts;
  /** Inputs that are missing or not yet used: they make the result `incomplete`. */
  readonly gaps: readonly {
    readonly message: string;
    readonly policy?: string;
    readonly uri?: string;
    readonly range?: TextRange;
  }[];
}

export interface EvaluationLayers {
  readonly identity: readonly AttachedPolicy[] | Unknown;
  readonly boundary: AttachedPolicy | undefined | Unknown;
  /** Several session policies are one layer. */
  readonly session: readonly AttachedPolicy[] | undefined | Unknown;
  /** Root first. Undefined: the account is in no organization, or SCPs are not enabled. */
  readonly serviceControl: readonly PolicyLevel[] | undefined | Unknown;
  /** Of the resource owner's account, root first; RCPFullAWSAccess is implied. */
  readonly resourceControl: readonly PolicyLevel[] | undefined | Unknown;
  /** RCPs of the caller's account: they bind actions without a resource type. */
  readonly callerResourceControl?: readonly PolicyLevel[] | undefined;
  /** `notGiven`: a kind that always has a policy, and it is not there (KMS key, role trust). */
  readonly resource: AttachedPolicy | undefined | Unknown | 'notGiven';
  /** Several documents add up. */
  readonly vpcEndpoint: AttachedPolicy | readonly AttachedPolicy[] | undefined | Unknown;
  /** Why a layer is not evaluated, for people. */
  readonly why: {
    readonly [Layer in
      | 'boundary'
      | 'session'
      | 'serviceControl'
      | 'resourceControl'
      | 'resource'
      | 'vpcEndpoint']?: string;
  };
}

export interface ResourceFacts {
  /** S3: the switch of the bucket or its account. */
  readonly restrictPublicBuckets: boolean | Unknown;
  /** The owner's account is the organization's management account: RCPs do not bind its resources. */
  readonly ownerIsManagementAccount: boolean;
  /** An AWS managed KMS key, whose policy and RCPs are AWS's own affair. */
  readonly isAwsManagedKey: boolean;
  /** Grants on a KMS key; `none` where an entry of the key lists none. */
  readonly kmsGrants: readonly KmsGrant[] | Unknown | 'none';
}

export interface KmsGrant {
  /** ARN of a user, role or session, or a service principal. */
  readonly grantee: string;
  readonly operations: readonly string[];
  readonly encryptionContextEquals?: { readonly [key: string]: string };
}
