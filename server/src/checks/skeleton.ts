import type { PolicyType } from '../policy/document';
import { GRAMMAR } from '../policy/grammar';
import type { JsonValue } from '../syntax/edits';

/** A statement of a policy type to fill in: each `""` is a place for the author. */
export function statementSkeleton(type: PolicyType): { readonly [name: string]: JsonValue } {
  const grammar = GRAMMAR[type];
  return {
    Effect: type === 'scp' || type === 'rcp' ? 'Deny' : 'Allow',
    ...(grammar.principal === 'required' ? { Principal: principalSkeleton(type) } : {}),
    Action: type === 'trust' ? 'sts:AssumeRole' : '',
    ...(grammar.resource === 'forbidden' ? {} : { Resource: type === 'rcp' || type === 'vpce' ? '*' : '' }),
  };
}

function principalSkeleton(type: PolicyType): JsonValue {
  return type === 'rcp' || type === 'vpce' ? '*' : { AWS: '' };
}

/** A whole policy with one statement to fill in. */
export function policySkeleton(type: PolicyType): JsonValue {
  return { Version: '2012-10-17', Statement: [statementSkeleton(type)] };
}
