import { renameTestKey } from '../condition-edits';
import { nearGlobalKey } from '../key-suggestion';
import { rule } from '../rule';

export default rule({
  code: 'condition-key-unknown-global',
  severity: 'error',
  policyTypes: 'all',
  title: 'Unknown global condition key',
  why: 'No request carries a key that does not exist: the test acts as if the key were absent.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-global-condition-key',
  aaIssueCodes: ['INVALID_GLOBAL_CONDITION_KEY'],
  offline: 'A key that is newer than the data looks like an unknown one.',
  needs: 'Condition',
  messages: {
    close: 'IAM has no global condition key "{key}". Did you mean "{best}"?',
    unknown: 'IAM has no global condition key "{key}" (AWS data of {date}), so no request carries it.',
  },
  fixes: { change: { title: 'Change to "{best}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "AWS:principalorgid": "o-a1b2c3d4e5", "aws:PrincipalTag/a b": "x" }, "IpAddress": { "aws:SourceIP": "203.0.113.0/24" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegions": "eu-west-1" } } }
                                   ~~~~~~~~~~~~~~~~~~~~~~ close +fix: IAM has no global condition key "aws:RequestedRegions". Did you mean "aws:RequestedRegion"?
== fix Change to "aws:RequestedRegion" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "aws:Tag/team": "a", "aws:PrincipleTag/team": "b", "aws:OrgID": "o-a1b2c3d4e5", "aws:Moonphase": "full" } } }
                                   ~~~~~~~~~~~~~~ close +fix
                                                        ~~~~~~~~~~~~~~~~~~~~~~~ close +fix
                                                                                      ~~~~~~~~~~~ close +fix
                                                                                                                   ~~~~~~~~~~~~~~~ unknown
== fix Change to "aws:ResourceTag/team" ==
{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "aws:ResourceTag/team": "a", "aws:PrincipleTag/team": "b", "aws:OrgID": "o-a1b2c3d4e5", "aws:Moonphase": "full" } } }
== fix Change to "aws:PrincipalTag/team" ==
{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "aws:Tag/team": "a", "aws:PrincipalTag/team": "b", "aws:OrgID": "o-a1b2c3d4e5", "aws:Moonphase": "full" } } }`,
  ],
  checkStatement({ conditions, catalog, report, fix }) {
    for (const entry of conditions) {
      const { key, keyState, member } = entry;
      if (keyState !== 'unknownGlobal') continue;
      const best = nearGlobalKey(catalog, key);
      if (best === undefined) {
        report(member.key, 'unknown', { key, date: catalog.dates.services });
        continue;
      }
      const edits = renameTestKey(entry, best);
      report(member.key, 'close', { key, best }, { fixes: [fix('change', { best }, edits)] });
    }
  },
});
