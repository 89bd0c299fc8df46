import { hasWildcard } from '../../language/pattern';
import { changeOperator } from '../condition-edits';
import { withBase } from '../condition-operators';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-like-without-wildcard',
  severity: 'suggestion',
  policyTypes: 'all',
  defaultOn: false,
  title: 'Like operator without a wildcard',
  why: 'A Like operator makes readers look for wildcards; without one, Equals says the same.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String',
  needs: 'Condition',
  messages: { plain: 'No value of "{key}" has a wildcard. {better} says the same and is plainer.' },
  fixes: { change: { title: 'Change operator to "{operator}"', effect: 'none', safe: true } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLike": { "s3:prefix": ["", "home/", "home/\${aws:username}/*"] } } }`,
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLike": { "s3:prefix": "home/\${aws:username}" }, "StringEquals": { "s3:delimiter": "/" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:RequestedRegion": "eu-west-1" } } }
                 ~~~~~~~~~~~~ plain +fix!: No value of "aws:RequestedRegion" has a wildcard. StringEquals says the same and is plainer.
== fix Change operator to "StringEquals" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } }`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotLikeIfExists": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app" } } }
                 ~~~~~~~~~~~~~~~~~~~~ plain +fix!
== fix-all ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotEqualsIfExists": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app" } } }`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { parsed, key, values } = entry;
      const equals = EQUALS.get(parsed?.base.name ?? '');
      if (parsed === undefined || equals === undefined || values.length === 0 || entry.invalid.length > 0) continue;
      if (values.some(({ text }) => hasWildcard(text) || isOpenText(text))) continue;
      // condition-arn-string-like sends an ARN to ArnLike instead.
      if (parsed.base.type === 'String' && entry.known?.type === 'ARN') continue;
      const operator = withBase(parsed, equals);
      const edits = changeOperator(tree, statement, entry, operator);
      const fixes = [fix('change', { operator }, edits)];
      report(entry.operatorMember.key, 'plain', { key, better: equals }, { fixes });
    }
  },
});

const EQUALS: ReadonlyMap<string, string> = new Map([
  ['StringLike', 'StringEquals'],
  ['StringNotLike', 'StringNotEquals'],
  ['ArnLike', 'ArnEquals'],
  ['ArnNotLike', 'ArnNotEquals'],
]);
