import { parseAddressRange } from '../../language/values';
import { replaceNode } from '../../syntax/edits';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-ip',
  severity: 'error',
  policyTypes: 'all',
  title: 'Value is no IP address range',
  why: 'IP operators read one address or one CIDR range for each value, and IAM refuses a policy with anything else.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-type-mismatch-ip-range',
  aaIssueCodes: ['TYPE_MISMATCH_IP_RANGE'],
  needs: 'Condition',
  messages: {
    value: '"{value}" is no IP address and no CIDR range. Write an address, or a range such as "203.0.113.0/24".',
  },
  fixes: { change: { title: 'Change to "{cidr}"', effect: 'activates' } },
  good: [
    {
      ignore: ['condition-value-redundant'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.7", "198.51.100.0/24", "2001:DB8::/32", "0.0.0.0/0", "\${Cidr}"] } } }`,
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": "192.0.2.*" } } }
                                                ~~~~~~~~~~~ value +fix: "192.0.2.*" is no IP address and no CIDR range. Write an address, or a range such as "203.0.113.0/24".
== fix Change to "192.0.2.0/24" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "IpAddress": { "aws:SourceIp": "192.0.2.0/24" } } }`,
    {
      ignore: ['condition-sourceip-via-service'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/255.255.255.0", " 198.51.100.7", "203.0.*.*", "203.0.113.1-203.0.113.9", "203.0.113.256", "*"] } } }
                                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ value +fix
                                                                                 ~~~~~~~~~~~~~~~ value +fix
                                                                                                  ~~~~~~~~~~~ value +fix
                                                                                                               ~~~~~~~~~~~~~~~~~~~~~~~~~ value
                                                                                                                                          ~~~~~~~~~~~~~~~ value
                                                                                                                                                           ~~~ value
== fix Change to "203.0.113.0/24" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24", " 198.51.100.7", "203.0.*.*", "203.0.113.1-203.0.113.9", "203.0.113.256", "*"] } } }
== fix Change to "203.0.0.0/16" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/255.255.255.0", " 198.51.100.7", "203.0.0.0/16", "203.0.113.1-203.0.113.9", "203.0.113.256", "*"] } } }`,
    },
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { parsed, values } of conditions) {
      if (parsed?.base.type !== 'IPAddress') continue;
      for (const { text: value, node } of values) {
        if (isOpenText(value) || parseAddressRange(value) !== undefined) continue;
        const cidr = meantRange(value.trim());
        const fixes = cidr === undefined ? [] : [fix('change', { cidr }, [replaceNode(node, JSON.stringify(cidr))])];
        report(node, 'value', { value }, { fixes });
      }
    }
  },
});

/** Stars in the place of last octets, a netmask, blanks around it: the range that is meant. */
function meantRange(text: string): string | undefined {
  const candidate = fromStars(text) ?? fromNetmask(text) ?? text;
  return parseAddressRange(candidate) === undefined ? undefined : candidate;
}

function fromStars(text: string): string | undefined {
  const octets = text.split('.');
  const count = octets.indexOf('*');
  if (count < 1 || octets.length > 4 || octets.slice(count).some((octet) => octet !== '*')) return undefined;
  return `${[...octets.slice(0, count), '0', '0', '0'].slice(0, 4).join('.')}/${count * 8}`;
}

function fromNetmask(text: string): string | undefined {
  const [address = '', mask = ''] = text.split('/', 2);
  const bytes = parseAddressRange(mask)?.bytes;
  if (bytes?.length !== 4 || mask.includes('/')) return undefined;
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const prefix = bits.indexOf('0') === -1 ? 32 : bits.indexOf('0');
  return bits.slice(prefix).includes('1') ? undefined : `${address}/${prefix}`;
}
