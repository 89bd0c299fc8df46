import { isAccountId } from '../../language/arn';
import { renameKey } from '../../syntax/edits';
import { rule } from '../rule';
import { asksForSource, servicePrincipals, standInKeys } from '../source-keys';

export default rule({
  code: 'service-principal-recommended-key',
  severity: 'suggestion',
  policyTypes: ['resource'],
  title: 'Another key than the source of a service',
  why: 'The keys of the source are made for this, and services send them; others can be missing or be set by the caller.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-recommended-condition-key-for-service-principal',
  aaIssueCodes: ['RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL'],
  needs: 'Allow',
  messages: {
    other:
      'For a service "aws:SourceAccount" and "aws:SourceArn" say for whom it calls, "{key}" is not made for that. Use one of them.',
  },
  fixes: {
    change: { title: 'Change to "aws:SourceAccount"', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }',
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" } } }',
  ],
  bad: [
    {
      ignore: ['condition-untrustworthy-key'],
      text: `
{ "Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:Referer": "111122223333" } } }
                                                                                                                                                                                   ~~~~~~~~~~~~~ other +fix
== fix Change to "aws:SourceAccount" ==
{ "Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }`,
    },
  ],
  checkStatement({ statement, principals, conditions, report, fix }) {
    if (statement.effect !== 'Allow' || asksForSource(conditions)) return;
    const services = servicePrincipals(principals);
    if (services.length === 0 || services.length < principals.length) return;
    for (const { key, member, values } of standInKeys(conditions)) {
      const isAccount = values.length > 0 && values.every(({ text }) => isAccountId(text));
      const fixes = isAccount ? [fix('change', {}, [renameKey(member, 'aws:SourceAccount')])] : [];
      report(member.key, 'other', { key }, { fixes });
    }
  },
});
