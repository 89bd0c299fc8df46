import type { Catalog } from '../catalog/catalog';
import { parseArn } from '../language/arn';
import type { Account, Model, PolicySlot, Role, Unknown } from '../model/entities';
import { type PolicyUse, principalsOf } from '../model/uses';
import { grantOf, isAdministrator } from './action-grant';
import { isUnconditional } from './grants';
import { iamEscalations } from './iam-escalation';
import { type InlineUse, inlineUse } from './inline-policies';
import { type PrincipalLimits, principalLimits } from './principal-limits';
import { createReaders, type Readers, statementFacts } from './statement-facts';

/** What rules ask of the identity model that governs a policy. */
export interface ModelFacts {
  /** The roles whose trust policy the policy is. */
  readonly roles: readonly TrustedRole[];
  /** ARN of a group → ARNs of its users. Undefined where they are not known. */
  readonly membersOf: (groupArn: string) => readonly string[] | undefined;
  /** Unique ID → ARN of its user or role, where the model has it. */
  readonly arnOf: (id: string) => string | undefined;
  /** What limits each principal that has the policy; undefined where it is no identity policy, or not all of them are known. */
  readonly limits: readonly PrincipalLimits[] | undefined;
  /** Of a policy that somebody has as an inline policy. */
  readonly inline: InlineUse | undefined;
}

/** A role of the model, as its trust policy's checks see it. */
export interface TrustedRole {
  readonly arn: string;
  /** The name of a policy with which whoever has the role has, or can get, every right. Undefined: none is known. */
  readonly administeredBy: string | undefined;
  /** Undefined: the model does not list instance profiles. */
  readonly hasInstanceProfile: boolean | undefined;
}

/** `uses`: those that the model makes of the policy. Nothing is read before a rule asks. */
export function modelFacts(catalog: Catalog, model: Model, uses: readonly PolicyUse[]): ModelFacts {
  const roles = uses.flatMap(({ role }) => (role === undefined ? [] : [role]));
  return {
    roles: roles.map((role) => ({
      arn: role.arn,
      get administeredBy() {
        return administeredBy(catalog, role);
      },
      hasInstanceProfile: hasInstanceProfile(model.accounts.get(role.account), role),
    })),
    membersOf: (groupArn) => membersOf(model, groupArn),
    get limits() {
      return limitsOf(model, uses);
    },
    get inline() {
      const [first] = uses;
      return first && inlineUse(model, first.uri, first.pointer, uses.length);
    },
    arnOf: (id) => principalsOf(model).find((principal) => principal.id === id)?.arn,
  };
}

function limitsOf(model: Model, uses: readonly PolicyUse[]): ModelFacts['limits'] {
  if (uses.some(({ type }) => type !== 'identity')) return undefined;
  return principalLimits(model, new Set(uses.flatMap(({ principals }) => principals())));
}

function hasInstanceProfile(account: Account | undefined, role: Role): boolean | undefined {
  if (account?.knowsInstanceProfiles !== true) return undefined;
  return [...account.instanceProfiles.values()].some((profile) => profile.role === role);
}

function membersOf(model: Model, groupArn: string): readonly string[] | undefined {
  const arn = parseArn(groupArn);
  const account = model.accounts.get(arn?.account ?? '');
  const name = arn?.resource.slice(arn.resource.lastIndexOf('/') + 1).toLowerCase();
  if (account === undefined || account.users === 'unknown') return undefined;
  return [...account.users.values()]
    .filter(({ groups }) => groups !== 'unknown' && groups.some((group) => group.name.toLowerCase() === name))
    .map((user) => user.arn);
}

/** A boundary, known or not, may take everything away again. */
function administeredBy(catalog: Catalog, { boundary, inlinePolicies, managedPolicies }: Role): string | undefined {
  if (boundary.state !== 'none') return undefined;
  const slots = [...listed(inlinePolicies), ...listed(managedPolicies)];
  const readers = createReaders(catalog);
  return slots.map((slot) => administratorName(catalog, slot, readers)).find((name) => name !== undefined);
}

function listed(slots: readonly PolicySlot[] | Unknown): readonly PolicySlot[] {
  return slots === 'unknown' ? [] : slots;
}

function administratorName(catalog: Catalog, slot: PolicySlot, readers: Readers): string | undefined {
  if (slot.state !== 'known') return undefined;
  const statements = slot.policy.document().statements.map((statement) => statementFacts(catalog, statement, readers));
  const isPowerful =
    statements.some((facts) => grantOf(facts, 'iam:PutRolePolicy') !== undefined && isEverything(facts)) ||
    iamEscalations(statements).length > 0;
  return isPowerful ? (slot.policy.name ?? slot.policy.policy) : undefined;
}

function isEverything(facts: Parameters<typeof isAdministrator>[0]): boolean {
  return isAdministrator(facts) && isUnconditional(facts.statement);
}
