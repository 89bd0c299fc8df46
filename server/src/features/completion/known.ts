import { isAccountId, parseArn } from '../../language/arn';
import type { PolicyContext } from '../answers';
import type { ArnDefaults } from './arn-parts';

/** AWS's own example account, so that nobody takes it for a real one. */
const EXAMPLE_ACCOUNT = '111122223333';

/** ARNs of resources that the identity model knows. */
export function knownArns({ known }: PolicyContext): readonly string[] {
  return known?.resources ?? [];
}

/** ARNs and account ids of principals that the identity model knows. */
export function knownPrincipals({ known }: PolicyContext): readonly string[] {
  return known?.principals ?? [];
}

/** Account ids in what the model knows and in the policy itself, each once. */
export function knownAccounts(context: PolicyContext): readonly string[] {
  const texts = [...knownPrincipals(context), ...knownArns(context), ...policyTexts(context)];
  const accounts = texts.map((text) => parseArn(text)?.account ?? text).filter(isAccountId);
  return [...new Set(accounts)];
}

/** Partition and account as the policy or the model has them. */
export function arnDefaults(context: PolicyContext): ArnDefaults {
  const arns = [...policyTexts(context), ...knownArns(context)].flatMap((text) => parseArn(text) ?? []);
  const partition = arns.find((arn) => arn.partition.startsWith('aws'))?.partition ?? 'aws';
  const account = arns.find((arn) => isAccountId(arn.account))?.account;
  return { partition, region: '*', account: account ?? knownAccounts(context)[0] ?? EXAMPLE_ACCOUNT };
}

/** Entries in which the policy names resources and principals. */
function policyTexts({ site }: PolicyContext): readonly string[] {
  return site.document.statements.flatMap(({ resource, principal }) =>
    [...(resource?.entries ?? []), ...(principal?.entries ?? [])].map(({ text }) => text),
  );
}
