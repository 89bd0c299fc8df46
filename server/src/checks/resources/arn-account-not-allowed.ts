import { fieldRange, replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-account-not-allowed',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'ARN that takes no account',
  why: 'Some ARNs, such as those of buckets, have an empty account; with a number they match nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-arn-account-not-allowed',
  aaIssueCodes: ['ARN_ACCOUNT_NOT_ALLOWED'],
  needs: 'ARN slip',
  messages: { account: 'ARNs of this kind have no account, so this one matches no resource. Leave the account empty.' },
  fixes: { remove: { title: 'Remove account ID', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Allow", "Action": "apigateway:GET", "Resource": "arn:aws:apigateway:*::/restapis/*" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:us-west-2:111122223333:accesspoint/app/object/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3::111122223333:amzn-s3-demo-bucket/*" }
                                                                        ~~~~~~~~~~~~ account +fix
== fix Remove account ID ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": "apigateway:GET", "Resource": "arn:aws:apigateway:eu-west-1:111122223333:/restapis/a1b2c3" }
                                                                                           ~~~~~~~~~~~~ account +fix`,
  ],
  checkStatement({ resources, report, fix }) {
    for (const entry of resources) {
      if (!entry.slips.includes('arn-account-not-allowed')) continue;
      report(fieldRange(entry, 4), 'account', {}, { fixes: [fix('remove', {}, [replaceField(entry, 4, '')])] });
    }
  },
});
