import type { PrincipalForm } from '../../evaluation/principal-form';
import { TRUST_ACCOUNT } from '../known-accounts';
import { rule } from '../rule';

export default rule({
  code: 'cross-account-unknown',
  severity: 'warning',
  offline:
    'Only the accounts of the identity model and of the option trustedAccounts are known. Silent without a model.',
  policyTypes: ['resource', 'trust'],
  title: 'Account that nobody has listed',
  why: 'An account that the model does not list may be a slip of the keyboard, or somebody who should no longer have access.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html',
  messages: {
    unknown:
      'Account {account} is in neither the identity model nor "trustedAccounts". Check that it should have access.',
  },
  fileFix: TRUST_ACCOUNT,
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    {
      knownAccounts: ['111122223333'],
      options: { trustedAccounts: ['444455556666'] },
      text: `{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "444455556666"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
  ],
  bad: [
    {
      knownAccounts: ['111122223333'],
      text: `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "arn:aws:iam::444455556666:role/Partner"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ unknown: Account 444455556666 is in neither the identity model nor "trustedAccounts". Check that it should have access.`,
    },
  ],
  checkDocument({ statements, knownAccounts, options, report }) {
    if (knownAccounts === undefined) return;
    for (const { statement, principals } of statements) {
      if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) continue;
      for (const { form, node } of principals) {
        const account = accountOf(form);
        if (account === undefined || knownAccounts.has(account) || options.trustedAccounts.includes(account)) continue;
        report(node, 'unknown', { account });
      }
    }
  },
});

function accountOf(form: PrincipalForm): string | undefined {
  switch (form.kind) {
    case 'account':
    case 'role':
    case 'session':
      return form.account;
    case 'user':
    case 'federatedUser':
      return form.arn.split(':')[4];
    default:
      return undefined;
  }
}
