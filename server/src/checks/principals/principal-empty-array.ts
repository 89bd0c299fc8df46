import { removeMember } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'principal-empty-array',
  severity: 'suggestion',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Empty list of principals',
  why: 'An empty list names nobody: the statement does nothing, or the key is left over.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-principal',
  aaIssueCodes: ['EMPTY_ARRAY_PRINCIPAL'],
  needs: 'Principal',
  messages: { empty: 'An empty list under "{key}" names nobody. Add a principal, or remove the key.' },
  fixes: { remove: { title: 'Remove "{key}"', effect: 'none' } },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App"], "Service": [] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                                                              ~~ empty +fix: An empty list under "Service" names nobody. Add a principal, or remove the key.
== fix Remove "Service" ==
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": [] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~ empty`,
  ],
  checkStatement({ statement, tree, type, report, fix }) {
    const object = statement.principal?.member.value;
    if (object?.kind !== 'object' || type === 'rcp') return;
    for (const member of object.members) {
      if (member.value.kind !== 'array' || member.value.items.length > 0) continue;
      const key = member.key.value;
      const fixes = object.members.length > 1 ? [fix('remove', { key }, removeMember(tree, object, member))] : [];
      report(member.value, 'empty', { key }, { fixes });
    }
  },
});
