import { rangeIn } from '../../syntax/tree';
import { renameTestKey } from '../condition-edits';
import { nearKeyPrefix } from '../key-suggestion';
import { rule } from '../rule';

export default rule({
  code: 'condition-key-unknown-prefix',
  severity: 'error',
  policyTypes: 'all',
  title: 'Unknown prefix of a condition key',
  why: 'No request carries a key whose prefix is neither "aws" nor a service nor an identity provider.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-service',
  aaIssueCodes: ['INVALID_SERVICE'],
  offline: 'The prefix of a service that is newer than the data looks like an unknown one.',
  needs: 'Condition',
  messages: {
    close: 'No service has the prefix "{prefix}". Did you mean "{best}:"?',
    unknown:
      '"{prefix}" is neither "aws" nor the prefix of a service (AWS data of {date}), so no request carries "{key}".',
  },
  fixes: { change: { title: 'Change to "{best}:"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket", "Condition": { "StringEquals": { "S3:prefix": "home/" } } }',
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/login.example.com/tenant" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "login.example.com/tenant:aud": "my-app", "login.example.com/tenant:sub": "ana" } } }`,
    },
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
    },
    // What the credential provider of AWS IoT says of the device.
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "credentials-iot:ThingName": "lamp" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringEquals": { "s33:prefix": "home/" } } }
                                    ~~~ close +fix: No service has the prefix "s33". Did you mean "s3:"?
== fix Change to "s3:" ==
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringEquals": { "s3:prefix": "home/" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "asw:RequestedRegion": "eu-west-1", "acme:team": "blue" } } }
                                    ~~~ close +fix
                                                                        ~~~~ unknown`,
  ],
  checkStatement({ conditions, catalog, report, fix }) {
    for (const entry of conditions) {
      const { key, keyState, member } = entry;
      if (keyState !== 'unknownPrefix') continue;
      const prefix = key.slice(0, key.indexOf(':'));
      const range = rangeIn(member.key, 0, prefix.length);
      const best = nearKeyPrefix(catalog, key);
      if (best === undefined) {
        report(range, 'unknown', { prefix, key, date: catalog.dates.services });
        continue;
      }
      const edits = renameTestKey(entry, `${best}${key.slice(prefix.length)}`);
      report(range, 'close', { prefix, best }, { fixes: [fix('change', { best }, edits)] });
    }
  },
});
