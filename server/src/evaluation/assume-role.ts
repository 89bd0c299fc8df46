import type { CallerKind } from './input';

const ASSUME_ROLE_ACTIONS: ReadonlySet<string> = new Set([
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
]);

/** Does the action, in AWS's spelling, make a role session? */
export function isAssumeRole(action: string): boolean {
  return ASSUME_ROLE_ACTIONS.has(action);
}

/** Does the action take part in making a session: its own action, or one that is decided beside it? */
export function makesSession(action: string): boolean {
  return isAssumeRole(action) || action === 'sts:TagSession' || action === 'sts:SetSourceIdentity';
}

/** The action with which a caller of that kind assumes a role. */
export function assumeRoleAction(kind: CallerKind): string {
  if (kind === 'samlCaller') return 'sts:AssumeRoleWithSAML';
  return kind === 'oidcCaller' ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
}
