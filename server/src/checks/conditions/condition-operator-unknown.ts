import { renameBlock } from '../condition-edits';
import {
  baseNameOf,
  nearBaseName,
  nearSetPrefix,
  operatorBlocks,
  setPrefixOf,
  splitOperator,
} from '../condition-operators';
import { rule } from '../rule';

export default rule({
  code: 'condition-operator-unknown',
  severity: 'error',
  policyTypes: 'all',
  title: 'Unknown condition operator',
  why: 'IAM refuses a policy with a condition operator that it does not know.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-operator',
  aaIssueCodes: ['INVALID_CONDITION_OPERATOR'],
  needs: 'Condition',
  messages: {
    close: 'IAM has no condition operator "{operator}". Did you mean "{best}"?',
    unknown: 'IAM has no condition operator "{operator}". Take one of its own, such as "StringEquals".',
  },
  fixes: { change: { title: 'Change to "{best}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": "env-*" }, "Null": { "aws:TagKeys": "false" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Fn::If": { "IsOpen": {} } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEqual": { "aws:RequestedRegion": "eu-west-1" } } }
                 ~~~~~~~~~~~~~ close +fix: IAM has no condition operator "StringEqual". Did you mean "StringEquals"?
== fix Change to "StringEquals" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": {
    "Boolean": { "aws:SecureTransport": "true" },
    ~~~~~~~~~ close +fix: IAM has no condition operator "Boolean". Did you mean "Bool"?
    "NumericLessThanOrEqualsIfExists": { "s3:signatureAge": "600000" },
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ close +fix: IAM has no condition operator "NumericLessThanOrEqualsIfExists". Did you mean "NumericLessThanEqualsIfExists"?
    "Equals": { "s3:signatureversion": "AWS4-HMAC-SHA256" }
    ~~~~~~~~ unknown
  } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:ViaAWSService": "false" }, "Boolean": { "aws:SecureTransport": "true" } } }
                                                           ~~~~~~~~~ close +fix
== fix Change to "Bool" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:ViaAWSService": "false", "aws:SecureTransport": "true" } } }`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    for (const { member, text: operator, parsed } of operatorBlocks(statement)) {
      // A known base under another prefix is condition-operator-set-prefix, NullIfExists a check of its own.
      if (parsed !== undefined || baseNameOf(splitOperator(operator).base) !== undefined) continue;
      const best = suggestion(operator);
      if (best === undefined) {
        report(member.key, 'unknown', { operator });
        continue;
      }
      const fixes = () => {
        const edits = renameBlock(tree, statement, member, best);
        return [fix('change', { best }, edits)];
      };
      report(member.key, 'close', { operator, best }, { fixes });
    }
  },
});

function suggestion(text: string): string | undefined {
  const { prefix, base, ifExists } = splitOperator(text);
  const near = nearBaseName(base);
  if (near === undefined) return undefined;
  const set = prefix === undefined ? undefined : (setPrefixOf(prefix) ?? nearSetPrefix(prefix));
  if (prefix !== undefined && set === undefined) return undefined;
  const suffix = ifExists && near !== 'Null' ? 'IfExists' : '';
  return `${set === undefined ? '' : `${set}:`}${near}${suffix}`;
}
