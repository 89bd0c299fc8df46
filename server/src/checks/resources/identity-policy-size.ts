import { INLINE_ROLE_SIZE, MANAGED_POLICY_SIZE } from '../../policy/quotas';
import { policySize } from '../../policy/size';
import { removeRedundant } from '../redundant-entries';
import { rule } from '../rule';
import { openingBrace } from '../size-edits';

export default rule({
  code: 'identity-policy-size',
  severity: 'warning',
  policyTypes: ['identity', 'boundary'],
  title: 'Identity policy over its quota',
  why: 'IAM refuses a managed policy that is longer than its quota. White space outside strings does not count.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-policy-size-exceeds-identity-policy-quota',
  aaIssueCodes: ['POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA'],
  offline:
    'Inline policies are limited together: 2,048 characters for a user, 5,120 for a group, 10,240 for a role. Others of the same entity are not known.',
  messages: {
    managed:
      'This policy has {size} characters without white space and a managed policy may have {limit}. Only the inline policies of a role may have up to {inline} together.',
    over: 'This policy has {size} characters without white space: more than the {limit} of a managed policy and the {inline} of all inline policies of a role. Split it.',
  },
  fixes: { redundant: { title: 'Remove redundant entries', effect: 'none' } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    {
      text: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:Get*", "s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${'x'.repeat(6100)}" }] }
~ managed +fix: This policy has 6240 characters without white space and a managed policy may have 6144. Only the inline policies of a role may have up to 10240 together.
== fix Remove redundant entries ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:Get*"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${'x'.repeat(6100)}" }] }`,
      ignore: ['action-redundant'],
    },
    `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${'x'.repeat(10200)}" }] }
~ over`,
  ],
  checkDocument({ document, type, report, fix }) {
    const { counted: size } = policySize(document, type);
    if (size <= MANAGED_POLICY_SIZE) return;
    const fixes = () => {
      const edits = removeRedundant(document);
      return edits.length === 0 ? [] : [fix('redundant', {}, edits)];
    };
    const data = { size, limit: MANAGED_POLICY_SIZE, inline: INLINE_ROLE_SIZE };
    report(openingBrace(document), size > INLINE_ROLE_SIZE ? 'over' : 'managed', data, { fixes });
  },
});
