import { privateSourceTests } from '../private-addresses';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { useVpcSourceIp } from '../vpc-source-fix';

export default rule({
  code: 'condition-ip-private-only',
  severity: 'error',
  policyTypes: 'all',
  title: 'Only private addresses',
  why: 'aws:SourceIp holds the public address of a caller, which is never a private one, so that the test never passes.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-private-ip-address',
  aaIssueCodes: ['PRIVATE_IP_ADDRESS'],
  needs: 'Condition',
  messages: {
    never:
      '{value} is private, and aws:SourceIp holds public addresses only: no request passes. For callers in a VPC test aws:VpcSourceIp with aws:SourceVpc.',
    absent:
      '{value} is private, and aws:SourceIp holds public addresses only: only requests without the key pass. For callers in a VPC test aws:VpcSourceIp with aws:SourceVpc.',
  },
  fixes: { vpc: { title: 'Use "aws:VpcSourceIp" with "aws:SourceVpc"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/8" }, "StringEquals": { "aws:SourceVpc": "vpc-1234abcd" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": ["100.64.0.0/10", "203.0.113.0/24", "8.0.0.0/5"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } } }
                                                ~~~~~~~~~~~~ never +fix: 10.0.0.0/8 is private, and aws:SourceIp holds public addresses only: no request passes. For callers in a VPC test aws:VpcSourceIp with aws:SourceVpc.
== fix Use "aws:VpcSourceIp" with "aws:SourceVpc" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/8" }, "StringEquals": { "aws:SourceVpc": "" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddressIfExists": { "aws:sourceip": ["192.168.1.7", "fd00::/8"] }, "StringEquals": { "aws:SourceVpc": "vpc-1234abcd" } } }
                                                         ~~~~~~~~~~~~~ absent +fix
                                                                        ~~~~~~~~~~ absent +fix
== fix Use "aws:VpcSourceIp" with "aws:SourceVpc" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddressIfExists": { "aws:VpcSourceIp": ["192.168.1.7", "fd00::/8"] }, "StringEquals": { "aws:SourceVpc": "vpc-1234abcd" } } }`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const { entry, values, isOnly } of privateSourceTests(conditions, 'IpAddress')) {
      if (!isOnly) continue;
      const fixes = () => {
        const edits = useVpcSourceIp(tree, statement, entry, conditions);
        return [fix('vpc', {}, edits, caretInEmptyString(tree.text, edits))];
      };
      const message = entry.parsed?.ifExists === true ? 'absent' : 'never';
      for (const { text: value, node } of values) report(node, message, { value }, { fixes });
    }
  },
});
