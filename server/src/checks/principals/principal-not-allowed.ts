import type { PolicyType } from '../../policy/document';
import { removeMember } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'principal-not-allowed',
  severity: 'error',
  policyTypes: ['identity', 'boundary', 'session'],
  title: 'Principal in a policy of a principal',
  why: 'A policy that is attached to a user, group or role is about whoever has it; IAM rejects one that names principals.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-principal',
  aaIssueCodes: ['UNSUPPORTED_PRINCIPAL'],
  needs: 'Principal',
  messages: {
    notAllowed: '"{element}" is not allowed in {kind}, and IAM rejects the policy. Remove it.',
  },
  fixes: { remove: { title: 'Remove "{element}"', effect: 'depends' } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                     ~~~~~~~~~~~ notAllowed +fix: "Principal" is not allowed in an identity policy, and IAM rejects the policy. Remove it.
== fix Remove "Principal" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      ignore: ['boundary-no-allow'],
      type: 'boundary',
      text: `
{ "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/*" }, "Action": "s3:GetObject", "Resource": "*" }
                    ~~~~~~~~~~~~~~ notAllowed +fix`,
    },
  ],
  checkStatement({ statement, tree, type, report, fix }) {
    const { object, elements } = statement;
    if (object === undefined) return;
    for (const element of ['Principal', 'NotPrincipal'] as const) {
      const member = elements[element];
      if (member === undefined) continue;
      const fixes = [fix('remove', { element }, removeMember(tree, object, member))];
      report(member.key, 'notAllowed', { element, kind: KIND[type] ?? 'this policy' }, { fixes });
    }
  },
});

const KIND: { readonly [Type in PolicyType]?: string } = {
  identity: 'an identity policy',
  boundary: 'a permissions boundary',
  session: 'a session policy',
};
