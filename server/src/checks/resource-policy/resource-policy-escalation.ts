import { namesEveryResource } from '../grants';
import { rule } from '../rule';

export default rule({
  code: 'resource-policy-escalation',
  severity: 'security',
  policyTypes: ['identity', 'resource'],
  title: 'Change of the policy of the resource that one uses',
  why: 'Whoever may change the policy of a resource can give themselves, and others, every right on it.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html',
  needs: 'Allow',
  messages: {
    mixed:
      '"{action}" lets whoever uses the resource give themselves and others every right on it. Leave it to those who manage permissions.',
  },
  good: [
    '{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"] }',
    '{ "Effect": "Allow", "Action": ["s3:GetBucketPolicy", "s3:PutBucketPolicy"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }',
    '{ "Effect": "Deny", "Action": ["kms:Decrypt", "kms:PutKeyPolicy"], "Resource": "arn:aws:kms:eu-west-1:111122223333:key/*" }',
    {
      type: 'resource',
      text: '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": ["kms:Decrypt", "kms:PutKeyPolicy"], "Resource": "*" }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutBucketPolicy"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"] }
                                                ~~~~~~~~~~~~~~~~~~~~ mixed`,
    {
      type: 'resource',
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:role/App" }, "Action": ["kms:Decrypt", "kms:PutKeyPolicy"], "Resource": "*" }
                                                                                                             ~~~~~~~~~~~~~~~~~~ mixed`,
    },
  ],
  checkStatement({ statement, actions, principals, type, catalog, report }) {
    if (statement.effect !== 'Allow' || statement.action?.isNegated !== false) return;
    // In the policy of a resource "*" is that resource. An account hands on what it is given, by its own policies.
    const isDelegated = principals.every(({ form }) => form.kind === 'account');
    if (namesEveryResource(statement) && (type !== 'resource' || isDelegated)) return;
    const entry = actions.find(({ text }) => POLICY_EDITS.has(text.toLowerCase()));
    if (entry === undefined) return;
    // A statement that manages permissions and nothing else says what it is for.
    const isUsed = actions.some((other) => {
      const action = other.number === undefined ? undefined : catalog.actionAt(other.number);
      return action?.service === entry.prefix.toLowerCase() && !isManaging(action.name, action.accessLevels);
    });
    if (isUsed) report(entry.node, 'mixed', { action: entry.text });
  },
});

/** Actions that write the policy or ACL of a resource. Lower case. */
const POLICY_EDITS: ReadonlySet<string> = new Set([
  'ecr:setrepositorypolicy',
  'kms:putkeypolicy',
  'lambda:addpermission',
  's3:putbucketacl',
  's3:putbucketpolicy',
  'secretsmanager:putresourcepolicy',
  'sns:addpermission',
  'sns:settopicattributes',
  'sqs:addpermission',
  'sqs:setqueueattributes',
]);

function isManaging(name: string, levels: readonly string[]): boolean {
  return levels.includes('Permissions management') || /Policy|Acl|Permission|Attributes/.test(name);
}
