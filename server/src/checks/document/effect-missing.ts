import { isAbsent } from '../elements';
import { rule } from '../rule';
import { insertElement } from '../statement-edits';

export default rule({
  code: 'effect-missing',
  severity: 'error',
  policyTypes: 'all',
  title: 'No Effect',
  why: 'Each statement must say whether it allows or denies; IAM rejects one that does not.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-effect',
  aaIssueCodes: ['MISSING_EFFECT'],
  needsWholeStatement: true,
  messages: { missing: 'The statement has no "Effect", and IAM rejects the policy. Say "Allow" or "Deny".' },
  fixes: {
    deny: { title: 'Add "Effect": "Deny"', effect: 'depends' },
    allow: { title: 'Add "Effect": "Allow"', effect: 'depends' },
  },
  good: ['{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
~ missing +fix: The statement has no "Effect", and IAM rejects the policy. Say "Allow" or "Deny".
== fix Add "Effect": "Deny" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
== fix Add "Effect": "Allow" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{
~ missing +fix
  "Sid": "Read",
  "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*"
}
== fix Add "Effect": "Allow" ==
{
  "Sid": "Read",
  "Effect": "Allow",
  "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*"
}`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    const { object } = statement;
    if (object === undefined || !isAbsent(object, 'statement', ['Effect'])) return;
    const fixes = () => [
      fix('deny', {}, insertElement(tree, statement, 'Effect', 'Deny')),
      fix('allow', {}, insertElement(tree, statement, 'Effect', 'Allow')),
    ];
    report({ start: object.start, end: object.start + 1 }, 'missing', {}, { fixes });
  },
});
