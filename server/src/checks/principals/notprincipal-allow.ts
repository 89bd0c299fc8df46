import { replaceNode } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'notprincipal-allow',
  severity: 'error',
  policyTypes: ['resource', 'vpce'],
  title: 'NotPrincipal with Allow',
  why: 'Everybody but a few would be allowed, the whole world too: AWS no longer supports it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-allow-with-not-principal',
  aaIssueCodes: ['ALLOW_WITH_NOT_PRINCIPAL'],
  needs: ['Allow', 'Principal'],
  messages: {
    allow: 'AWS does not support "NotPrincipal" with "Allow". Name in "Principal" whom the statement allows.',
  },
  fixes: { deny: { title: 'Change "Allow" to "Deny"', effect: 'narrows', note: 'Everybody else is denied then.' } },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                     ~~~~~~~~~~~~~~ allow +fix: AWS does not support "NotPrincipal" with "Allow". Name in "Principal" whom the statement allows.
== fix Change "Allow" to "Deny" ==
{ "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ statement, report, fix }) {
    const { NotPrincipal, Effect } = statement.elements;
    if (NotPrincipal === undefined || Effect === undefined || statement.effect !== 'Allow') return;
    report(NotPrincipal.key, 'allow', {}, { fixes: [fix('deny', {}, [replaceNode(Effect.value, '"Deny"')])] });
  },
});
