import { rule } from '../rule';
import { removeStatement, statementName, statementPlace } from '../statement-place';

export default rule({
  code: 'statement-shadowed-by-deny',
  severity: 'warning',
  asksKernel: true,
  policyTypes: 'all',
  title: 'Allow that a Deny takes away',
  why: 'An explicit Deny always wins, so that the statement never allows anything.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  messages: {
    denied:
      '{statement} denies all of this, and a Deny always wins: nothing is allowed here. Remove the Allow, or narrow the Deny.',
    several:
      'Deny statements of this policy take all of this away again: nothing is allowed here. Remove the Allow, or narrow them.',
  },
  fixes: {
    remove: { title: 'Remove dead Allow', effect: 'none', safe: true },
  },
  good: [
    '{ "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }',
    {
      ignore: [
        'action-service-star-allow',
        'permissions-management',
        'data-exfiltration',
        'resource-star-unneeded',
        'action-duplicate-across-allow',
        'action-shadowed-by-deny',
        'data-exfiltration',
      ],
      text: `{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }`,
    },
    `{ "Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
            ~~~~~~~ denied (unused) +fix! => 2 It denies all of this.: Statement 2 denies all of this, and a Deny always wins: nothing is allowed here. Remove the Allow, or narrow the Deny.
{ "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }
== fix Remove dead Allow ==
{ "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }`,
    `
{ "Effect": "Allow", "Action": ["s3:DeleteObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
            ~~~~~~~ several (unused) +fix!
{ "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" },
{ "Effect": "Deny", "Action": "s3:Put*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkDocument({ document, tree, proofs, report, fix }) {
    const denies = document.statements.filter(({ effect }) => effect === 'Deny');
    if (denies.length === 0) return;
    for (const statement of document.statements) {
      const worth = statement.effect === 'Allow' ? proofs.worthOf(statement.index) : undefined;
      const place = statement.elements.Effect?.value;
      if (worth?.kind !== 'dead' || worth.because !== 'denied' || place === undefined) continue;
      const fixes = () => {
        const edits = removeStatement(document, tree, statement);
        return edits.length === 0 ? [] : [fix('remove', {}, edits)];
      };
      const [only, ...others] = denies;
      const isOne = only !== undefined && others.length === 0;
      const related = isOne ? [{ range: statementPlace(only), message: 'It denies all of this.' }] : [];
      const details = { fixes, related, isUnnecessary: true };
      if (isOne) report(place, 'denied', { statement: capitalized(statementName(only)) }, details);
      else report(place, 'several', {}, details);
    }
  },
});

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
