import { parseArn } from '../../language/arn';
import type { PolicyType } from '../../policy/document';
import { renameTestKey } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'condition-key-deprecated-arn',
  severity: 'error',
  severityByKind: {
    resource: 'error',
    trust: 'error',
    scp: 'error',
    rcp: 'error',
    vpce: 'error',
    identity: 'warning',
    boundary: 'warning',
    session: 'warning',
  },
  policyTypes: 'all',
  title: 'Retired condition key aws:ARN',
  why: 'Requests no longer carry aws:ARN for sure; two keys took its place, one for the caller and one for the source.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-global-condition-key',
  aaIssueCodes: ['UNSUPPORTED_GLOBAL_CONDITION_KEY', 'DEPRECATED_GLOBAL_CONDITION_KEY'],
  needs: 'Condition',
  messages: { retired: '"{key}" is retired. Use "{best}"{whose}.' },
  fixes: { change: { title: 'Change to "{best}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*" } } }`,
  ],
  bad: [
    {
      ignore: ['confused-deputy'],
      type: 'resource',
      text: `
{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q",
  "Condition": { "ArnLike": { "aws:ARN": "arn:aws:sns:us-east-1:111122223333:t" } } }
                              ~~~~~~~~~ retired [error] +fix: "aws:ARN" is retired. Use "aws:SourceArn" for the resource behind a service's call.
== fix Change to "aws:SourceArn" ==
{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q",
  "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:t" } } }`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnEquals": { "AWS:arn": "arn:aws:iam::111122223333:role/App" } } }
                                ~~~~~~~~~ retired [warning] +fix: "AWS:arn" is retired. Use "aws:PrincipalArn" for the caller.
== fix Change to "aws:PrincipalArn" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/App" } } }`,
  ],
  checkStatement({ conditions, principals, type, report, fix }) {
    for (const entry of conditions) {
      if (entry.keyState !== 'retired') continue;
      const isSource = isAboutSource(entry, principals);
      const order = isSource ? ['aws:SourceArn', 'aws:PrincipalArn'] : ['aws:PrincipalArn', 'aws:SourceArn'];
      const fixes = order
        .filter((best) => isCarried(best, principals, type))
        .flatMap((best) => {
          const edits = renameTestKey(entry, best);
          return [fix('change', { best }, edits)];
        });
      const [best = ''] = order;
      const whose = isSource ? " for the resource behind a service's call" : ' for the caller';
      report(entry.member.key, 'retired', { key: entry.key, best, whose }, { fixes });
    }
  },
});

/** A service calls, and the value names a resource of it, not a principal. */
function isAboutSource({ values }: ConditionEntry, principals: StatementFacts['principals']): boolean {
  if (!principals.some(({ type }) => type === 'Service')) return false;
  return (
    isOnlyServices(principals) || !values.some(({ text }) => ['iam', 'sts'].includes(parseArn(text)?.service ?? ''))
  );
}

/** A service principal has no aws:PrincipalArn, and what an identity does has no source. */
function isCarried(key: string, principals: StatementFacts['principals'], type: PolicyType): boolean {
  return key === 'aws:PrincipalArn' ? !isOnlyServices(principals) : !OF_IDENTITIES.has(type);
}

function isOnlyServices(principals: StatementFacts['principals']): boolean {
  return principals.length > 0 && principals.every(({ type }) => type === 'Service');
}

const OF_IDENTITIES: ReadonlySet<PolicyType> = new Set(['identity', 'boundary', 'session', 'scp']);
