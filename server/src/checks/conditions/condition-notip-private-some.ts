import { removeItem } from '../../syntax/edits';
import { privateSourceTests } from '../private-addresses';
import { rule } from '../rule';

export default rule({
  code: 'condition-notip-private-some',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Private address among excepted ones',
  why: 'aws:SourceIp never holds a private address, so that a private range in the list excepts nobody.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-private-notipaddress-subset',
  aaIssueCodes: ['PRIVATE_NOT_IP_ADDRESS_SUBSET'],
  needs: 'Condition',
  messages: {
    private: '{value} is private, and aws:SourceIp holds public addresses only: it excepts nobody. Remove it.',
  },
  fixes: {
    remove: {
      title: 'Remove private range {value}',
      effect: 'narrows',
      safe: 'the statement is a Deny: on paper an Allow would allow more',
    },
  },
  good: [
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24", "100.64.0.0/10"] }, "Bool": { "aws:ViaAWSService": "false" } } }`,
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] }, "Bool": { "aws:ViaAWSService": "false" } } }
                                                                      ~~~~~~~~~~~~ private (unused) +fix!: 10.0.0.0/8 is private, and aws:SourceIp holds public addresses only: it excepts nobody. Remove it.
== fix Remove private range 10.0.0.0/8 ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24"] }, "Bool": { "aws:ViaAWSService": "false" } } }`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddressIfExists": { "aws:SourceIp": ["fe80::1", "2001:db8::/32", "192.168.0.0/16"] }, "Bool": { "aws:ViaAWSService": "false" } } }
                                                            ~~~~~~~~~ private (unused) +fix!
                                                                                        ~~~~~~~~~~~~~~~~ private (unused) +fix!
== fix-all ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddressIfExists": { "aws:SourceIp": ["2001:db8::/32"] }, "Bool": { "aws:ViaAWSService": "false" } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    const isSafe = statement.effect === 'Deny';
    for (const { entry, values, isOnly } of privateSourceTests(conditions, 'NotIpAddress')) {
      const list = entry.member.value;
      if (isOnly || list.kind !== 'array') continue;
      for (const { text: value, node } of values) {
        const fixes = [fix('remove', { value }, removeItem(tree, list, node), { isSafe })];
        report(node, 'private', { value }, { fixes, isUnnecessary: true });
      }
    }
  },
});
