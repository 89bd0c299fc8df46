import { arnFields, isAccountId } from '../../language/arn';
import type { Operator } from '../../language/operators';
import { replaceNode } from '../../syntax/edits';
import { replaceTest } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { withBase } from '../condition-operators';
import { isOpenText } from '../condition-values';
import { holdsKmsKey } from '../key-arns';
import { rule } from '../rule';
import { isOnlyStars } from '../universal-values';

export default rule({
  code: 'condition-value-arn',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Value is no ARN',
  why: 'ARN operators compare the six parts of an ARN, so that text with fewer parts matches nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN',
  needs: 'Condition',
  messages: {
    value:
      '"{value}" has not the six parts of an ARN, so that {operator} matches nothing with it. Write the whole ARN.',
    account: '"{value}" is an account ID, and {operator} compares ARNs: it matches nothing. Test aws:SourceAccount.',
  },
  fixes: {
    account: { title: 'Use aws:SourceAccount', effect: 'depends' },
    bucket: { title: 'Change to "{arn}"', effect: 'depends' },
  },
  good: [
    {
      type: 'resource',
      ignore: ['confused-deputy-wildcard'],
      text: `
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t",
  "Condition": { "ArnLike": { "aws:SourceArn": ["arn:aws:s3:*:*:amzn-s3-demo-*", "arn:aws:s3:::\${Bucket}", "\${BucketArn}"] }, "StringEquals": { "aws:SourceAccount": "111122223333" } } }`,
    },
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotLike": { "aws:PrincipalArn": ["arn:aws:iam::111122223333:*", "arn:*:iam::*:role/aws-service-role/*"] } } }`,
  ],
  bad: [
    {
      type: 'resource',
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotLike": { "aws:SourceArn": "amzn-s3-demo-bucket" } } }
                                                  ~~~~~~~~~~~~~~~~~~~~~ value +fix: "amzn-s3-demo-bucket" has not the six parts of an ARN, so that ArnNotLike matches nothing with it. Write the whole ARN.
== fix Change to "arn:aws:s3:::amzn-s3-demo-bucket" ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotLike": { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket" } } }`,
    },
    {
      type: 'resource',
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t",
  "Condition": { "ArnNotEqualsIfExists": { "aws:SourceArn": "111122223333" } } }
                                                            ~~~~~~~~~~~~~~ account +fix
== fix Use aws:SourceAccount ==
{ "Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t",
  "Condition": { "StringNotEqualsIfExists": { "aws:SourceAccount": "111122223333" } } }`,
    },
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnEquals": { "aws:PrincipalArn": ["role/App", "arn:aws:iam::111122223333"] } } }
                                                     ~~~~~~~~~~ value
                                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~ value`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { parsed, values, lowerKey } = entry;
      // A key that holds a KMS key has a check of its own.
      if (parsed?.base.type !== 'ARN' || holdsKmsKey(entry.known)) continue;
      const operator = parsed.base.name;
      for (const { text: value, node } of values) {
        if (isOpenText(value) || isArnPattern(value)) continue;
        if (lowerKey === 'aws:sourcearn' && isAccountId(value)) {
          const edits = () => replaceTest(tree, statement, entry, accountTest(entry, parsed, value));
          const fixes = () => (values.length === 1 ? [fix('account', {}, edits())] : []);
          report(
            node,
            'account',
            { value, operator },
            { fixes: () => fixes().filter((each) => each.edits.length > 0) },
          );
          continue;
        }
        const arn = `arn:aws:s3:::${value}`;
        const isBucket = lowerKey === 'aws:sourcearn' && node.kind === 'string' && BUCKET_NAME.test(value);
        const fixes = isBucket ? [fix('bucket', { arn }, [replaceNode(node, JSON.stringify(arn))])] : [];
        report(node, 'value', { value, operator }, { fixes });
      }
    }
  },
});

function accountTest({ key }: ConditionEntry, parsed: Operator, value: string) {
  const operator = withBase(parsed, parsed.base.isNegated ? 'StringNotEquals' : 'StringEquals');
  return { operator, key: key.replace(/arn$/i, 'Account'), value };
}

/** Six parts, or fewer with a star at the end, which AWS fills up. */
function isArnPattern(text: string): boolean {
  if (isOnlyStars(text)) return true;
  const fields = arnFields(text);
  const [first = ''] = fields;
  if (first !== 'arn' && !first.includes('*')) return false;
  return fields.length >= 6 || text.endsWith('*');
}

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
