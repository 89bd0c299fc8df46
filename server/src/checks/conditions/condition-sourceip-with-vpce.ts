import type { PolicyDocument, Statement } from '../../policy/document';
import { jsonValueOf, renameKey, type TextEdit } from '../../syntax/edits';
import type { Tree } from '../../syntax/tree';
import { removeTest } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { isStrictTest } from '../operator-parts';
import { rule } from '../rule';
import { addStatement } from '../statement-edits';

export default rule({
  code: 'condition-sourceip-with-vpce',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Two networks at once',
  why: 'A request through a VPC endpoint has no aws:SourceIp, and any other has none of the VPC keys: both never hold together.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip',
  needs: 'Condition',
  messages: {
    both: 'A request has either "{key}" or "{other}", never both, so that the statement never applies. Write a statement for each.',
  },
  fixes: {
    split: { title: 'Split into two statements', effect: 'activates' },
    vpc: { title: 'Use "aws:VpcSourceIp"', effect: 'activates' },
  },
  good: [
    {
      ignore: ['action-duplicate-across-allow'],
      text: `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } },
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } } }`,
    },
    {
      type: 'resource',
      text: '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "StringNotEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "StringEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } } }
                                                                                                                               ~~~~~~~~~~~~~~ both +fix => 1 The other key.
== fix Split into two statements ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }, { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } } }`,
    {
      ignore: ['condition-ip-private-only'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/16" }, "StringEquals": { "aws:SourceVpc": "vpc-1a2b3c4d" } } }
                                                                                                                               ~~~~~~~~~~~~~~ both +fix
== fix Use "aws:VpcSourceIp" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" }, "StringEquals": { "aws:SourceVpc": "vpc-1a2b3c4d" } } }`,
    },
  ],
  checkStatement({ statement, document, conditions, tree, report, fix }) {
    const address = conditions.find((test) => test.lowerKey === 'aws:sourceip' && isStrictTest(test));
    const network = conditions.find((test) => VPC_KEYS.has(test.lowerKey) && isStrictTest(test));
    if (address === undefined || network === undefined) return;
    const fixes = () => {
      const edits = split(document, tree, statement, address, network);
      const isPrivate = address.values.every(({ text }) => /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(text));
      return [
        fix('split', {}, edits),
        ...(isPrivate ? [fix('vpc', {}, [renameKey(address.member, 'aws:VpcSourceIp')])] : []),
      ];
    };
    const related = [{ range: network.member.key, message: 'The other key.' }];
    report(address.member.key, 'both', { key: address.key, other: network.key }, { fixes, related });
  },
});

/** Keys of requests through a VPC endpoint. Lower case. */
const VPC_KEYS: ReadonlySet<string> = new Set(['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip']);

/** The statement keeps the address; a copy without it keeps the network. */
function split(
  document: PolicyDocument,
  tree: Tree,
  statement: Statement,
  address: ConditionEntry,
  network: ConditionEntry,
): readonly TextEdit[] {
  const kept = removeTest(tree, statement, network);
  const condition = statement.elements.Condition?.value;
  if (statement.object === undefined || condition?.kind !== 'object' || kept.length === 0) return [];
  const Condition = Object.fromEntries(
    condition.members.flatMap(({ key, value }) => {
      if (value.kind !== 'object') return [];
      const tests = value.members.filter((member) => member !== address.member);
      return tests.length === 0
        ? []
        : [[key.value, Object.fromEntries(tests.map((test) => [test.key.value, jsonValueOf(test.value)]))]];
    }),
  );
  const members = statement.object.members.filter((member) => member.key.value !== 'Sid');
  const copy = Object.fromEntries(members.map((member) => [member.key.value, jsonValueOf(member.value)]));
  const added = addStatement(document, { ...copy, Condition });
  return added.length === 0 ? [] : [...kept, ...added];
}
