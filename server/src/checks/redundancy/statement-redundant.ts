import { statementCopies } from '../canonical-statement';
import { rule } from '../rule';
import { removeStatement, statementName, statementPlace } from '../statement-place';

export default rule({
  code: 'statement-redundant',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Statement given twice',
  why: 'A copy changes nothing, makes the policy longer, and will be forgotten when the other is changed.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement',
  aaIssueCodes: ['REDUNDANT_STATEMENT'],
  messages: {
    twice: 'This says the same as {statement}. Remove one of them.',
  },
  fixes: {
    remove: { title: 'Remove duplicate statement', effect: 'none', safe: true },
  },
  good: [
    '{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    {
      ignore: ['statement-mergeable'],
      text: `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
    {
      ignore: ['statement-shadowed-by-deny'],
      text: `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
  ],
  bad: [
    {
      ignore: ['action-case'],
      text: `
{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "B", "Effect": "Allow", "Action": ["S3:getObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"] }
         ~~~ twice (unused) +fix! => 1 The first one.: This says the same as "A". Remove one of them.
== fix Remove duplicate statement ==
{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
            ~~~~~~~ twice (unused) +fix!`,
  ],
  checkDocument({ document, statements, tree, report, fix }) {
    for (const [statement, first] of statementCopies(statements)) {
      const fixes = () => {
        const edits = removeStatement(document, tree, statement);
        return [fix('remove', {}, edits)];
      };
      const related = [{ range: statementPlace(first), message: 'The first one.' }];
      const details = { fixes, related, isUnnecessary: true };
      report(statementPlace(statement), 'twice', { statement: statementName(first) }, details);
    }
  },
});
