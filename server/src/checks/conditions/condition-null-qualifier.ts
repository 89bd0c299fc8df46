import { rangeIn } from '../../syntax/tree';
import { renameBlock } from '../condition-edits';
import { operatorBlocks, withSet } from '../condition-operators';
import { rule } from '../rule';

export default rule({
  code: 'condition-null-qualifier',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Null with a set operator',
  why: 'Null asks whether the key is there at all; a set operator makes the answer the same for every request.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-null-with-qualifier',
  aaIssueCodes: ['NULL_WITH_QUALIFIER'],
  needs: 'Condition',
  messages: {
    all: 'Null with "ForAllValues:" is true for every request. Remove the prefix.',
    any: 'Null with "ForAnyValue:" is false for every request. Remove the prefix.',
  },
  fixes: {
    remove: { title: 'Remove "{prefix}:"', effect: 'depends', note: 'The test then depends on the request again.' },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "Null": { "aws:TagKeys": "false" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:Null": { "aws:TagKeys": "false" } } }
                  ~~~~~~~~~~~ any +fix: Null with "ForAnyValue:" is false for every request. Remove the prefix.
== fix Remove "ForAnyValue:" ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "Null": { "aws:TagKeys": "false" } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAllValues:Null": { "aws:TagKeys": "false" } } }
                  ~~~~~~~~~~~~ all +fix`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    for (const { member, parsed } of operatorBlocks(statement)) {
      if (parsed?.set === undefined || parsed.base.type !== 'Null') continue;
      const { set: prefix } = parsed;
      const edits = renameBlock(tree, statement, member, withSet(parsed, undefined));
      const fixes = [fix('remove', { prefix }, edits)];
      report(rangeIn(member.key, 0, prefix.length), prefix === 'ForAllValues' ? 'all' : 'any', {}, { fixes });
    }
  },
});
