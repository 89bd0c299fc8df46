import { isAccountId, parseArn } from '../language/arn';
import type { StatementFacts } from './statement-facts';

/** An account as a policy tells of it. */
export interface OwningAccount {
  readonly partition: string;
  readonly account: string;
}

/**
 * The account to which a resource policy belongs, by the ARNs of its Resource elements, or a trust policy by its identity
 * providers, which stand in the account of the role. Undefined where nothing says, or two accounts are named.
 */
export function owningAccount(statements: readonly StatementFacts[]): OwningAccount | undefined {
  const owners = new Map<string, OwningAccount>();
  for (const text of statements.flatMap(ownArns)) {
    const arn = parseArn(text);
    if (arn !== undefined && isAccountId(arn.account)) owners.set(arn.account, arn);
  }
  const [owner] = owners.values();
  return owners.size === 1 && owner !== undefined ? { partition: owner.partition, account: owner.account } : undefined;
}

/** `arn:aws:iam::111122223333:root`: the principal that stands for the account. */
export function rootArn({ partition, account }: OwningAccount): string {
  return `arn:${partition}:iam::${account}:root`;
}

function ownArns({ statement, principals }: StatementFacts): readonly string[] {
  const resources = statement.resource?.isNegated === false ? statement.resource.entries : [];
  const providers = principals.filter(({ text }) => /^arn:[^:]*:iam::\d{12}:(oidc|saml)-provider\//.test(text));
  return [...resources, ...providers].map(({ text }) => text);
}
