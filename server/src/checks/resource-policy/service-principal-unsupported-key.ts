import { renameKey } from '../../syntax/edits';
import { pinningTests } from '../narrowing';
import { rule } from '../rule';
import { isNeverSentByServices, servicePrincipals } from '../source-keys';

export default rule({
  code: 'service-principal-unsupported-key',
  severity: 'error',
  policyTypes: ['resource', 'trust'],
  title: 'Key that a service never sends',
  why: 'A call of a service carries nothing about an IAM principal, so that the statement never applies.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-condition-key-for-service-principal',
  aaIssueCodes: ['UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL'],
  needs: ['Allow', 'Principal'],
  messages: {
    never:
      'A service never sends "{key}", so that the statement never applies. Use a key of the source, such as "aws:SourceAccount".',
  },
  fixes: {
    change: { title: 'Change to "aws:SourceOrgID"', effect: 'activates' },
  },
  good: [
    {
      type: 'trust',
      text: `{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
  "Condition": { "StringEquals": { "aws:PrincipalTag/x509Subject/CN": "worker" }, "ArnEquals": { "aws:SourceArn": "arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/0a1b2c3d-1111-2222-3333-444455556666" } } }`,
    },
    '{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:SourceOrgID": "o-a1b2c3d4e5" } } }',
    {
      ignore: ['principal-root-means-account', 'confused-deputy'],
      text: '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root", "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    },
    {
      ignore: ['condition-ifexists-allow', 'confused-deputy'],
      text: '{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
                                                                                                                                                                                          ~~~~~~~~~~~~~~~~~~~~ never +fix
== fix Change to "aws:SourceOrgID" ==
{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:SourceOrgID": "o-a1b2c3d4e5" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "a" } } }
                                                                                                                                                                                          ~~~~~~~~~~~~~~~~~~~~~~~ never`,
  ],
  checkStatement({ statement, principals, conditions, report, fix }) {
    if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) return;
    const services = servicePrincipals(principals);
    if (services.length === 0 || services.length < principals.length) return;
    // Its requests carry the fields of the certificate as tags (IAM Roles Anywhere User Guide, "Trust policy").
    const sendsTags = services.some(({ service }) => service === 'rolesanywhere.amazonaws.com');
    for (const test of conditions) {
      const { key, lowerKey, member } = test;
      if (sendsTags && lowerKey.startsWith('aws:principaltag/')) continue;
      if (!isNeverSentByServices(lowerKey) || !pinningTests(conditions, lowerKey).includes(test)) continue;
      const fixes =
        lowerKey === 'aws:principalorgid' ? [fix('change', {}, [renameKey(member, 'aws:SourceOrgID')])] : [];
      report(member.key, 'never', { key }, { fixes });
    }
  },
});
