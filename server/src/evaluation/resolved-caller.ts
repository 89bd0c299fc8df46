import type { ContextEntry } from '../../../shared/decision';
import { parseArn } from '../language/arn';
import type { Role, Tags, User } from '../model/entities';
import { membershipOf } from '../model/membership';
import type { Gap } from './attached';
import type { Caller, Unknown } from './input';
import type { RequestError, RequestSources } from './request-sources';
import type { SessionPolicies } from './session-policies';

/** A caller with everything that its layers and context keys come from. */
export interface ResolvedCaller {
  readonly ok: true;
  readonly caller: Caller;
  /** The user (a federated session's parent) or role in the model; `unknown` where the model cannot tell. */
  readonly entity: User | Role | Unknown | undefined;
  readonly session: SessionPolicies;
  readonly sessionTags: Tags;
  /** What the next session of a chain takes over. */
  readonly carried: Carried;
  /** Of a role session in a chain: the kind of caller that assumed the role. */
  readonly assumedBy?: Caller['kind'];
  /** Keys that the form of the principal sets. */
  readonly context: ReadonlyMap<string, ContextEntry>;
  readonly gaps: readonly Gap[];
}

/** What persists along a role chain and cannot be changed there (IAM User Guide, id_session-tags and id_credentials_temp_control-access_monitor). */
export interface Carried {
  /** Transitive session tags. */
  readonly tags: Tags;
  readonly sourceIdentity: string | undefined;
}

export type Resolved = ResolvedCaller | RequestError;

const NO_TAGS: Tags = new Map();
const NOTHING_CARRIED: Carried = { tags: NO_TAGS, sourceIdentity: undefined };

/** A caller of whom nothing else is known. */
export function plainCaller(caller: Caller): ResolvedCaller {
  return {
    ok: true,
    caller,
    entity: undefined,
    session: undefined,
    sessionTags: NO_TAGS,
    carried: NOTHING_CARRIED,
    context: new Map(),
    gaps: [],
  };
}

/** The partition of ARNs that are written without one. */
export function partitionOf({ model }: RequestSources): string {
  return model.partition;
}

/** What follows from the account alone. */
export function accountFacts(
  account: string,
  arn: string,
  { model }: RequestSources,
): Pick<Caller, 'account' | 'partition' | 'canonicalUserId' | 'isManagementAccount'> {
  const membership = membershipOf(model, account);
  return {
    account,
    partition: parseArn(arn)?.partition ?? 'aws',
    canonicalUserId: model.accounts.get(account)?.canonicalUserId,
    isManagementAccount: membership.state === 'member' && membership.isManagementAccount,
  };
}
