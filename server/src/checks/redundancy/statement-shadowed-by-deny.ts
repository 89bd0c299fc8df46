import type { PolicyDocument } from '../../policy/document';
import { limitedGrants } from '../limited-grants';
import type { PolicyProofs } from '../policy-proofs';
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
    bounded:
      'The permissions boundary "{limit}" of {principals} allows none of this, so it has no effect. Remove it, or extend the boundary.',
    controlled:
      'The SCPs of {limit} leave nothing of this to {principals}, so it has no effect. Remove it, or change the SCPs.',
    limited:
      'Permissions boundaries and SCPs leave nothing of this to {principals}, so it has no effect. Remove it, or change them.',
  },
  offline:
    'Boundaries and SCPs are those of the identity model, and are asked only where it lists every principal that has the policy. Policies of resources are not looked at: they may allow the same.',
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
    {
      type: 'identity',
      model: {
        limits: [
          {
            principal: 'prod:role/deployer',
            layers: [
              {
                kind: 'boundary',
                name: 'Builders',
                texts: [
                  '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sqs:*", "Resource": "*" } }',
                ],
              },
            ],
          },
          { principal: 'prod:role/admin', layers: [] },
        ],
      },
      text: '{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    },
    {
      type: 'resource',
      text: `{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" },
{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:role/Other" }, "Action": "sqs:*", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" }`,
    },
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
    {
      type: 'identity',
      ignore: ['statement-mergeable'],
      model: {
        limits: [
          {
            principal: 'prod:role/deployer',
            layers: [
              {
                kind: 'boundary',
                name: 'Builders',
                texts: [
                  '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["s3:Get*", "sqs:*"], "Resource": "*" } }',
                ],
              },
            ],
          },
        ],
      },
      text: `
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
            ~~~~~~~ bounded (unused): The permissions boundary "Builders" of prod:role/deployer allows none of this, so it has no effect. Remove it, or extend the boundary.
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                ~~~~~~~~~~~~~~~~~ bounded (unused)`,
    },
    {
      type: 'identity',
      model: {
        limits: [
          {
            principal: 'prod:role/deployer',
            layers: [
              {
                kind: 'scp',
                name: 'OU Workloads',
                texts: [
                  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }, { "Effect": "Deny", "Action": "s3:Put*", "Resource": "*" }] }',
                ],
              },
            ],
          },
        ],
      },
      text: `
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
            ~~~~~~~ controlled (unused)`,
    },
    {
      type: 'identity',
      model: {
        limits: [
          {
            principal: 'prod:role/deployer',
            layers: [
              {
                kind: 'boundary',
                name: 'Builders',
                texts: [
                  '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sqs:*", "Resource": "*" } }',
                ],
              },
            ],
          },
          { principal: 'test:role/deployer', layers: [{ kind: 'scp', name: 'account test', texts: [] }] },
        ],
      },
      text: `
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
            ~~~~~~~ limited (unused)`,
    },
    {
      type: 'resource',
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" },
            ~~~~~~~ denied (unused) +fix! => 2 It denies all of this.
{ "Effect": "Deny", "Principal": "*", "Action": "sqs:Send*", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" }
== fix Remove dead Allow ==
{ "Effect": "Deny", "Principal": "*", "Action": "sqs:Send*", "Resource": "arn:aws:sqs:us-east-1:111122223333:orders" }`,
    },
  ],
  checkDocument({ document, tree, type, model, proofs, report, fix }) {
    const limits = type === 'identity' ? model?.limits : undefined;
    for (const { statement, place } of limits === undefined ? [] : liveAllows(document, proofs)) {
      const entries = statement.action?.isNegated === false ? statement.action.entries : [];
      for (const { entry, by } of limitedGrants(
        { index: statement.index, entries: entries.length },
        limits ?? [],
        proofs,
      )) {
        const at = entry === undefined ? place : (entries[entry]?.node ?? place);
        const principals = listed((limits ?? []).map(({ principal }) => principal));
        const [{ kind, name: limit } = NO_LIMIT] = by;
        if (new Set(by).size > 1) report(at, 'limited', { principals }, { isUnnecessary: true });
        else report(at, kind === 'boundary' ? 'bounded' : 'controlled', { limit, principals }, { isUnnecessary: true });
      }
    }
    const denies = document.statements.filter(({ effect }) => effect === 'Deny');
    if (denies.length === 0) return;
    for (const statement of document.statements) {
      const worth = statement.effect === 'Allow' ? proofs.worthOf(statement.index) : undefined;
      const place = statement.elements.Effect?.value;
      if (worth?.kind !== 'dead' || worth.because !== 'denied' || place === undefined) continue;
      const fixes = () => {
        const edits = removeStatement(document, tree, statement);
        return [fix('remove', {}, edits)];
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

const NO_LIMIT = { kind: 'boundary', name: '' } as const;

/** Allows that let something through as far as their own policy goes, with the place of their Effect. */
function liveAllows({ statements }: PolicyDocument, { worthOf }: PolicyProofs) {
  return statements.flatMap((statement) => {
    const place = statement.elements.Effect?.value;
    const isDead = statement.effect !== 'Allow' || worthOf(statement.index)?.kind === 'dead';
    return isDead || place === undefined ? [] : [{ statement, place }];
  });
}

/** `a`, `a and b`, `a and 3 others`. */
function listed([first = '', second, ...others]: readonly string[]): string {
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${others.length + 1} others`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
