import { removeItem } from '../../syntax/edits';
import { privateSourceTests } from '../private-addresses';
import { rule } from '../rule';

export default rule({
  code: 'condition-ip-private-some',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Private address among public ones',
  why: 'aws:SourceIp never holds a private address, so that a private range in the list matches nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-private-ip-address-subset',
  aaIssueCodes: ['PRIVATE_IP_ADDRESS_SUBSET'],
  needs: 'Condition',
  messages: {
    private: '{value} is private, and aws:SourceIp holds public addresses only: it matches nothing. Remove it.',
  },
  fixes: {
    remove: {
      title: 'Remove private range {value}',
      effect: 'narrows',
      safe: 'the statement is an Allow: on paper a Deny would deny less',
    },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "100.64.0.0/10"] }, "Bool": { "aws:ViaAWSService": "false" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] }, "Bool": { "aws:ViaAWSService": "false" } } }
                                                                   ~~~~~~~~~~~~ private (unused) +fix!: 10.0.0.0/8 is private, and aws:SourceIp holds public addresses only: it matches nothing. Remove it.
== fix Remove private range 10.0.0.0/8 ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24"] }, "Bool": { "aws:ViaAWSService": "false" } } }`,
    {
      ignore: ['condition-ifexists-allow'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddressIfExists": { "aws:SourceIp": ["fe80::1", "2001:db8::/32", "192.168.0.0/16"] }, "Bool": { "aws:ViaAWSService": "false" } } }
                                                         ~~~~~~~~~ private (unused) +fix!
                                                                                     ~~~~~~~~~~~~~~~~ private (unused) +fix!
== fix-all ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddressIfExists": { "aws:SourceIp": ["2001:db8::/32"] }, "Bool": { "aws:ViaAWSService": "false" } } }`,
    },
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    const isSafe = statement.effect === 'Allow';
    for (const { entry, values, isOnly } of privateSourceTests(conditions, 'IpAddress')) {
      const list = entry.member.value;
      if (isOnly || list.kind !== 'array') continue;
      for (const { text: value, node } of values) {
        const fixes = [fix('remove', { value }, removeItem(tree, list, node), { isSafe })];
        report(node, 'private', { value }, { fixes, isUnnecessary: true });
      }
    }
  },
});
