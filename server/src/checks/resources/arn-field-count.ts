import type { PolicyType } from '../../policy/document';
import { replaceString } from '../../syntax/edits';
import { rule } from '../rule';
import { type CompletedArn, completedArns } from '../short-arn';

const COMPLETED = 'identity or boundary, given fields well formed: completed with "*"';
const VOID = 'identity or boundary, a given field holds what belongs elsewhere: matches nothing';
const OTHER = 'any other kind';

export default rule({
  code: 'arn-field-count',
  severity: 'error',
  severityBy: { [COMPLETED]: 'warning', [VOID]: 'error', [OTHER]: 'error' },
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'ARN with fields missing',
  why: 'An ARN has six fields. AWS fills missing ones with "*" in identity policies only, and then it means more than it seems to.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-arn-field',
  aaIssueCodes: ['MISSING_ARN_FIELD'],
  needs: 'ARN slip',
  messages: {
    completed: 'This ARN has {count} of 6 fields, and AWS reads it as "{meaning}". Write all fields.',
    void: 'This ARN has {count} of 6 fields, and what is left does not match any resource. Write all fields.',
    readings:
      'This ARN has {count} of 6 fields: whether AWS fills in the others or lets "*" run over them is not documented. Write all fields.',
    session: 'This ARN has {count} of 6 fields, and AWS refuses the session policy. Write all fields.',
    undefined: 'This ARN has {count} of 6 fields, and what AWS makes of it here is not documented. Write all fields.',
  },
  fixes: { insert: { title: 'Change to "{arn}"', effect: 'depends' } },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:${AWS::Partition}:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3::amzn-s3-demo-bucket/*" }
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ void [error] +fix: This ARN has 5 of 6 fields, and what is left does not match any resource. Write all fields.
== fix Change to "arn:aws:s3:::amzn-s3-demo-bucket/*" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs", "arn:aws:sqs:us-east-1:*"] }
                                                               ~~~~~~~~~~~~~ completed [warning] +fix: This ARN has 3 of 6 fields, and AWS reads it as "arn:aws:sqs:*:*:*". Write all fields.
                                                                              ~~~~~~~~~~~~~~~~~~~~~~~~~ completed [warning] +fix
== fix Change to "arn:aws:sqs:*:*:*" ==
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:*:*:*", "arn:aws:sqs:us-east-1:*"] }`,
    {
      text: `
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam:111122223333:role/App" }
                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ session [error] +fix
== fix Change to "arn:aws:iam::111122223333:role/App" ==
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/App" }`,
      type: 'session',
    },
    {
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3" }
                                                          ~~~~~~~~~~~~ undefined [error]`,
      type: 'scp',
    },
    `
{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:*:db-*" }
                                                                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ readings [warning]`,
    // The star runs over the rest of the service, Region and account.
    `
{ "Effect": "Allow", "Action": "rds:StartDBInstance", "Resource": "arn:aws:rd*:db:orders" }
                                                                  ~~~~~~~~~~~~~~~~~~~~~~~ readings [warning]`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:" }
                                                           ~~~~~~ void [error]`,
  ],
  checkStatement({ resources, catalog, type, report, fix }) {
    for (const entry of resources) {
      if (!entry.slips.includes('arn-field-count')) continue;
      const completed = completedArns(catalog, entry.text);
      const fixes = () => completed.inserted.map((arn) => fix('insert', { arn }, [replaceString(entry.node, arn)]));
      const count = entry.fields.length;
      const kind = outcome(type, completed);
      if (kind === 'completed') {
        const meaning = completed.filled;
        const filled = () => [fix('insert', { arn: meaning }, [replaceString(entry.node, meaning)])];
        report(entry.node, kind, { count, meaning }, { fixes: filled, severityCase: COMPLETED });
      } else {
        report(entry.node, kind, { count }, { fixes, severityCase: CASES[kind] });
      }
    }
  },
});

/** A star may run over what lacks: then it is accepted too, and wider than it looks. */
const CASES = { void: VOID, readings: COMPLETED, session: OTHER, undefined: OTHER } as const;

function outcome(type: PolicyType, { isVoid, runsOver }: CompletedArn): 'completed' | keyof typeof CASES {
  if (type === 'session') return 'session';
  if (type !== 'identity' && type !== 'boundary') return 'undefined';
  if (!isVoid) return 'completed';
  return runsOver ? 'readings' : 'void';
}
