import { parseArn } from '../../language/arn';
import { refusedEntries } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-policy-arn',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'IAM entity that is no principal',
  why: 'Policies, instance profiles and the like send no requests, so that AWS rejects them as principals.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  needs: 'Principal',
  messages: {
    entity: 'This is the ARN of {kind}, which is no principal, and AWS rejects the policy. Name a role or a user.',
    profile: 'An instance profile is no principal, and AWS rejects the policy. Name the role in it.',
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:instance-profile/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ profile: An instance profile is no principal, and AWS rejects the policy. Name the role in it.`,
    `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::111122223333:mfa/ana"] },
                                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ entity: This is the ARN of a policy, which is no principal, and AWS rejects the policy. Name a role or a user.
                                                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ entity
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement(context) {
    for (const { text, node } of refusedEntries(context, 'notPrincipal')) {
      const kind = parseArn(text)?.resource.split('/', 1)[0] ?? '';
      if (kind === 'instance-profile') context.report(node, 'profile', {});
      else context.report(node, 'entity', { kind: KIND.get(kind) ?? 'an IAM entity' });
    }
  },
});

const KIND: ReadonlyMap<string, string> = new Map([
  ['policy', 'a policy'],
  ['mfa', 'an MFA device'],
  ['u2f', 'an MFA device'],
  ['sms-mfa', 'an MFA device'],
  ['server-certificate', 'a server certificate'],
]);
