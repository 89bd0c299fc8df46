import { accountsNamed, withLostZeros } from '../known-accounts';
import { fieldRange, replaceField } from '../resource-entries';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'arn-account-leading-zero-lost',
  severity: 'warning',
  policyTypes: ['identity', 'resource', 'trust', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Account ID that lost its leading zero',
  why: 'Spreadsheets and YAML files read account IDs as numbers and drop zeros in front; AWS compares texts.',
  source: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html',
  offline:
    'Known are the accounts that the identity model, the options `trustedAccounts` and `federatedAccounts` and the policy itself name.',
  messages: { lost: '"{account}" is the account ID "{full}" without its leading zeros, so it matches nothing.' },
  fixes: { pad: { title: 'Change to "{full}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:012345678901:table/Orders" }',
  ],
  bad: [
    {
      text: `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:12345678901:table/Orders" }
                                                                                           ~~~~~~~~~~~ lost +fix: "12345678901" is the account ID "012345678901" without its leading zeros, so it matches nothing.
== fix Change to "012345678901" ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:012345678901:table/Orders" }`,
      knownAccounts: ['012345678901'],
    },
    `
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:us-east-1:001234567890:a", "arn:aws:sqs:us-east-1:1234567890:b"] }
                                                                                                                              ~~~~~~~~~~ lost +fix`,
  ],
  checkDocument({ statements, options, knownAccounts, report, fix }) {
    let known: readonly string[] | undefined;
    for (const entry of statements.flatMap(entriesWithAccounts)) {
      const account = entry.fields[4] ?? '';
      if (!/^\d{10,11}$/.test(account)) continue;
      known ??= accountsNamed(statements, options, knownAccounts);
      const full = withLostZeros(account, known);
      if (full === undefined) continue;
      const fixes = [fix('pad', { full }, [replaceField(entry, 4, full)])];
      report(fieldRange(entry, 4), 'lost', { account, full }, { fixes });
    }
  },
});

type EntryWithAccount = Parameters<typeof fieldRange>[0];

function entriesWithAccounts({ resources, principals }: StatementFacts): readonly EntryWithAccount[] {
  const arns = principals.filter(({ text }) => text.startsWith('arn:'));
  return [...resources, ...arns.map(({ text, node }) => ({ node, fields: text.split(':') }))];
}
