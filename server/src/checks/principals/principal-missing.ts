import type { JsonValue } from '../../syntax/edits';
import { isAbsent } from '../elements';
import { owningAccount, rootArn } from '../owning-account';
import { rule } from '../rule';
import { caretInEmptyString, insertElement } from '../statement-edits';

export default rule({
  code: 'principal-missing',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'No Principal',
  why: 'A policy of a resource says to whom it applies; AWS rejects one that does not.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-principal',
  aaIssueCodes: ['MISSING_PRINCIPAL'],
  needsWholeStatement: true,
  messages: {
    missing: 'The statement has no "Principal", and AWS rejects the policy. Add to whom it applies.',
  },
  fixes: {
    account: { title: 'Add "Principal" with "{principal}"', effect: 'depends' },
    aws: { title: 'Add "Principal" with "AWS"', effect: 'depends' },
    service: { title: 'Add "Principal" with "Service"', effect: 'depends' },
    everyone: { title: 'Add "Principal": "*"', effect: 'depends' },
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      text: '{ "Effect": "Allow", "principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
      ignore: ['element-case'],
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
~ missing +fix: The statement has no "Principal", and AWS rejects the policy. Add to whom it applies.
== fix Add "Principal" with "AWS" ==
{ "Effect": "Allow", "Principal": { "AWS": "" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:alarms" }
~ missing +fix
== fix Add "Principal" with "arn:aws:iam::111122223333:root" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:alarms" }
== fix Add "Principal" with "Service" ==
{ "Effect": "Allow", "Principal": { "Service": "" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:alarms" }`,
    {
      type: 'rcp',
      text: `
{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }
~ missing +fix
== fix Add "Principal": "*" ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }`,
    },
  ],
  checkStatement({ statement, resources, principals, actions, conditions, tree, type, report, fix }) {
    const { object } = statement;
    if (object === undefined || !isAbsent(object, 'statement', ['Principal', 'NotPrincipal'])) return;
    const withCaret = (id: 'aws' | 'service', value: JsonValue) => {
      const edits = insertElement(tree, statement, 'Principal', value);
      return fix(id, {}, edits, caretInEmptyString(tree.text, edits));
    };
    const fixes = () => {
      if (type === 'rcp') return [fix('everyone', {}, insertElement(tree, statement, 'Principal', '*'))];
      const owner = owningAccount([{ statement, resources, principals, actions, conditions }]);
      const named =
        owner === undefined
          ? withCaret('aws', { AWS: '' })
          : fix(
              'account',
              { principal: rootArn(owner) },
              insertElement(tree, statement, 'Principal', { AWS: rootArn(owner) }),
            );
      return [named, withCaret('service', { Service: '' })];
    };
    report({ start: object.start, end: object.start + 1 }, 'missing', {}, { fixes });
  },
});
