import { renameTestKey } from '../condition-edits';
import { nearServiceKey } from '../key-suggestion';
import { rule } from '../rule';

export default rule({
  code: 'condition-key-unknown-service',
  severity: 'error',
  policyTypes: 'all',
  title: 'Unknown condition key of a service',
  why: 'No request carries a key that does not exist: the test acts as if the key were absent.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-service-condition-key',
  aaIssueCodes: ['INVALID_SERVICE_CONDITION_KEY'],
  offline: 'A key that is newer than the data looks like an unknown one.',
  needs: 'Condition',
  messages: {
    close: '"{service}" has no condition key "{key}". Did you mean "{best}"?',
    unknown: '"{service}" has no condition key "{key}" (AWS data of {date}), so no request carries it.',
  },
  fixes: { change: { title: 'Change to "{best}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringEquals": { "S3:Prefix": "home/" } } }`,
    `
{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  "Condition": { "StringEquals": { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::amzn-s3-demo-bucket" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "s3:ExistingObjectTag/team": "blue" } } }`,
    // AWS IoT Developer Guide, "Thing policy examples": a policy of a device.
    '{ "Effect": "Allow", "Action": "iot:Connect", "Resource": "*", "Condition": { "Bool": { "iot:Connection.Thing.IsAttached": ["true"] }, "StringEquals": { "iot:Connection.Thing.Attributes[site]": "a" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringEquals": { "s3:prefixs": "home/" } } }
                                   ~~~~~~~~~~~~ close +fix: "s3" has no condition key "s3:prefixs". Did you mean "s3:prefix"?
== fix Change to "s3:prefix" ==
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringEquals": { "s3:prefix": "home/" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "s3:ExistingObjectTags/team": "blue", "s3:Moonphase": "full" } } }
                                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ close +fix
                                                                         ~~~~~~~~~~~~~~ unknown
== fix Change to "s3:ExistingObjectTag/team" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "s3:ExistingObjectTag/team": "blue", "s3:Moonphase": "full" } } }`,
    `
{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:EncryptionContext": "a" } } }
                                                                                                ~~~~~~~~~~~~~~~~~~~~~~~ unknown`,
  ],
  checkStatement({ conditions, catalog, report, fix }) {
    for (const entry of conditions) {
      const { key, keyState, member } = entry;
      if (keyState !== 'unknownInService') continue;
      const service = key.slice(0, key.indexOf(':')).toLowerCase();
      const best = nearServiceKey(catalog, key);
      if (best === undefined) {
        report(member.key, 'unknown', { service, key, date: catalog.dates.services });
        continue;
      }
      const edits = renameTestKey(entry, best);
      const fixes = [fix('change', { best }, edits)];
      report(member.key, 'close', { service, key, best }, { fixes });
    }
  },
});
