import type { Account, Group, Model, ModelPolicy, PolicySlot, Role, Unknown, User } from '../model/entities';
import { accountLabel } from '../model/uses';
import { INLINE_SIZES } from '../policy/quotas';
import { policySize } from '../policy/size';
import { remembered } from './remembered';

/** What the identity model says of a policy that it has as an inline policy. */
export interface InlineUse {
  /** It is used in no other way, so that only the totals count. */
  readonly isOnlyInline: boolean;
  /** Users, groups and roles with more inline policies than fit, of which this is the longest. */
  readonly overfull: readonly InlineTotal[];
}

/** The inline policies of one user, group or role together. */
export interface InlineTotal {
  /** `role prod:role/deployer`. */
  readonly holder: string;
  readonly count: number;
  /** Characters without white space. */
  readonly size: number;
  readonly limit: number;
}

type Holder = User | Group | Role;

/** Undefined where the policy is nobody's inline policy. `uses`: how many uses the model makes of it. */
export function inlineUse(model: Model, uri: string, pointer: string, uses: number): InlineUse | undefined {
  const key = keyOf(uri, pointer);
  const holders = holdersByPolicy(model).get(key);
  if (holders === undefined) return undefined;
  const isThis = (policy: ModelPolicy) => keyOf(policy.uri, policy.pointer) === key;
  return {
    isOnlyInline: holders.length >= uses,
    overfull: holders.flatMap((holder) => totalOf(model, holder, isThis) ?? []),
  };
}

/** Every policy asks. */
const holdersByPolicy = remembered((model: Model): ReadonlyMap<string, readonly Holder[]> => {
  const index = new Map<string, Holder[]>();
  for (const holder of [...model.accounts.values()].flatMap(holdersOf)) {
    const keys = new Set(policiesOf(holder).map(({ uri, pointer }) => keyOf(uri, pointer)));
    for (const key of keys) index.set(key, [...(index.get(key) ?? []), holder]);
  }
  return index;
});

function keyOf(uri = '', pointer = ''): string {
  return `${uri}#${pointer}`;
}

function totalOf(model: Model, holder: Holder, isThis: (policy: ModelPolicy) => boolean): InlineTotal | undefined {
  const sized = policiesOf(holder).map((policy) => ({
    policy,
    size: policySize(policy.document(), 'identity').counted,
  }));
  const size = sized.reduce((sum, each) => sum + each.size, 0);
  const limit = INLINE_SIZES[holder.kind];
  const longest = sized.reduce((left, right) => (right.size > left.size ? right : left));
  if (size <= limit || !isThis(longest.policy)) return undefined;
  const name = `${holder.kind} ${accountLabel(model, holder.account)}:${holder.kind}/${holder.name}`;
  return { holder: name, count: sized.length, size, limit };
}

/** Those that are not known would only make the total larger. */
function policiesOf({ inlinePolicies }: Holder): readonly ModelPolicy[] {
  const slots: readonly PolicySlot[] = inlinePolicies === 'unknown' ? [] : inlinePolicies;
  return slots.flatMap((slot) => (slot.state === 'known' ? [slot.policy] : []));
}

function holdersOf({ users, groups, roles }: Account): readonly Holder[] {
  return [...entitiesOf(users), ...entitiesOf(groups), ...entitiesOf(roles)];
}

function entitiesOf<T>(entities: ReadonlyMap<string, T> | Unknown): readonly T[] {
  return entities === 'unknown' ? [] : [...entities.values()];
}
