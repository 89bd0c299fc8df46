import { policySize } from '../../policy/size';
import { rule } from '../rule';
import { minifyPolicy, openingBrace } from '../size-edits';

export default rule({
  code: 'rcp-size',
  severity: 'error',
  policyTypes: ['rcp'],
  title: 'RCP over its quota',
  why: 'Organizations refuses an RCP that is longer than the quota. Command line and SDK send white space too, the console strips it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-policy-size-exceeds-rcp-quota',
  aaIssueCodes: ['POLICY_SIZE_EXCEEDS_RCP_QUOTA'],
  messages: {
    over: 'This RCP has {size} characters ({stripped} without white space) and may have {limit}. Shorten or split it.',
  },
  fixes: { minify: { title: 'Minify JSON', effect: 'none', safe: true } },
  good: [
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }',
  ],
  bad: [
    {
      text: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "*" }] }
~ over +fix!: This RCP has 128 characters (114 without white space) and may have 120. Shorten or split it.
== fix Minify JSON ==
{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket","Resource":"*"}]}`,
      options: { rcpMaxSize: 120 },
    },
  ],
  checkDocument({ document, options, report, fix }) {
    const limit = options.rcpMaxSize;
    const { counted: size, stripped } = policySize(document, 'rcp');
    if (size <= limit) return;
    const fixes = () => {
      const edits = minifyPolicy(document);
      return [fix('minify', {}, edits)];
    };
    report(openingBrace(document), 'over', { size, stripped, limit }, { fixes });
  },
});
