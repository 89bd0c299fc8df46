import { addTest } from '../condition-edits';
import { rule } from '../rule';

export default rule({
  code: 'principal-root-means-account',
  severity: 'suggestion',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Root ARN in a Deny',
  why: 'The ARN that ends with "root" stands for the whole account, so that a Deny with it reaches every user and role of it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts',
  needsWholeStatement: true,
  needs: ['Deny', 'Principal'],
  messages: {
    account:
      'This denies every principal of account {account}, not only its root user. For the root user add a condition on aws:PrincipalArn.',
  },
  fixes: { condition: { title: 'Deny only the root user', effect: 'narrows' } },
  good: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:root" } } }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
{ "Effect": "Deny", "Principal": { "AWS": "444455556666" }, "Action": "kms:*", "Resource": "*" }`,
    `
{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/Admin" } } }`,
  ],
  bad: [
    `
{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ account +fix: This denies every principal of account 111122223333, not only its root user. For the root user add a condition on aws:PrincipalArn.
== fix Deny only the root user ==
{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:root" } } }`,
  ],
  checkStatement({ statement, principals, conditions, tree, type, report, fix }) {
    if (statement.effect !== 'Deny' || type === 'rcp' || statement.principal?.isNegated !== false) return;
    // Whoever looks at the caller's ARN knows the difference.
    if (conditions.some(({ lowerKey }) => CALLER_KEYS.has(lowerKey))) return;
    for (const { form, text, node } of principals) {
      if (form.kind !== 'account' || !text.endsWith(':root')) continue;
      const edits = addTest(tree, statement, 'ArnEquals', 'aws:PrincipalArn', text);
      report(
        node,
        'account',
        { account: form.account },
        { fixes: principals.length > 1 ? [] : [fix('condition', {}, edits)] },
      );
    }
  },
});

const CALLER_KEYS: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principaltype',
  'aws:userid',
  'aws:username',
]);
