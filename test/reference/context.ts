/** Section 5: what a key holds. Stated values first, then those that follow from the caller. */
import type { Caller } from './caller';
import type { Case } from './case';

export const MFA_KEY = 'aws:multifactorauthpresent';
export const PRINCIPAL_ARN_KEY = 'aws:principalarn';

/** Keys with values that this reading of the request takes to hold; null for an absent key. */
export type World = ReadonlyMap<string, string | null>;

export function valuesOf(input: Case, world: World, key: string): readonly string[] | null {
  const name = key.toLowerCase();
  const assumed = world.get(name);
  if (assumed !== undefined) return assumed === null ? null : [assumed];
  const stated = input.context.get(name);
  if (stated !== undefined) return stated;
  const derived = derivedValue(input.caller, name);
  return derived === undefined ? null : [derived];
}

function derivedValue(caller: Caller, name: string): string | undefined {
  switch (name) {
    case PRINCIPAL_ARN_KEY:
      if (caller.account === undefined) return undefined;
      return caller.kind === 'roleSession' ? (caller.roleArn ?? roleArnAt(caller, '/')) : caller.arn;
    case 'aws:principalaccount':
      return caller.kind === 'anonymous' ? 'anonymous' : caller.account;
    case 'aws:username':
      return caller.kind === 'user' ? caller.arn.split('/').at(-1) : undefined;
    case 'aws:principaltype':
      return PRINCIPAL_TYPES[caller.kind];
    case 'aws:principalisawsservice':
      if (caller.account !== undefined) return 'false';
      return caller.kind === 'service' ? 'true' : undefined;
    default:
      return undefined;
  }
}

const PRINCIPAL_TYPES: Partial<Record<Caller['kind'], string>> = {
  rootUser: 'Account',
  rootSession: 'Account',
  user: 'User',
  federatedUser: 'FederatedUser',
  roleSession: 'AssumedRole',
  anonymous: 'Anonymous',
};

/** The ARN of the caller's role with this path, `/` or `/team/x/`. */
export function roleArnAt(caller: Caller, path: string): string {
  const partition = caller.arn.split(':')[1] ?? 'aws';
  return `arn:${partition}:iam::${caller.account ?? ''}:role${path}${caller.roleName ?? ''}`;
}
