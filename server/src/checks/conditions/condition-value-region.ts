import type { Catalog } from '../../catalog/catalog';
import { hasWildcard } from '../../language/pattern';
import { replaceNode } from '../../syntax/edits';
import { isOpenText } from '../condition-values';
import { nearest } from '../nearest';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-region',
  severity: 'error',
  policyTypes: 'all',
  title: 'Unknown Region',
  why: 'No request carries a Region that does not exist, so that the test never matches it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-region',
  aaIssueCodes: ['INVALID_REGION'],
  needs: 'Condition',
  messages: {
    close: 'AWS has no Region "{value}" (data of {date}). Did you mean "{region}"?',
    unknown: 'AWS has no Region "{value}" (data of {date}), so no request carries it.',
  },
  fixes: { change: { title: 'Change to "{region}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "us-gov-west-1", "\${AWS::Region}"] } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:RequestedRegion": ["eu-*", "us-west-?"] } } }`,
    '{ "Effect": "Allow", "Action": "s3:CreateBucket", "Resource": "*", "Condition": { "StringLike": { "s3:LocationConstraint": ["EU", "eu-*"] } } }',
    '{ "Effect": "Allow", "Action": "s3:CreateBucket", "Resource": "*", "Condition": { "StringEquals": { "s3:LocationConstraint": ["", "eu-west-1"] } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-wst-1" } } }
                                                          ~~~~~~~~~~ close +fix: AWS has no Region "eu-wst-1" (data of 2026-09-26). Did you mean "eu-west-1"?
== fix Change to "eu-west-1" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } }`,
    `
{ "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*",
  "Condition": { "StringNotEquals": { "ec2:Region": ["eu-west-1", "EU-WEST-2", "europe", "eu-west-1a"] } } }
                                                                  ~~~~~~~~~~~ close +fix
                                                                               ~~~~~~~~ unknown
                                                                                         ~~~~~~~~~~~~ close +fix`,
  ],
  checkStatement({ conditions, catalog, report, fix }) {
    for (const { lowerKey, parsed, values } of conditions) {
      if (!REGION_KEYS.has(lowerKey) || parsed?.base.type !== 'String') continue;
      const ignoresCase = parsed.base.name.endsWith('IgnoreCase');
      for (const { text: value, node } of values) {
        if (isOpenText(value) || hasWildcard(value) || isRegion(catalog, value, ignoresCase)) continue;
        // The Region of old for Ireland, and none: a bucket in us-east-1.
        if (lowerKey === 's3:locationconstraint' && (value === 'EU' || value === '')) continue;
        const region = nearest(
          value,
          catalog.regions.map(({ name }) => name),
          2,
        );
        const date = catalog.dates.services;
        if (region === undefined) {
          report(node, 'unknown', { value, date });
          continue;
        }
        const fixes = [fix('change', { region }, [replaceNode(node, JSON.stringify(region))])];
        report(node, 'close', { value, date, region }, { fixes });
      }
    }
  },
});

/** Keys whose values are names of Regions, lower case. */
const REGION_KEYS: ReadonlySet<string> = new Set([
  'account:targetregion',
  'aws:requestedregion',
  'cloudformation:targetregion',
  'ec2:region',
  'kms:primaryregion',
  'kms:replicaregion',
  's3:destinationregion',
  's3:locationconstraint',
  'secretsmanager:addreplicaregions',
  'secretsmanager:secretprimaryregion',
]);

function isRegion(catalog: Catalog, text: string, ignoresCase: boolean): boolean {
  return catalog.region(ignoresCase ? text.toLowerCase() : text) !== undefined;
}
