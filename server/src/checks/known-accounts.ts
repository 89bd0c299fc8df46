import type { CheckOptions } from '../../../shared/settings';
import { isAccountId } from '../language/arn';
import type { FileFix } from './rule';
import type { StatementFacts } from './statement-facts';

/** For checks of accounts that nobody knows: their data has the `account`. */
export const TRUST_ACCOUNT: FileFix = {
  kind: 'option',
  title: 'Add {account} to trusted accounts',
  note: 'It goes to `trustedAccounts` in `writ.config.json`.',
  option: 'trustedAccounts',
  value: 'account',
};

/** The account IDs that the policy itself, the options and the identity model name, each once. */
export function accountsNamed(
  statements: readonly StatementFacts[],
  options: CheckOptions,
  ofModel: ReadonlySet<string> = new Set(),
): readonly string[] {
  const named = statements.flatMap(({ resources, principals }) => [
    ...resources.map(({ fields }) => fields[4] ?? ''),
    ...principals.map(({ text }) => (text.startsWith('arn:') ? (text.split(':')[4] ?? '') : text)),
  ]);
  return [
    ...new Set([...options.trustedAccounts, ...options.federatedAccounts, ...ofModel, ...named].filter(isAccountId)),
  ];
}

/** `12345678901` → `012345678901`, where that is a known account. Undefined for anything but 10 or 11 digits. */
export function withLostZeros(account: string, known: readonly string[]): string | undefined {
  if (!/^\d{10,11}$/.test(account)) return undefined;
  const full = account.padStart(12, '0');
  return known.includes(full) ? full : undefined;
}
