import { renameTestKey } from '../condition-edits';
import { keysMeantBy } from '../key-suggestion';
import { rule } from '../rule';

export default rule({
  code: 'condition-key-format',
  severity: 'error',
  policyTypes: 'all',
  title: 'Malformed condition key',
  why: 'A condition key is a prefix, a colon and a name; IAM refuses a policy with another form.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-key-format',
  aaIssueCodes: ['INVALID_CONDITION_KEY_FORMAT'],
  needs: 'Condition',
  messages: {
    colon: '"{key}" is no condition key: it lacks the prefix, as in "aws:SourceIp" or "s3:prefix".',
    side: '"{key}" is no condition key: on one side of the colon nothing stands.',
    blank: 'A condition key has no blanks outside the key of a tag. Remove them from "{key}".',
    near: '"{key}" is no condition key. Did you mean "{best}"?',
  },
  fixes: { change: { title: 'Change to "{best}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/cost center": "7", "s3:ExistingObjectTag/a:b/c": "x", "\${Provider}:sub": "y" } } }`,
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub": "system:serviceaccount:ns:app",
    "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud": "sts.amazonaws.com" } } }`,
    },
    {
      ignore: ['element-misplaced'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "Condition": { "aws:SecureTransport": "true" } } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "RequestedRegion": "eu-west-1" } } }
                                   ~~~~~~~~~~~~~~~~~ near +fix: "RequestedRegion" is no condition key. Did you mean "aws:RequestedRegion"?
== fix Change to "aws:RequestedRegion" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLike": { "prefix": "home/*", "aws: PrincipalArn": "x", "": "y", "Department": "z", "sales:": "1", "my key:a": "2" } } }
                                 ~~~~~~~~ near +fix
                                                     ~~~~~~~~~~~~~~~~~~~ near +fix
                                                                               ~~ colon
                                                                                        ~~~~~~~~~~~~ colon: "Department" is no condition key: it lacks the prefix, as in "aws:SourceIp" or "s3:prefix".
                                                                                                           ~~~~~~~~ side
                                                                                                                          ~~~~~~~~~~ blank
== fix Change to "s3:prefix" ==
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLike": { "s3:prefix": "home/*", "aws: PrincipalArn": "x", "": "y", "Department": "z", "sales:": "1", "my key:a": "2" } } }
== fix Change to "aws:PrincipalArn" ==
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLike": { "prefix": "home/*", "aws:PrincipalArn": "x", "": "y", "Department": "z", "sales:": "1", "my key:a": "2" } } }`,
  ],
  checkStatement({ conditions, actions, catalog, report, fix }) {
    for (const entry of conditions) {
      const { key, keyState, member } = entry;
      // "Condition" is element-misplaced.
      if (keyState !== 'malformed' || key === 'Condition') continue;
      const meant = keysMeantBy(catalog, key, actions);
      const [best] = meant;
      if (best === undefined) {
        report(member.key, formOf(key), { key });
        continue;
      }
      const fixes = meant.flatMap((each) => {
        const edits = renameTestKey(entry, each);
        return [fix('change', { best: each }, edits)];
      });
      report(member.key, 'near', { key, best }, { fixes });
    }
  },
});

function formOf(key: string): 'blank' | 'side' | 'colon' {
  if (/\s/.test(key)) return 'blank';
  return key.includes(':') ? 'side' : 'colon';
}
