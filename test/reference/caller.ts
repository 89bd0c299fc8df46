/** Section 3.2: who calls. */

export type CallerKind =
  | 'rootUser'
  | 'rootSession'
  | 'user'
  | 'roleSession'
  | 'federatedUser'
  | 'service'
  | 'samlCaller'
  | 'oidcCaller'
  | 'anonymous';

export interface Caller {
  readonly kind: CallerKind;
  /** As the request states it: an ARN, a service principal, a provider, `anonymous`. */
  readonly arn: string;
  /** Undefined for callers without an account. */
  readonly account: string | undefined;
  /** Role sessions: the name of the role. */
  readonly roleName: string | undefined;
  /** Role sessions: the ARN of the role with its path, where that is known. */
  readonly roleArn: string | undefined;
  /** Federated users: the ARN of the user that asked for the session. */
  readonly parent: string | undefined;
  /** `AIDA…` or `AROA…`, where it is known. */
  readonly id: string | undefined;
  readonly canonicalId: string | undefined;
  readonly isSessionToken: boolean;
  readonly isConsole: boolean;
  readonly isServiceLinked: boolean;
}

export interface StatedCaller {
  readonly principal: string;
  readonly role: string | undefined;
  readonly id: string | undefined;
  readonly parent: string | undefined;
  readonly canonicalId: string | undefined;
  readonly isSessionToken: boolean;
  readonly isConsole: boolean;
  readonly isAssumedRoot: boolean;
  readonly action: string;
}

export function readCaller(stated: StatedCaller): Caller {
  const kind = kindOf(stated);
  const fields = stated.principal.split(':');
  const hasAccount = ['rootUser', 'rootSession', 'user', 'roleSession', 'federatedUser'].includes(kind);
  const isRole = kind === 'roleSession';
  return {
    kind,
    arn: stated.principal,
    account: hasAccount ? fields[4] : undefined,
    roleName: isRole ? fields[5]?.split('/')[1] : undefined,
    roleArn: isRole ? stated.role : undefined,
    parent: kind === 'federatedUser' ? stated.parent : undefined,
    id: stated.id,
    canonicalId: stated.canonicalId,
    isSessionToken: stated.isSessionToken,
    isConsole: stated.isConsole,
    isServiceLinked: isRole && (stated.role?.includes(':role/aws-service-role/') ?? false),
  };
}

/** A name calls AssumeRoleWithWebIdentity as a provider (`accounts.google.com`), anything else as a service. */
function kindOf({ principal, isAssumedRoot, action }: StatedCaller): CallerKind {
  if (principal === 'anonymous') return 'anonymous';
  if (!principal.startsWith('arn:'))
    return action.toLowerCase() === 'sts:assumerolewithwebidentity' ? 'oidcCaller' : 'service';
  const resource = principal.split(':').slice(5).join(':');
  if (resource === 'root') return isAssumedRoot ? 'rootSession' : 'rootUser';
  if (resource.startsWith('assumed-role/')) return 'roleSession';
  if (resource.startsWith('federated-user/')) return 'federatedUser';
  if (resource.startsWith('saml-provider/')) return 'samlCaller';
  if (resource.startsWith('oidc-provider/')) return 'oidcCaller';
  return 'user';
}
