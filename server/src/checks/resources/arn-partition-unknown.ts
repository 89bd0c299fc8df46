import { isKnownPartition, PARTITIONS } from '../../catalog/tables/partitions';
import { nearest } from '../nearest';
import { fieldRange, replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-partition-unknown',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Unknown partition',
  why: 'AWS rejects an ARN whose partition it does not know.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-partition',
  aaIssueCodes: ['INVALID_PARTITION'],
  needs: 'ARN slip',
  messages: {
    unknown: '"{partition}" is no partition of AWS, so the ARN matches no resource. Most accounts are in "aws".',
    empty: 'The ARN names no partition, so it matches no resource. Most accounts are in "aws".',
  },
  fixes: { change: { title: 'Change partition to "{best}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws-eusc:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws*:s3:::amzn-s3-demo-bucket/*", "arn:${Partition}:s3:::amzn-s3-demo-log/*"] }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:amazon:s3:::amzn-s3-demo-bucket/*" }
                                                                ~~~~~~ unknown +fix: "amazon" is no partition of AWS, so the ARN matches no resource. Most accounts are in "aws".
== fix Change partition to "aws" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws-gov:sqs:us-gov-west-1:111122223333:orders" }
                                                                   ~~~~~~~ unknown +fix
== fix Change partition to "aws-us-gov" ==
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws-us-gov:sqs:us-gov-west-1:111122223333:orders" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn::s3:::amzn-s3-demo-bucket/*" }
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ empty +fix
== fix Change partition to "aws" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ resources, catalog, report, fix }) {
    for (const entry of resources) {
      if (entry.arn === undefined || !entry.slips.includes('arn-partition-unknown')) continue;
      const { partition, region } = entry.arn;
      const ofRegion = catalog.region(region)?.partition;
      const near = nearest(partition, PARTITIONS, MAX_DISTANCE);
      const best = ofRegion !== undefined && isKnownPartition(ofRegion) ? ofRegion : (near ?? 'aws');
      const fixes = [fix('change', { best }, [replaceField(entry, 1, best)])];
      if (partition === '') report(entry.node, 'empty', {}, { fixes });
      else report(fieldRange(entry, 1), 'unknown', { partition }, { fixes });
    }
  },
});

const MAX_DISTANCE = 3;
