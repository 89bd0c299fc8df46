import { nearest } from '../nearest';
import { fieldRange, replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-region-invalid',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Unknown Region in an ARN',
  why: 'An ARN with a Region that does not exist matches no resource.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-arn-region',
  aaIssueCodes: ['INVALID_ARN_REGION'],
  offline: 'Which services run in which Region is not known here, and a Region may be newer than the data.',
  needs: 'ARN slip',
  messages: {
    close: '"{region}" is no Region (AWS data of {date}), so the ARN matches no resource. Did you mean "{best}"?',
    unknown: '"{region}" is no Region (AWS data of {date}), so the ARN matches no resource. Write one, or "*".',
  },
  fixes: { change: { title: 'Change Region to "{best}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }',
    '{ "Effect": "Allow", "Action": "rds:CopyDBParameterGroup", "Resource": "arn:aws:rds:us-west-?:111122223333:*pg:*" }',
    '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:${AWS::Region}:111122223333:table/Orders" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-est-1:111122223333:table/Orders" }
                                                                                 ~~~~~~~~ close +fix: "us-est-1" is no Region (AWS data of 2026-09-26), so the ARN matches no resource. Did you mean "us-east-1"?
== fix Change Region to "us-east-1" ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }`,
    `
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:us-east-1a:111122223333:a", "arn:aws:sqs:US-EAST-1:111122223333:b", "arn:aws:sqs:frankfurt:111122223333:c"] }
                                                                            ~~~~~~~~~~ close +fix
                                                                                                                     ~~~~~~~~~ close +fix
                                                                                                                                                             ~~~~~~~~~ unknown`,
  ],
  checkStatement({ resources, catalog, report, fix }) {
    const date = catalog.dates.services;
    for (const entry of resources) {
      if (entry.arn === undefined || !entry.slips.includes('arn-region-invalid')) continue;
      const { region } = entry.arn;
      const names = catalog.regions.map(({ name }) => name);
      // A letter behind the Region is an Availability Zone.
      const best = names.find((name) => region.startsWith(name)) ?? nearest(region, names, MAX_DISTANCE);
      if (best === undefined) report(fieldRange(entry, 3), 'unknown', { region, date });
      else {
        const fixes = [fix('change', { best }, [replaceField(entry, 3, best)])];
        report(fieldRange(entry, 3), 'close', { region, date, best }, { fixes });
      }
    }
  },
});

const MAX_DISTANCE = 2;
