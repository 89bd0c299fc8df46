import { removeMember } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'sid-empty',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Empty Sid',
  why: 'An empty Sid names nothing: a result or a message can then only count statements.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-sid-value',
  aaIssueCodes: ['EMPTY_SID_VALUE'],
  messages: { empty: 'The Sid is empty, so it names nothing. Remove it, or give the statement a name.' },
  fixes: { remove: { title: 'Remove empty Sid', effect: 'none', safe: true } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Sid": "", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
         ~~ empty +fix!: The Sid is empty, so it names nothing. Remove it, or give the statement a name.
== fix Remove empty Sid ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    const member = statement.elements.Sid;
    if (statement.object === undefined || statement.sid !== '' || member === undefined) return;
    report(member.value, 'empty', {}, { fixes: [fix('remove', {}, removeMember(tree, statement.object, member))] });
  },
});
