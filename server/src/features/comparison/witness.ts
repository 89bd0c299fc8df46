import type { WitnessRequest } from '../../../../shared/comparison';
import type { ContextInput, PrincipalObject } from '../../../../shared/request';
import type { Caller } from '../../evaluation/input';
import { hasWildcard } from '../../language/pattern';
import type { Witness } from '../../semantics/answers';

/** The principal whose requests they are, and the keys that it has in each of them, lower case. */
export interface PrincipalFacts {
  readonly name: string;
  readonly knownKeys: ReadonlySet<string>;
}

/** The kernel's witness as people write requests (docs/identity-model.md, "Requests"). */
export function witnessRequest(
  { action, resource, caller, context, resourceAccount }: Witness,
  about?: PrincipalFacts,
): WitnessRequest {
  const who = about?.name ?? (caller && principalOf(caller));
  const stated = [...context].filter(([key]) => about?.knownKeys.has(key.toLowerCase()) !== true);
  const keys = stated.map(([key, values]): [string, ContextInput] => [key, contextInput(values)]);
  return {
    ...(who === undefined ? {} : { principal: who }),
    action,
    resource,
    ...(resource !== '*' && hasWildcard(resource) ? { resourceIsPattern: false } : {}),
    ...(resourceAccount === undefined ? {} : { resourceAccount }),
    ...(keys.length === 0 ? {} : { context: Object.fromEntries(keys) }),
  };
}

/** One value as it is, several as a list; null stays: the key is absent. */
function contextInput(values: readonly string[] | null): ContextInput {
  if (values === null) return null;
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

function principalOf(caller: Caller): string | PrincipalObject {
  switch (caller.kind) {
    case 'user':
    case 'rootUser':
      return caller.arn;
    case 'rootSession':
      return { root: caller.account ?? caller.arn, session: { kind: 'assumeRoot' } };
    case 'roleSession':
      return sessionOfRole(caller);
    case 'federatedUser':
      return {
        user: caller.parent?.arn ?? caller.arn,
        session: { kind: 'getFederationToken', ...(caller.sessionName ? { name: caller.sessionName } : {}) },
      };
    case 'service':
      return caller.service ?? caller.arn;
    case 'samlCaller':
      return { saml: caller.provider ?? caller.arn };
    case 'oidcCaller':
      return { oidc: caller.provider ?? caller.arn };
    case 'anonymous':
      return 'anonymous';
  }
}

function sessionOfRole({ arn, role, sessionName }: Caller): string | PrincipalObject {
  if (role?.arn === undefined) return arn;
  return sessionName === undefined ? role.arn : { role: role.arn, session: { name: sessionName } };
}
