import { fieldRange, replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-region-not-allowed',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'ARN that takes no Region',
  why: 'ARNs of global resources have an empty Region; with one they match nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-arn-region-not-allowed',
  aaIssueCodes: ['ARN_REGION_NOT_ALLOWED'],
  needs: 'ARN slip',
  messages: { region: 'ARNs of this kind have no Region, so this one matches no resource. Leave the Region empty.' },
  fixes: { remove: { title: 'Remove Region', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/App" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:*:*:amzn-s3-demo-bucket/*", "arn:aws:s3:us-west-2:111122223333:accesspoint/app/object/*"] }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam:us-east-1:111122223333:role/App" }
                                                                       ~~~~~~~~~ region +fix
== fix Remove Region ==
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/App" }`,
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:eu-west-1::amzn-s3-demo-bucket" }
                                                                        ~~~~~~~~~ region +fix`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:us-east-1::amzn-s3-demo-bucket/*" }
                                                                       ~~~~~~~~~ region +fix
== fix Remove Region ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ resources, report, fix }) {
    for (const entry of resources) {
      if (!entry.slips.includes('arn-region-not-allowed')) continue;
      report(fieldRange(entry, 3), 'region', {}, { fixes: [fix('remove', {}, [replaceField(entry, 3, '')])] });
    }
  },
});
