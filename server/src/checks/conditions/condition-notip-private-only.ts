import { privateSourceTests } from '../private-addresses';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { useVpcSourceIp } from '../vpc-source-fix';

export default rule({
  code: 'condition-notip-private-only',
  severity: 'error',
  policyTypes: 'all',
  title: 'Only private addresses excepted',
  why: 'aws:SourceIp never holds a private address, so that NotIpAddress with private ranges is true for every request.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-private-not-ip-address',
  aaIssueCodes: ['PRIVATE_NOT_IP_ADDRESS'],
  needs: 'Condition',
  messages: {
    allow:
      '{value} is private, and aws:SourceIp holds public addresses only: the test is always true and excepts nobody. List public ranges, or test aws:VpcSourceIp.',
    deny: '{value} is private, and aws:SourceIp holds public addresses only: this Deny spares nobody. List public ranges, or test aws:VpcSourceIp.',
  },
  fixes: { vpc: { title: 'Use "aws:VpcSourceIp" with "aws:SourceVpc"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "Bool": { "aws:ViaAWSService": "false" } } }`,
    {
      ignore: ['condition-foranyvalue-single', 'condition-sourceip-via-service'],
      text: '{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ForAnyValue:NotIpAddress": { "aws:SourceIp": "10.0.0.0/8" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": ["10.0.0.0/8", "127.0.0.1"] }, "Bool": { "aws:ViaAWSService": "false" } } }
                                                    ~~~~~~~~~~~~ deny +fix: 10.0.0.0/8 is private, and aws:SourceIp holds public addresses only: this Deny spares nobody. List public ranges, or test aws:VpcSourceIp.
                                                                  ~~~~~~~~~~~ deny +fix
== fix Use "aws:VpcSourceIp" with "aws:SourceVpc" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:VpcSourceIp": ["10.0.0.0/8", "127.0.0.1"] }, "Bool": { "aws:ViaAWSService": "false" }, "StringEquals": { "aws:SourceVpc": "" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": "172.16.0.0/12" } } }
                                                   ~~~~~~~~~~~~~~~ allow +fix`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const { entry, values, isOnly } of privateSourceTests(conditions, 'NotIpAddress')) {
      // ForAnyValue spares requests without the key.
      if (!isOnly || entry.parsed?.set === 'ForAnyValue') continue;
      const fixes = () => {
        const edits = useVpcSourceIp(tree, statement, entry, conditions);
        return [fix('vpc', {}, edits, caretInEmptyString(tree.text, edits))];
      };
      const message = statement.effect === 'Allow' ? 'allow' : 'deny';
      for (const { text: value, node } of values) report(node, message, { value }, { fixes });
    }
  },
});
