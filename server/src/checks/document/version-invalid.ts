import { replaceNode } from '../../syntax/edits';
import { rule } from '../rule';
import { holdsVariable } from '../variables';

export default rule({
  code: 'version-invalid',
  severity: 'error',
  policyTypes: 'all',
  title: 'Invalid Version',
  why: 'Version names the policy language, not the date of the policy: only two values exist, and IAM rejects any other.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-version',
  aaIssueCodes: ['INVALID_VERSION'],
  messages: {
    invalid:
      'Version names the policy language and is not the date of the policy, so IAM rejects {found}. Write "2012-10-17".',
  },
  fixes: {
    change: {
      title: 'Change to "2012-10-17"',
      effect: 'none',
      safe: 'the document contains no "${": variables in it would come alive',
    },
  },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Version": "2012-10-7", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
             ~~~~~~~~~~~ invalid +fix!
== fix Change to "2012-10-17" ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }`,
    `
{ "Version": 1, "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}" }] }
             ~ invalid +fix`,
  ],
  checkDocument({ document, report, fix }) {
    const value = document.version?.value;
    if (value?.kind !== 'string' && value?.kind !== 'number') return;
    const found = value.kind === 'string' ? value.value : value.text;
    if (value.kind === 'string' && VERSIONS.includes(found)) return;
    const fixes = [fix('change', {}, [replaceNode(value, '"2012-10-17"')], { isSafe: !holdsVariable(document) })];
    report(value, 'invalid', { found: `"${found}"` }, { fixes });
  },
});

const VERSIONS: readonly string[] = ['2012-10-17', '2008-10-17'];
