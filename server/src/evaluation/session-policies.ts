import type { PolicyReference } from '../../../shared/request';
import { parseArn } from '../language/arn';
import { lastPart } from '../model/names';
import { didYouMean, nearestNames } from '../model/nearest';
import { awsManagedPolicy } from '../model/policy-text';
import { attachedPolicy } from './attached';
import type { AttachedPolicy, Unknown } from './input';
import { lookupError, type RequestError, type RequestSources, requestError } from './request-sources';

/** Session policies, one layer. Undefined: none was passed. */
export type SessionPolicies = readonly AttachedPolicy[] | undefined | Unknown;

/** Resolves `policies`: paths, ARNs of managed policies, documents; `"unknown"` makes the layer unknown. */
export function sessionPolicies(
  references: readonly PolicyReference[] | undefined,
  account: string,
  sources: RequestSources,
): SessionPolicies | RequestError {
  if (references === undefined || references.length === 0) return undefined;
  if (references.includes('unknown')) return 'unknown';
  const policies: AttachedPolicy[] = [];
  for (const reference of references) {
    const policy = sessionPolicy(reference, account, sources);
    if ('ok' in policy) return policy;
    policies.push(policy);
  }
  return policies;
}

function sessionPolicy(
  reference: PolicyReference,
  account: string,
  sources: RequestSources,
): AttachedPolicy | RequestError {
  if (typeof reference === 'string' && reference.startsWith('arn:')) return managedByArn(reference, account, sources);
  const policy = sources.policyReference(reference);
  return 'document' in policy ? policy : requestError(policy.message);
}

/** A managed policy by ARN: AWS's own, or a customer managed one of the account. */
export function managedByArn(arn: string, account: string, sources: RequestSources): AttachedPolicy | RequestError {
  const owner = parseArn(arn)?.account;
  if (owner === 'aws') {
    const policy = awsManagedPolicy(sources.catalog, arn);
    const names = sources.catalog.managedPolicies.map((each) => each.arn);
    const near = didYouMean(nearestNames(arn, names));
    return policy === undefined
      ? requestError(`The AWS data of this version has no managed policy "${arn}".${near}`)
      : attachedPolicy(policy);
  }
  const own = sources.model.accounts.get(account)?.managedPolicies;
  const policies = own === undefined || own === 'unknown' ? [] : [...own.values()];
  const found = policies.find((policy) => policy.arn === arn);
  if (found?.content.state === 'known') return attachedPolicy(found.content.policy);
  const near = nearestNames(
    lastPart(arn),
    policies.map(({ name }) => name),
  );
  return lookupError(sources, `Account ${account} has no managed policy "${arn}".${didYouMean(near)}`);
}
