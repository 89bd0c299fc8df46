import { renameBlock } from '../condition-edits';
import { type OperatorBlock, operatorBlocks } from '../condition-operators';
import { rule } from '../rule';

export default rule({
  code: 'condition-block-split',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Operator in two blocks',
  why: 'Operators are the same in any letter case; two blocks of one are easily read as alternatives.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  messages: {
    split: '"{operator}" stands here a second time, in other letters. Put its keys into one block.',
  },
  fixes: {
    merge: { title: 'Merge operator blocks', effect: 'none', safe: 'the blocks have no key in common' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1", "aws:PrincipalAccount": "111122223333" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" }, "StringEqualsIfExists": { "aws:PrincipalTag/a": "b" } } }',
  ],
  bad: [
    {
      ignore: ['condition-operator-case'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" }, "stringEquals": { "aws:PrincipalAccount": "111122223333" } } }
                                                                                                                                                                        ~~~~~~~~~~~~~~ split +fix! => 1 The first block.
== fix Merge operator blocks ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1", "aws:PrincipalAccount": "111122223333" } } }`,
    },
    {
      ignore: ['condition-operator-case'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:SourceVpc": "true" }, "null": { "aws:sourcevpc": "false" } } }
                                                                                                                                                     ~~~~~~ split`,
    },
  ],
  checkStatement({ statement, tree, report, fix }) {
    const seen = new Map<string, OperatorBlock>();
    for (const block of operatorBlocks(statement)) {
      const name = block.text.toLowerCase();
      const first = seen.get(name);
      if (first === undefined) {
        seen.set(name, block);
        continue;
      }
      // An equal name is json-duplicate-key.
      if (first.text === block.text) continue;
      const fixes = () => {
        const edits = renameBlock(tree, statement, block.member, first.text);
        return [fix('merge', {}, edits, { isSafe: true })];
      };
      const related = [{ range: first.member.key, message: 'The first block.' }];
      report(block.member.key, 'split', { operator: first.text }, { fixes, related });
    }
  },
});
