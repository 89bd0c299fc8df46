import { removePrincipal } from '../principal-edits';
import type { PrincipalFact } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-redundant',
  severity: 'suggestion',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Redundant principal',
  why: 'A principal that is named already, or that stands beside "*", changes nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  needs: 'Principal',
  messages: {
    twice: '"{principal}" is in the list already. Remove it.',
    account:
      'Account {account} is in the list already: its ID and the ARN that ends with "root" mean the same. Remove one.',
    everyone: '"*" names everybody, this principal too. Remove it, or the "*" if that is too much.',
  },
  fixes: {
    remove: {
      title: 'Remove redundant principal',
      effect: 'none',
      safe: 'the value is a duplicate, or account ID and root ARN of one account',
    },
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:role/App"], "Service": "sns.amazonaws.com" },
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:root"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ account (unused) +fix! => 1 The same principal.: Account 111122223333 is in the list already: its ID and the ARN that ends with "root" mean the same. Remove one.
== fix Remove redundant principal ==
{ "Effect": "Allow", "Principal": { "AWS": ["111122223333"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Deny", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "*", "arn:aws:iam::111122223333:role/App"] },
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ everyone (unused) +fix => 1 Everybody.: "*" names everybody, this principal too. Remove it, or the "*" if that is too much.
                                                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ twice (unused) +fix! => 1 The same principal.: "arn:aws:iam::111122223333:role/App" is in the list already. Remove it.
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "arn:aws:iam::111122223333:role/App"] },
                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ twice (unused) +fix!
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ principals, tree, type, report, fix }) {
    if (principals.length < 2 || type === 'rcp') return;
    const first = new Map<string, PrincipalFact>();
    for (const fact of principals) {
      const key = meaningOf(fact);
      const twin = first.get(key);
      first.set(key, twin ?? fact);
      if (twin === undefined) continue;
      const fixes = () => [fix('remove', {}, removePrincipal(tree, fact), { isSafe: true })];
      const details = { fixes, related: [{ range: twin.node, message: 'The same principal.' }], isUnnecessary: true };
      if (fact.text === twin.text) report(fact.node, 'twice', { principal: fact.text }, details);
      else report(fact.node, 'account', { account: accountOf(fact) }, details);
    }
    const star = principals.find(({ form, element }) => form.kind === 'everyone' && !element.isNegated);
    if (star === undefined) return;
    const related = [{ range: star.node, message: 'Everybody.' }];
    for (const fact of first.values()) {
      // Who comes through an identity provider is perhaps not meant by "*".
      if (fact === star || fact.type !== 'AWS' || fact.isOpen || fact.form.kind === 'refused') continue;
      const fixes = () => [fix('remove', {}, removePrincipal(tree, fact), { isSafe: false })];
      report(fact.node, 'everyone', {}, { fixes, related, isUnnecessary: true });
    }
  },
});

function meaningOf(fact: PrincipalFact): string {
  return fact.form.kind === 'account' ? `AWS ${fact.form.account}` : `${fact.type} ${fact.text}`;
}

function accountOf({ form }: PrincipalFact): string {
  return form.kind === 'account' ? form.account : '';
}
