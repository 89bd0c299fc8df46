import { refusedEntries } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-group',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Group as principal',
  why: 'A group only hands policies to its users and sends no requests, so that AWS rejects it as a principal.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  messages: {
    group: 'A group is no principal, and AWS rejects the policy. Name its users, or a role that they assume.',
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/Developer" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:group/Devs" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ group: A group is no principal, and AWS rejects the policy. Name its users, or a role that they assume.`,
  ],
  checkStatement(context) {
    for (const { node } of refusedEntries(context, 'group')) context.report(node, 'group', {});
  },
});
