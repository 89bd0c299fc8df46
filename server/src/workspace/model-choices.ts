import type { Choice } from '../../../shared/messages';
import type { Account, Group, Model, ModelPolicy, PolicySlot, Role, User } from '../model/entities';

/** Whether a policy of the model is the one that is asked about. */
export type IsPolicy = (policy: ModelPolicy) => boolean;

/** Everybody in a model who can ask: users, roles and roots, as requests name them. */
export function principalChoices(model: Model): readonly Choice[] {
  return [...model.accounts.values()].flatMap((account) => [
    ...holdersOf(account).map((holder) => ({ value: principalName(account, holder), description: holder.arn })),
    { value: `${accountName(account)}:root`, description: `arn:${model.partition}:iam::${account.id}:root` },
  ]);
}

/** ARNs of the model's resources; for a bucket also the shape of an object in it. */
export function resourceChoices(model: Model): readonly Choice[] {
  const owner = (id: string) => model.accounts.get(id)?.alias ?? id;
  return [...model.resources.values()].flatMap(({ arn, account }) => {
    const own = { value: arn, description: owner(account) };
    return isBucket(arn) ? [own, { value: `${arn}/\${ObjectKey}`, description: 'an object in it' }] : [own];
  });
}

/** The principals to whom a policy applies: those whose policies, groups, boundary or trust policy it is. */
export function principalsWith(model: Model, isPolicy: IsPolicy): readonly string[] {
  const has = (slots: readonly PolicySlot[]) => slots.some((slot) => slot.state === 'known' && isPolicy(slot.policy));
  return [...model.accounts.values()].flatMap((account) =>
    holdersOf(account)
      .filter((holder) => has(slotsOf(holder)))
      .map((holder) => principalName(account, holder)),
  );
}

function slotsOf(holder: User | Role): readonly PolicySlot[] {
  const groups = holder.kind === 'user' && holder.groups !== 'unknown' ? holder.groups : [];
  const trust = holder.kind === 'role' ? [holder.trust] : [];
  const inherited = groups.flatMap(({ group }) => (group === undefined ? [] : policiesOf(group)));
  return [...policiesOf(holder), ...inherited, holder.boundary, ...trust];
}

function policiesOf({ inlinePolicies, managedPolicies }: User | Role | Group): readonly PolicySlot[] {
  return [inlinePolicies, managedPolicies].flatMap((slots) => (slots === 'unknown' ? [] : slots));
}

function holdersOf({ users, roles }: Account): readonly (User | Role)[] {
  return [...(roles === 'unknown' ? [] : roles.values()), ...(users === 'unknown' ? [] : users.values())];
}

function principalName(account: Account, { kind, name }: User | Role): string {
  return `${accountName(account)}:${kind}/${name}`;
}

function accountName({ alias, id }: Account): string {
  return alias ?? id;
}

function isBucket(arn: string): boolean {
  return /^arn:[^:]*:s3:::[^/]+$/.test(arn);
}
