import { type Range, rangeIn } from '../../syntax/tree';
import { renameBlock } from '../condition-edits';
import {
  baseNameOf,
  nearSetPrefix,
  type OperatorBlock,
  operatorBlocks,
  setPrefixOf,
  splitOperator,
} from '../condition-operators';
import { rule } from '../rule';

export default rule({
  code: 'condition-operator-set-prefix',
  severity: 'error',
  policyTypes: 'all',
  title: 'Unknown set operator',
  why: 'IAM knows two set operators, "ForAllValues:" and "ForAnyValue:", and refuses a policy with another.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  needs: 'Condition',
  messages: {
    close: '"{prefix}:" is no set operator, and IAM refuses the policy. Did you mean "{best}:"?',
    unknown: '"{prefix}:" is no set operator, and IAM refuses the policy. Write "ForAnyValue:" or "ForAllValues:".',
  },
  fixes: { change: { title: 'Change to "{best}:"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["env"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValues:StringEquals": { "aws:TagKeys": ["env"] } } }
                  ~~~~~~~~~~~~ close +fix: "ForAnyValues:" is no set operator, and IAM refuses the policy. Did you mean "ForAnyValue:"?
== fix Change to "ForAnyValue:" ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["env"] } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForEach:StringLikeIfExists": { "aws:TagKeys": ["env-*"] }, "Some:Bool": { "aws:SecureTransport": "true" } } }
                  ~~~~~~~ close +fix
                                                                              ~~~~ unknown
== fix Change to "ForAllValues:" ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAllValues:StringLikeIfExists": { "aws:TagKeys": ["env-*"] }, "Some:Bool": { "aws:SecureTransport": "true" } } }`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    for (const block of operatorBlocks(statement)) {
      const { prefix, base } = splitOperator(block.text);
      if (prefix === undefined || setPrefixOf(prefix) !== undefined || baseNameOf(base) === undefined) continue;
      const best = nearSetPrefix(prefix);
      if (best === undefined) {
        report(prefixRange(block, prefix), 'unknown', { prefix });
        continue;
      }
      const edits = renameBlock(tree, statement, block.member, `${best}${block.text.slice(prefix.length)}`);
      const fixes = [fix('change', { best }, edits)];
      report(prefixRange(block, prefix), 'close', { prefix, best }, { fixes });
    }
  },
});

function prefixRange({ member }: OperatorBlock, prefix: string): Range {
  return rangeIn(member.key, 0, prefix.length);
}
