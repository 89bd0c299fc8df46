import { SESSION_POLICY_SIZE } from '../../policy/quotas';
import { policySize } from '../../policy/size';
import { rule } from '../rule';
import { minifyPolicy, openingBrace } from '../size-edits';

export default rule({
  code: 'session-policy-size',
  severity: 'warning',
  policyTypes: ['session'],
  title: 'Session policy over its quota',
  why: 'The call that passes a longer session policy is refused. All characters count, white space too.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  offline: 'AWS also limits the packed size of policy and session tags together, which cannot be computed here.',
  messages: {
    over: 'This session policy has {size} characters ({stripped} without white space) and may have {limit}. Shorten it.',
  },
  fixes: { minify: { title: 'Minify JSON', effect: 'none', safe: true } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Version": "2012-10-17", "Statement": [${' '.repeat(2000)}{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
~ over +fix!: This session policy has 2141 characters (129 without white space) and may have 2048. Shorten it.
== fix Minify JSON ==
{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*"}]}`,
  ],
  checkDocument({ document, report, fix }) {
    const { counted: size, stripped } = policySize(document, 'session');
    if (size <= SESSION_POLICY_SIZE) return;
    const fixes = () => {
      const edits = minifyPolicy(document);
      return [fix('minify', {}, edits)];
    };
    report(openingBrace(document), 'over', { size, stripped, limit: SESSION_POLICY_SIZE }, { fixes });
  },
});
