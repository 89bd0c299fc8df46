import { rule } from '../rule';

export default rule({
  code: 'deny-without-allow',
  severity: 'suggestion',
  defaultOn: false,
  policyTypes: ['identity'],
  title: 'Policy that only denies',
  why: 'By itself it grants nothing; it limits what other policies grant.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  messages: {
    only: 'This policy only denies: it grants nothing by itself. Check that it is meant as a guardrail.',
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  bad: [
    `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
~ only`,
  ],
  checkDocument({ document, report }) {
    const { root, statements } = document;
    if (statements.length === 0 || !statements.every(({ effect }) => effect === 'Deny')) return;
    report({ start: root.start, end: root.start + 1 }, 'only', {});
  },
});
