import type { Certainty } from '../../../shared/decision';
import type { Gap, UnitDecision } from './decide';
import { PUBLIC_ACCESS_BLOCKED } from './explain';
import type { Hit, Hits } from './hits';
import type { Caller } from './input';
import { isTrustDecision, type LayerId } from './layers';

/** The caller as people say it: `role deployer`, `user alice`, `the root user`. */
function callerName(caller: Caller): string {
  switch (caller.kind) {
    case 'rootUser':
      return `the root user of ${caller.account ?? 'the account'}`;
    case 'rootSession':
      return `the AssumeRoot session in ${caller.account ?? 'the account'}`;
    case 'user':
      return `user ${lastPart(caller.arn)}`;
    case 'roleSession':
      return `role ${caller.role?.name ?? lastPart(caller.arn)}`;
    case 'federatedUser':
      return `federated user ${caller.sessionName ?? lastPart(caller.arn)}`;
    case 'service':
      return caller.service ?? caller.arn;
    case 'samlCaller':
    case 'oidcCaller':
      return `callers of ${lastPart(caller.provider ?? caller.arn)}`;
    case 'anonymous':
      return 'anonymous callers';
  }
}

function lastPart(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
}

/** One sentence that says what was decided, how surely, and by what. */
export function headline(decision: UnitDecision, certainty: Certainty, hits: Hits, grants: readonly Hit[]): string {
  switch (decision.word) {
    case 'explicitDeny':
      return `${verdict('denied', certainty)}: ${denialWords(decision, hits)}`;
    case 'implicitDeny': {
      const [gap] = decision.gaps;
      return `${verdict('denied', certainty)}: ${gap === undefined ? 'nothing allows it' : gapWords(gap, decision)}`;
    }
    case 'allowed':
      return `${verdict('allowed', certainty)}: ${grantWords(decision, grants)}`;
  }
}

/** What is not certain is never a plain "Allowed". */
export function verdict(word: 'allowed' | 'denied', certainty: Certainty): string {
  switch (certainty) {
    case 'certain':
      return word === 'allowed' ? 'Allowed' : 'Denied';
    case 'assumed':
      return `Assumed ${word}`;
    case 'incomplete':
      return `Incomplete, ${word} as far as known`;
  }
}

function denialWords(decision: UnitDecision, hits: Hits): string {
  const [first] = hits.denies;
  if (first !== undefined)
    return `${statementWords(first)} of ${policyWords(first)} denies ${decision.run.input.action}`;
  return decision.blockedBy === 'service' ? PUBLIC_ACCESS_BLOCKED : 'a layer that is not known is taken as denying';
}

/** People count from 1 and prefer the Sid. */
function statementWords({ statement }: Pick<Hit, 'statement'>): string {
  const { sid, index } = statement.source;
  return sid === undefined || sid === '' ? `statement ${index + 1}` : `statement ${sid}`;
}

const LAYER_WORDS: { readonly [Id in LayerId]: string } = {
  scp: 'SCP',
  rcp: 'RCP',
  vpce: 'the VPC endpoint policy',
  resource: 'the resource policy',
  identity: 'identity policy',
  boundary: 'the permissions boundary',
  session: 'the session policy',
};

/** `SCP DenyLeaving on root r-ab12`, `identity policy policies/app.json`. */
function policyWords({ group, attached }: Pick<Hit, 'group' | 'attached'>): string {
  const kind = group.type === 'trust' ? 'the trust policy' : LAYER_WORDS[group.layer];
  const name = attached.name ?? attached.policy;
  return group.at === null ? `${kind} ${name}` : `${kind} ${name} on ${group.name}`;
}

function gapWords(gap: Gap, decision: UnitDecision): string {
  const { input } = decision.run;
  const { action, caller } = input;
  switch (gap.layer) {
    case 'service':
      return lowerFirst(gap.reason ?? 'The service refuses the call.').replace(/\.$/, '');
    case 'scp':
      return `no SCP on ${gap.group?.name ?? 'a level'} allows ${action}`;
    case 'vpce':
      return `the VPC endpoint policy has no Allow for ${action}`;
    case 'resource':
      return resourceGapWords(decision);
    case 'identity':
      return `no identity policy of ${callerName(caller)} allows ${action}`;
    case 'boundary':
      return `the permissions boundary of ${callerName(caller)} has no Allow for ${action}`;
    case 'session':
      return sessionGapWords(decision);
    case 'rcp':
      return `an RCP does not allow ${action}`;
  }
}

function resourceGapWords(decision: UnitDecision): string {
  const { input } = decision.run;
  const alsoIdentity = decision.gaps.some((gap) => gap.layer === 'identity');
  const policy = isTrustDecision(input) ? 'the trust policy of the role' : 'the resource policy';
  const resource = `${policy} does not allow ${callerName(input.caller)} ${input.action}`;
  return alsoIdentity ? `${resource}, and neither does an identity policy` : resource;
}

function sessionGapWords({ unit, run }: UnitDecision): string {
  const isGiven = unit.layer.session.state === 'present';
  const { caller, action } = run.input;
  return isGiven
    ? `the session policy of ${callerName(caller)} has no Allow for ${action}`
    : `${callerName(caller)} was given no session policy, which it needs`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function grantWords(decision: UnitDecision, grants: readonly Hit[]): string {
  if (decision.isServiceAllow) return `${decision.run.input.action} needs no permission`;
  const grant = grants.find((hit) => hit.group.layer === 'resource' || hit.group.layer === 'identity');
  if (grant === undefined)
    return decision.run.input.caller.kind === 'rootUser'
      ? 'the root user has full access to its own account'
      : 'every layer that applies allows it';
  const how =
    grant.group.layer === 'resource' && grant.class === 'direct' && decision.relation === 'same'
      ? ', granted to the caller directly'
      : '';
  return `by ${statementWords(grant)} of ${policyWords(grant)}${how}`;
}

/** The statements whose Allow was used: the first one of each layer that had to allow, and of each level of SCPs. */
export function grantsUsed(decision: UnitDecision, hits: Hits): readonly Hit[] {
  const used: Hit[] = [];
  for (const id of GRANT_ORDER) {
    if (!isUsed(id, decision)) continue;
    if (id === 'resource') used.push(...strongestGrant(decision, hits));
    else used.push(...firstGrants(hits, id));
  }
  return used;
}

/** One for each level; policies that add up are one level. */
function firstGrants(hits: Hits, id: LayerId): readonly Hit[] {
  return (hits.layers.get(id) ?? []).flatMap((group) => group.allows.slice(0, 1));
}

const GRANT_ORDER: readonly LayerId[] = ['scp', 'vpce', 'resource', 'identity', 'boundary', 'session'];

function strongestGrant(decision: UnitDecision, hits: Hits): readonly Hit[] {
  const allows = (hits.layers.get('resource') ?? []).flatMap((group) => group.allows);
  const strongest = allows.find((hit) => hit.class === decision.class) ?? allows[0];
  return strongest === undefined ? [] : [strongest];
}

/** Does the grant stand on that layer (evaluation.md 6.3 and 6.4)? */
function isUsed(id: LayerId, decision: UnitDecision): boolean {
  if (decision.isServiceAllow) return false;
  if (id === 'scp' || id === 'vpce') return true;
  const isBypass =
    decision.relation === 'same' &&
    (decision.class === 'direct' || decision.class === 'role' || decision.class === 'user');
  if (id === 'resource')
    return (
      isBypass ||
      decision.relation !== 'same' ||
      decision.unit.layer.resource.groups[0]?.type === 'trust' ||
      decision.class === 'account'
    );
  if (id === 'identity') return !isBypass && decision.relation !== 'resourceOnly';
  return !(decision.relation === 'same' && decision.class === 'direct');
}

/** What to add where, for a gap. */
export function hintFor(gap: Gap, decision: UnitDecision): string {
  const { action, resource, caller } = decision.run.input;
  const what = `${action} on ${resource}`;
  switch (gap.layer) {
    case 'service':
      return gap.reason ?? 'The service refuses this call, whatever policies allow.';
    case 'scp':
      return `Attach an SCP that allows ${action} to ${gap.group?.name ?? 'the level'}.`;
    case 'vpce':
      return `Add ${what} to the VPC endpoint policy.`;
    case 'resource':
      return isTrustDecision(decision.run.input)
        ? `Add a statement to the trust policy that names ${caller.role?.arn ?? caller.arn}.`
        : `Add a statement to the resource policy that allows ${caller.role?.arn ?? caller.arn} ${action}.`;
    case 'identity':
      return `Add ${what} to an identity policy of ${callerName(caller)}.`;
    case 'boundary':
      return `Add ${what} to the permissions boundary.`;
    case 'session':
      return `Add ${what} to the session policy.`;
    case 'rcp':
      return `Change the RCP so that it does not deny ${action}.`;
  }
}
