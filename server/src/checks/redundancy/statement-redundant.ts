import type { Statement } from '../../policy/document';
import { canonicalStatement, roughStatement } from '../canonical-statement';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';
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
      ignore: ['action-duplicate-across-allow', 'action-case'],
      text: `
{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "B", "Effect": "Allow", "Action": ["S3:getObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"] }
         ~~~ twice (unused) +fix! => 1 The first one.: This says the same as "A". Remove one of them.
== fix Remove duplicate statement ==
{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
    {
      ignore: ['action-duplicate-across-allow'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
            ~~~~~~~ twice (unused) +fix!`,
    },
  ],
  checkDocument({ document, statements, tree, report, fix }) {
    const seen = new Map<string, Statement>();
    for (const statement of alikeOnes(statements)) {
      const text = canonicalStatement(statement);
      const first = text === undefined ? undefined : seen.get(text);
      if (text === undefined) continue;
      if (first === undefined) {
        seen.set(text, statement);
        continue;
      }
      const fixes = () => {
        const edits = removeStatement(document, tree, statement);
        return edits.length === 0 ? [] : [fix('remove', {}, edits)];
      };
      const related = [{ range: statementPlace(first), message: 'The first one.' }];
      const details = { fixes, related, isUnnecessary: true };
      report(statementPlace(statement), 'twice', { statement: statementName(first) }, details);
    }
  },
});

/** Statements that another one may equal: of the others no text is made. */
function alikeOnes(statements: readonly StatementFacts[]): readonly Statement[] {
  if (statements.length < 2) return [];
  const rough = statements.map(roughStatement);
  const counts = new Map<string, number>();
  for (const text of rough) counts.set(text, (counts.get(text) ?? 0) + 1);
  const alike = statements.filter((_, at) => (counts.get(rough[at] ?? '') ?? 0) > 1);
  return alike.map(({ statement }) => statement);
}
