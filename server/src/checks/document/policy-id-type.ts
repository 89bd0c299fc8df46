import { GRAMMAR } from '../../policy/grammar';
import { removeMember } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'policy-id-type',
  severity: 'suggestion',
  policyTypes: ['identity', 'boundary', 'session', 'scp', 'rcp'],
  title: 'Id without effect',
  why: 'Only policies attached to resources have a use for Id; elsewhere it is stored and does nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_id.html',
  messages: { unused: '"Id" has no effect in {policy}. Remove it.' },
  fixes: { remove: { title: 'Remove "Id"', effect: 'none', safe: true } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Version": "2012-10-17", "Id": "my-policy",
                           ~~~~ unused +fix!: "Id" has no effect in an identity policy. Remove it.
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
== fix Remove "Id" ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }`,
  ],
  checkDocument({ document, tree, type, report, fix }) {
    if (document.id === undefined || document.root.kind !== 'object') return;
    const { title } = GRAMMAR[type];
    const policy = `${/^[aeiou]/.test(title) ? 'an' : 'a'} ${title}`;
    const fixes = [fix('remove', {}, removeMember(tree, document.root, document.id))];
    report(document.id.key, 'unused', { policy }, { fixes });
  },
});
