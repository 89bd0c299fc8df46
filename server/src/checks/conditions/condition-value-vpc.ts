import { hasWildcard } from '../../language/pattern';
import { replaceTest } from '../condition-edits';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-vpc',
  severity: 'error',
  policyTypes: 'all',
  title: 'Value is no VPC ID',
  why: 'No request comes from a VPC with such an ID, so that the test never matches it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-vpc-format',
  aaIssueCodes: ['INVALID_VPC_FORMAT'],
  needs: 'Condition',
  messages: {
    format: '"{value}" is no ID of a VPC. Such an ID is "vpc-" and 8 or 17 letters and digits.',
    other: '"{value}" is the ID of a VPC endpoint, which "{key}" never holds. Test "aws:SourceVpce".',
  },
  fixes: { move: { title: 'Move to "aws:SourceVpce"', effect: 'depends' } },
  good: [
    {
      ignore: ['condition-sourceip-via-service'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:SourceVpc": ["vpc-1234abcd", "vpc-0a1b2c3d4e5f67890", "\${Id}"] } } }`,
    },
  ],
  bad: [
    {
      ignore: ['condition-sourceip-via-service'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:SourceVpc": ["vpc-123", "vpc-1234abcd"] } } }
                                                        ~~~~~~~~~ format: "vpc-123" is no ID of a VPC. Such an ID is "vpc-" and 8 or 17 letters and digits.`,
    },
    {
      ignore: ['condition-sourceip-via-service'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEqualsIfExists": { "aws:SourceVpc": "vpce-1234abcd" } } }
                                                               ~~~~~~~~~~~~~~~ other +fix
== fix Move to "aws:SourceVpce" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEqualsIfExists": { "aws:SourceVpce": "vpce-1234abcd" } } }`,
    },
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { lowerKey, parsed, key, values, operator } = entry;
      if (lowerKey !== 'aws:sourcevpc' || parsed?.base.type !== 'String') continue;
      for (const { text: value, node } of values) {
        if (isOpenText(value) || hasWildcard(value) || ID.test(value)) continue;
        if (!OTHER_ID.test(value)) {
          report(node, 'format', { value });
          continue;
        }
        const edits = replaceTest(tree, statement, entry, { operator, key: 'aws:SourceVpce', value });
        const fixes = values.length > 1 ? [] : [fix('move', {}, edits)];
        report(node, 'other', { value, key }, { fixes });
      }
    }
  },
});

const ID = /^vpc-(?:[0-9a-z]{8}|[0-9a-z]{17})$/;
const OTHER_ID = /^vpce-[0-9a-z]+$/;
