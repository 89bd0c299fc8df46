import { OLD_SCP_SIZE } from '../../policy/quotas';
import { policySize } from '../../policy/size';
import { rule } from '../rule';
import { minifyPolicy, openingBrace } from '../size-edits';

const OVER = 'over the quota (10240 or the setting)';
const OLD = 'over 5120, up to 10240';

export default rule({
  code: 'scp-size',
  severity: 'error',
  severityBy: { [OVER]: 'error', [OLD]: 'warning' },
  policyTypes: ['scp'],
  title: 'SCP over its quota',
  why: 'Organizations refuses an SCP that is longer than the quota. Command line and SDK send white space too, the console strips it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-policy-size-exceeds-scp-quota',
  aaIssueCodes: ['POLICY_SIZE_EXCEEDS_SCP_QUOTA'],
  messages: {
    over: 'This SCP has {size} characters ({stripped} without white space) and may have {limit}. Shorten or split it.',
    old: 'This SCP has {size} characters ({stripped} without white space): the quota is {limit}, but it was {old} until May 2026. Tools that still check the old one refuse it.',
  },
  fixes: { minify: { title: 'Minify JSON', effect: 'none', safe: true } },
  good: ['{ "Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*" }'],
  bad: [
    {
      text: `
{ "Version": "2012-10-17", "Statement": [{ "Sid": "Users", "Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*" }] }
~ over [error] +fix!: This SCP has 125 characters (111 without white space) and may have 120. Shorten or split it.
== fix Minify JSON ==
{"Version":"2012-10-17","Statement":[{"Sid":"Users","Effect":"Deny","Action":"iam:CreateUser","Resource":"*"}]}`,
      options: { scpMaxSize: 120 },
    },
    `
{ "Version": "2012-10-17", "Statement": [{ "Sid": "${'Users'.repeat(1100)}", "Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*" }] }
~ old [warning] +fix!`,
  ],
  checkDocument({ document, options, report, fix }) {
    const limit = options.scpMaxSize;
    const { counted: size, stripped } = policySize(document, 'scp');
    if (size <= Math.min(OLD_SCP_SIZE, limit)) return;
    const fixes = () => {
      const edits = minifyPolicy(document);
      return [fix('minify', {}, edits)];
    };
    if (size > limit) report(openingBrace(document), 'over', { size, stripped, limit }, { fixes, severityCase: OVER });
    else
      report(openingBrace(document), 'old', { size, stripped, limit, old: OLD_SCP_SIZE }, { fixes, severityCase: OLD });
  },
});
