import { isKnownPartition } from '../../catalog/tables/partitions';
import { arnFields } from '../../language/arn';
import type { StringNode } from '../../syntax/tree';
import { fieldRange, replaceField } from '../resource-entries';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'arn-partition-mismatch',
  severity: 'warning',
  policyTypes: ['identity', 'resource', 'trust', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Partition does not fit',
  why: 'Accounts of one partition cannot reach another one: an ARN with the wrong partition matches nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  messages: {
    region: '"{region}" is a Region of the partition "{partition}", not of "{found}", so the ARN matches no resource.',
    mixed: 'The other ARNs of this policy are in the partition "{partition}". An account is in one partition only.',
  },
  fixes: { change: { title: 'Change partition to "{partition}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws-cn:dynamodb:cn-north-1:111122223333:table/Orders" }',
    `
{ "Effect": "Allow", "Action": "s3:GetObject",
  "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws-cn:s3:::amzn-s3-demo-bucket/*", "arn:aws-us-gov:s3:::amzn-s3-demo-bucket/*"] }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:cn-north-1:111122223333:table/Orders" }
                                                                    ~~~ region +fix: "cn-north-1" is a Region of the partition "aws-cn", not of "aws", so the ARN matches no resource.
== fix Change partition to "aws-cn" ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws-cn:dynamodb:cn-north-1:111122223333:table/Orders" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws-us-gov:s3:::amzn-s3-demo-bucket/*", "arn:aws-us-gov:s3:::amzn-s3-demo-log/*", "arn:aws:s3:::amzn-s3-demo-source/*"] }
                                                                                                                                                        ~~~ mixed +fix`,
  ],
  checkDocument({ statements, catalog, report, fix }) {
    const arns = statements.flatMap(concreteArns);
    const usual = usualPartition(arns);
    for (const arn of arns) {
      const [, found = '', , region = ''] = arn.fields;
      const ofRegion = catalog.region(region)?.partition;
      const partition = ofRegion ?? usual;
      if (partition === undefined || partition === found) continue;
      const fixes = [fix('change', { partition }, [replaceField(arn, 1, partition)])];
      if (ofRegion !== undefined) report(fieldRange(arn, 1), 'region', { region, partition, found }, { fixes });
      else if (!hasTwin(arn, arns)) report(fieldRange(arn, 1), 'mixed', { partition }, { fixes });
    }
  },
});

interface ConcreteArn {
  readonly node: StringNode;
  readonly fields: readonly string[];
}

/** The ARNs of Resource and Principal whose partition is a word. */
function concreteArns({ resources, principals }: StatementFacts): readonly ConcreteArn[] {
  return [...resources, ...principals]
    .map(({ text, node }) => ({ node, fields: arnFields(text) }))
    .filter(({ fields }) => fields.length === 6 && fields[0] === 'arn' && isKnownPartition(fields[1] ?? ''));
}

/** The partition of more than half of the ARNs; undefined where all have the same, or none has the most. */
function usualPartition(arns: readonly ConcreteArn[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { fields } of arns) counts.set(fields[1] ?? '', (counts.get(fields[1] ?? '') ?? 0) + 1);
  if (counts.size < 2) return undefined;
  return [...counts].find(([, count]) => count * 2 > arns.length)?.[0];
}

/** Written once for each partition, as texts for several of them are. */
function hasTwin(arn: ConcreteArn, arns: readonly ConcreteArn[]): boolean {
  const rest = arn.fields.slice(2).join(':');
  return arns.some((other) => other.fields[1] !== arn.fields[1] && other.fields.slice(2).join(':') === rest);
}
