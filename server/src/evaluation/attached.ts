import type { ModelPolicy } from '../model/entities';
import type { AttachedPolicy, EvaluationInput } from './input';

/** An input that is missing: it makes the result `incomplete`. */
export type Gap = EvaluationInput['gaps'][number];

/** A policy of the model as decisions take it. */
export function attachedPolicy(policy: ModelPolicy): AttachedPolicy {
  const { name, uri, pointer, rangeOf } = policy;
  return {
    document: policy.document(),
    policy: policy.policy,
    ...(name === undefined ? {} : { name }),
    ...(uri === undefined ? {} : { uri }),
    ...(pointer === undefined ? {} : { pointer }),
    ...(rangeOf === undefined ? {} : { rangeOf }),
  };
}
