import { refusedEntries } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-other-unique-id',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Unique ID of something that is no principal',
  why: 'Only users and roles have unique IDs that a policy may name; AWS rejects those of groups, policies and access keys.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids',
  needs: 'Principal',
  messages: {
    entity:
      '"{id}" is the ID of {kind}, which is no principal, and AWS rejects the policy. Name a user or role by its ARN.',
    accessKey:
      'This is the ID of an access key, which is no principal, and AWS rejects the policy. Name the user or role, and keep keys out of policies.',
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "AGPACKCEVSQ6C2EXAMPLE" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~ entity: "AGPACKCEVSQ6C2EXAMPLE" is the ID of a group, which is no principal, and AWS rejects the policy. Name a user or role by its ARN.`,
    `
{ "Effect": "Allow", "Principal": { "AWS": ["AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", "ANPAIOSFODNN7EXAMPLE"] },
                                            ~~~~~~~~~~~~~~~~~~~~~~ accessKey: This is the ID of an access key, which is no principal, and AWS rejects the policy. Name the user or role, and keep keys out of policies.
                                                                    ~~~~~~~~~~~~~~~~~~~~~~ accessKey
                                                                                            ~~~~~~~~~~~~~~~~~~~~~~ entity
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement(context) {
    for (const { text: id, node } of refusedEntries(context, 'otherId')) {
      const prefix = id.slice(0, 4);
      if (prefix === 'AKIA' || prefix === 'ASIA') context.report(node, 'accessKey', {});
      else context.report(node, 'entity', { id, kind: KIND.get(prefix) ?? 'an IAM entity' });
    }
  },
});

/** IAM User Guide, "IAM identifiers", unique ID prefixes. */
const KIND: ReadonlyMap<string, string> = new Map([
  ['AGPA', 'a group'],
  ['AIPA', 'an instance profile'],
  ['ANPA', 'a policy'],
  ['ANVA', 'a policy version'],
  ['APKA', 'a public key'],
  ['ASCA', 'a certificate'],
]);
