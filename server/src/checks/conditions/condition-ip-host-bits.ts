import { type AddressRange, formatAddressRange, networkOf, parseAddressRange } from '../../language/values';
import { replaceNode } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'condition-ip-host-bits',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Address inside a range',
  why: 'The bits behind the prefix length do not count, so that a single address may look meant where a whole range is.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-improve-ip-range',
  aaIssueCodes: ['IMPROVE_IP_RANGE'],
  needs: 'Condition',
  messages: {
    bits: '"{value}" stands for the whole range {network}. Write that, or the address without prefix length.',
  },
  fixes: { change: { title: 'Change to "{network}"', effect: 'none', safe: true } },
  good: [
    {
      ignore: ['condition-value-redundant'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "203.0.113.7", "203.0.113.7/32", "2001:db8::/32", "0.0.0.0/0"] } } }`,
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.7/24" } } }
                                                ~~~~~~~~~~~~~~~~ bits +fix!: "203.0.113.7/24" stands for the whole range 203.0.113.0/24. Write that, or the address without prefix length.
== fix Change to "203.0.113.0/24" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }`,
    {
      ignore: ['condition-sourceip-via-service'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": ["2001:db8:1::1/33", "198.51.100.129/26"] } } }
                                                    ~~~~~~~~~~~~~~~~~~ bits +fix!
                                                                        ~~~~~~~~~~~~~~~~~~~ bits +fix!
== fix-all ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": ["2001:db8::/33", "198.51.100.128/26"] } } }`,
    },
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { parsed, values } of conditions) {
      if (parsed?.base.type !== 'IPAddress') continue;
      for (const { text: value, node } of values) {
        const range = value.includes('/') ? parseAddressRange(value) : undefined;
        if (range === undefined || !hasHostBits(range)) continue;
        const network = formatAddressRange(networkOf(range));
        const fixes = [fix('change', { network }, [replaceNode(node, JSON.stringify(network))])];
        report(node, 'bits', { value, network }, { fixes });
      }
    }
  },
});

function hasHostBits(range: AddressRange): boolean {
  return networkOf(range).bytes.some((byte, at) => byte !== range.bytes[at]);
}
