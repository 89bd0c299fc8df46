import { canonicalStatement } from '../canonical-statement';
import { listText } from '../message';
import { rule } from '../rule';
import { removeStatement, statementName, statementPlace } from '../statement-place';

export default rule({
  code: 'statement-covered-allow',
  severity: 'suggestion',
  asksKernel: true,
  policyTypes: 'all',
  title: 'Statement that others cover',
  why: 'It changes nothing, and whoever narrows the other statements will wonder why access stays.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html',
  messages: {
    allow: 'All of this is allowed by {statements} already. Remove this statement, or narrow the other.',
    deny: 'All of this is denied by {statements} already. Remove this statement.',
  },
  fixes: {
    remove: { title: 'Remove covered statement', effect: 'none', safe: true },
  },
  good: [
    {
      ignore: [
        'action-service-star-allow',
        'permissions-management',
        'data-exfiltration',
        'resource-star-unneeded',
        'action-duplicate-across-allow',
      ],
      text: '{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }',
    },
    {
      ignore: [
        'action-service-star-allow',
        'permissions-management',
        'data-exfiltration',
        'resource-star-unneeded',
        'action-duplicate-across-allow',
      ],
      text: `{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::other-bucket/*" }`,
    },
    {
      ignore: [
        'action-service-star-allow',
        'permissions-management',
        'data-exfiltration',
        'resource-star-unneeded',
        'action-duplicate-across-allow',
        'statement-mergeable',
      ],
      text: `{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
  ],
  bad: [
    {
      ignore: [
        'action-service-star-allow',
        'permissions-management',
        'data-exfiltration',
        'resource-star-unneeded',
        'action-duplicate-across-allow',
      ],
      text: `
{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
{ "Sid": "Covered", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
         ~~~~~~~~~ allow (unused) +fix! => 1 It covers this one.
== fix Remove covered statement ==
{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }`,
    },
    {
      ignore: [
        'action-service-star-allow',
        'permissions-management',
        'data-exfiltration',
        'resource-star-unneeded',
        'action-duplicate-across-allow',
        'statement-mergeable',
        'resource-policy-escalation',
        'resource-unused-by-actions',
      ],
      text: `
{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:Put*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/a/*" }
            ~~~~~~~ allow (unused) +fix!: All of this is allowed by statement 1 and statement 2 already. Remove this statement, or narrow the other.`,
    },
    {
      ignore: [
        'action-service-star-allow',
        'permissions-management',
        'data-exfiltration',
        'resource-star-unneeded',
        'action-duplicate-across-allow',
        'deny-without-allow',
      ],
      text: `
{ "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" },
{ "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
            ~~~~~~ deny (unused) +fix!`,
    },
  ],
  checkDocument({ document, tree, proofs, report, fix }) {
    const { statements } = document;
    if (statements.length < 2) return;
    for (const statement of statements) {
      const by = proofs.coveringOf(statement.index)?.flatMap((index) => statements[index] ?? []) ?? [];
      // A copy of a statement is statement-redundant.
      if (by.length === 0 || by.some((other) => canonicalStatement(other) === canonicalStatement(statement))) continue;
      const fixes = () => {
        const edits = removeStatement(document, tree, statement);
        return [fix('remove', {}, edits)];
      };
      const related = by.map((other) => ({ range: statementPlace(other), message: 'It covers this one.' }));
      const data = { statements: listText(by.map(statementName)) };
      const details = { fixes, related, isUnnecessary: true };
      report(statementPlace(statement), statement.effect === 'Deny' ? 'deny' : 'allow', data, details);
    }
  },
});
