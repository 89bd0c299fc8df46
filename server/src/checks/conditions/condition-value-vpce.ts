import { hasWildcard } from '../../language/pattern';
import { replaceTest } from '../condition-edits';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-vpce',
  severity: 'error',
  policyTypes: 'all',
  title: 'Value is no VPC endpoint ID',
  why: 'No request comes through an endpoint with such an ID, so that the test never matches it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-vpce-format',
  aaIssueCodes: ['INVALID_VPCE_FORMAT'],
  needs: 'Condition',
  messages: {
    format: '"{value}" is no ID of a VPC endpoint. Such an ID is "vpce-" and 8 or 17 letters and digits.',
    other: '"{value}" is the ID of a VPC, which "{key}" never holds. Test "aws:SourceVpc".',
  },
  fixes: { move: { title: 'Move to "aws:SourceVpc"', effect: 'depends' } },
  good: [
    {
      ignore: ['condition-sourceip-via-service'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:SourceVpce": ["vpce-1234abcd", "vpce-0a1b2c3d4e5f67890", "\${Id}"] } } }`,
    },
  ],
  bad: [
    {
      ignore: ['condition-sourceip-via-service'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:SourceVpce": ["vpce-123", "vpce-1234abcd"] } } }
                                                         ~~~~~~~~~~ format: "vpce-123" is no ID of a VPC endpoint. Such an ID is "vpce-" and 8 or 17 letters and digits.`,
    },
    {
      ignore: ['condition-sourceip-via-service'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEqualsIfExists": { "aws:SourceVpce": "vpc-1234abcd" } } }
                                                                ~~~~~~~~~~~~~~ other +fix
== fix Move to "aws:SourceVpc" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEqualsIfExists": { "aws:SourceVpc": "vpc-1234abcd" } } }`,
    },
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { lowerKey, parsed, key, values, operator } = entry;
      if (lowerKey !== 'aws:sourcevpce' || parsed?.base.type !== 'String') continue;
      for (const { text: value, node } of values) {
        if (isOpenText(value) || hasWildcard(value) || ID.test(value)) continue;
        if (!OTHER_ID.test(value)) {
          report(node, 'format', { value });
          continue;
        }
        const edits = replaceTest(tree, statement, entry, { operator, key: 'aws:SourceVpc', value });
        const fixes = values.length > 1 ? [] : [fix('move', {}, edits)];
        report(node, 'other', { value, key }, { fixes });
      }
    }
  },
});

const ID = /^vpce-(?:[0-9a-z]{8}|[0-9a-z]{17})$/;
const OTHER_ID = /^vpc-[0-9a-z]+$/;
