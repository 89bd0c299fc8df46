import { addTest } from '../condition-edits';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'condition-paired-keys',
  severity: 'security',
  policyTypes: 'all',
  title: 'Private address without its network',
  why: "Private addresses repeat in every network: without the VPC anybody's host of that address passes.",
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-missing-paired-condition-keys',
  aaIssueCodes: ['MISSING_PAIRED_CONDITION_KEYS'],
  needs: ['Allow', 'Condition'],
  messages: {
    alone: '"{key}" holds a private address, which every VPC can have. Name the VPC too, with "aws:SourceVpc".',
  },
  fixes: {
    add: { title: 'Add "aws:SourceVpc"', effect: 'narrows', note: 'The id of the VPC is yours to fill in.' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" }, "StringEquals": { "aws:SourceVpc": "vpc-1234abcd" } } }',
    '{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:VpcSourceIp": "false" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" } } }
                                                                                                                               ~~~~~~~~~~~~~~~~~ alone +fix
== fix Add "aws:SourceVpc" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" }, "StringEquals": { "aws:SourceVpc": "" } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Allow') return;
    const test = conditions.find(
      ({ lowerKey, parsed }) => lowerKey === 'aws:vpcsourceip' && parsed?.base.type !== 'Null',
    );
    if (test === undefined || conditions.some(({ lowerKey }) => PARTNERS.has(lowerKey))) return;
    const fixes = () => {
      const edits = addTest(tree, statement, 'StringEquals', 'aws:SourceVpc', '');
      return [fix('add', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    report(test.member.key, 'alone', { key: test.key }, { fixes });
  },
});

/** Keys that say which network (IAM User Guide, description of aws:VpcSourceIp). Lower case. */
const PARTNERS: ReadonlySet<string> = new Set([
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
]);
