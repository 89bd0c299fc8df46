import { INLINE_SIZES, MANAGED_POLICY_SIZE } from '../../policy/quotas';
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
    'Inline policies are limited together: 2,048 characters for a user, 5,120 for a group, 10,240 for a role. Others of the same entity are known from an identity model only.',
  messages: {
    managed:
      'This policy has {size} characters without white space and a managed policy may have {limit}. Only the inline policies of a role may have up to {inline} together.',
    inline:
      'The {count} inline policies of {holder} have {size} characters together and may have {limit}. Shorten them, or make managed policies of some.',
    alone:
      'This inline policy of {holder} has {size} characters and may have {limit}. Shorten it, or make a managed policy of it.',
    over: 'This policy has {size} characters without white space: more than the {limit} of a managed policy and the {inline} of all inline policies of a role. Split it.',
  },
  fixes: { redundant: { title: 'Remove redundant entries', effect: 'none' } },
  fileFix: {
    kind: 'split',
    title: 'Split into {count} policies',
    note: 'New files beside this one take the statements that are too many. Attach them wherever this policy is attached.',
  },
  good: [
    {
      model: { inline: { isOnlyInline: true, overfull: [] } },
      text: `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${'x'.repeat(7000)}" }`,
    },
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
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
    {
      model: {
        inline: {
          isOnlyInline: true,
          overfull: [
            { holder: 'user prod:user/ana', count: 2, size: 2100, limit: 2048 },
            { holder: 'user prod:user/bo', count: 1, size: 2090, limit: 2048 },
          ],
        },
      },
      text: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
~ inline: The 2 inline policies of user prod:user/ana have 2100 characters together and may have 2048. Shorten them, or make managed policies of some.
~ alone: This inline policy of user prod:user/bo has 2090 characters and may have 2048. Shorten it, or make a managed policy of it.`,
    },
  ],
  checkDocument({ document, type, model, report, fix }) {
    const inline = type === 'identity' ? model?.inline : undefined;
    for (const { holder, count, size, limit } of inline?.overfull ?? []) {
      if (count === 1) report(openingBrace(document), 'alone', { holder, size, limit });
      else report(openingBrace(document), 'inline', { holder, count, size, limit });
    }
    const { counted: size } = policySize(document, type);
    if (size <= MANAGED_POLICY_SIZE || inline?.isOnlyInline === true) return;
    const fixes = () => {
      const edits = removeRedundant(document);
      return [fix('redundant', {}, edits)];
    };
    const data = { size, limit: MANAGED_POLICY_SIZE, inline: INLINE_SIZES.role };
    report(openingBrace(document), size > INLINE_SIZES.role ? 'over' : 'managed', data, { fixes });
  },
});
