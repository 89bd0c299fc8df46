import { changeOperator } from '../condition-edits';
import { rule } from '../rule';

export default rule({
  code: 'condition-s3-prefix-negative',
  severity: 'security',
  policyTypes: ['identity', 'boundary', 'session', 'resource', 'scp', 'rcp', 'vpce'],
  title: 'Prefix that a shorter one escapes',
  why: 'A request for a shorter prefix, or for none, lists the same keys and does not match.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-s3-prefix-in-negative-context',
  aaIssueCodes: ['S3_PREFIX_IN_NEGATIVE_CONTEXT'],
  needs: 'Condition',
  messages: {
    deny: 'A request with a shorter "s3:prefix", or without one, escapes this Deny and lists the same keys. Deny what is not allowed, with "StringNotLike".',
    allow:
      'A request with a shorter "s3:prefix", or without one, is allowed and lists the same keys. Allow the prefixes that are meant, with "StringLike".',
  },
  fixes: {
    notLike: {
      title: 'Change operator to "StringNotLike"',
      effect: 'depends',
      note: 'The list then names the prefixes that stay permitted.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket", "Condition": { "StringLike": { "s3:prefix": "private/*" } } }',
    '{ "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket", "Condition": { "StringNotLike": { "s3:prefix": "private/*" } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket", "Condition": { "StringLike": { "s3:prefix": "private/*" } } }
                                                                                                                              ~~~~~~~~~~~ deny +fix
== fix Change operator to "StringNotLike" ==
{ "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket", "Condition": { "StringNotLike": { "s3:prefix": "private/*" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket", "Condition": { "StringNotLike": { "s3:prefix": "private/*" } } }
                                                                                                                                  ~~~~~~~~~~~ allow`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    for (const test of conditions) {
      const { lowerKey, parsed, member } = test;
      if (lowerKey !== 's3:prefix' || parsed?.base.type !== 'String') continue;
      if (statement.effect === 'Allow' && parsed.base.isNegated) report(member.key, 'allow', {});
      if (statement.effect !== 'Deny' || parsed.base.isNegated) continue;
      const fixes = () => {
        const edits = changeOperator(tree, statement, test, 'StringNotLike');
        return [fix('notLike', {}, edits)];
      };
      report(member.key, 'deny', {}, { fixes });
    }
  },
});
