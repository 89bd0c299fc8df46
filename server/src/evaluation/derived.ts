import type { ContextEntry } from '../../../shared/decision';
import type { Caller } from './input';

/**
 * Context keys that follow from who the caller is (evaluation.md 5.1 and 5.2; IAM User Guide, reference_policies_condition-keys
 * and reference_policies_variables). `null`: a caller of this kind never carries the key. What a request states wins.
 */
export function callerContext(caller: Caller): ReadonlyMap<string, ContextEntry> {
  const context = new Map<string, ContextEntry>();
  const set = (key: string, value: string | readonly string[] | null) => context.set(key, { value, from: 'derived' });
  const isSigned = caller.kind !== 'anonymous';
  set('aws:PrincipalArn', principalArn(caller));
  set('aws:PrincipalAccount', principalAccount(caller));
  set('aws:PrincipalType', PRINCIPAL_TYPE[caller.kind]);
  set('aws:PrincipalIsAWSService', isSigned ? String(caller.kind === 'service') : null);
  set('aws:PrincipalServiceName', caller.service ?? null);
  set('aws:PrincipalServiceNamesList', caller.service === undefined ? null : [caller.service]);
  set('aws:username', caller.kind === 'user' ? userName(caller.arn) : null);
  set('aws:userid', userId(caller));
  set('aws:AssumedRoot', caller.kind === 'rootSession' ? 'true' : null);
  if (caller.kind === 'oidcCaller') set('aws:FederatedProvider', caller.provider ?? null);
  if (caller.kind === 'user' && caller.credential !== 'console' && caller.credential !== 'sessionToken') {
    set('aws:TokenIssueTime', null);
    set('aws:MultiFactorAuthPresent', null);
    set('aws:MultiFactorAuthAge', null);
  }
  if (caller.kind === 'federatedUser' || caller.kind === 'service' || caller.kind === 'anonymous') {
    set('aws:MultiFactorAuthPresent', null);
    set('aws:MultiFactorAuthAge', null);
  }
  if (caller.kind === 'roleSession') set('aws:MultiFactorAuthAge', null);
  return context;
}

const PRINCIPAL_TYPE: { readonly [Kind in Caller['kind']]: string | null } = {
  rootUser: 'Account',
  rootSession: 'Account',
  user: 'User',
  federatedUser: 'FederatedUser',
  roleSession: 'AssumedRole',
  samlCaller: null,
  oidcCaller: null,
  service: null,
  anonymous: 'Anonymous',
};

function principalArn(caller: Caller): string | null {
  switch (caller.kind) {
    case 'roleSession':
      return caller.role?.arn ?? `arn:${caller.partition}:iam::${caller.account ?? ''}:role/${caller.role?.name ?? ''}`;
    case 'rootSession':
      return `arn:${caller.partition}:iam::${caller.account ?? ''}:root`;
    case 'rootUser':
    case 'user':
    case 'federatedUser':
      return caller.arn;
    default:
      return null;
  }
}

function principalAccount(caller: Caller): string | null {
  return caller.kind === 'anonymous' ? 'anonymous' : (caller.account ?? null);
}

function userName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** An id that the model does not give is made up: an assumption if a condition reads it (`principalId`). */
function userId(caller: Caller): string | null {
  switch (caller.kind) {
    case 'rootUser':
    case 'rootSession':
      return caller.account ?? null;
    case 'user':
      return caller.uniqueId ?? 'AIDAUNKNOWNUNIQUEID00';
    case 'roleSession':
      return `${caller.uniqueId ?? 'AROAUNKNOWNUNIQUEID00'}:${caller.sessionName ?? ''}`;
    case 'federatedUser':
      return `${caller.account ?? ''}:${caller.sessionName ?? userName(caller.arn)}`;
    case 'anonymous':
      return 'anonymous';
    default:
      return null;
  }
}
