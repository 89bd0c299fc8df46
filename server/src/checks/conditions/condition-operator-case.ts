import { operatorName } from '../../language/operators';
import { renameKey } from '../../syntax/edits';
import { operatorBlocks } from '../condition-operators';
import { rule } from '../rule';

export default rule({
  code: 'condition-operator-case',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Condition operator in another letter case',
  why: 'IAM reads operators in any letter case, but people and tools look for the documented spelling.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  needs: 'Condition',
  messages: { spelling: 'AWS spells this operator "{canonical}". Write it the same way.' },
  fixes: { change: { title: 'Change to "{canonical}"', effect: 'none', safe: true } },
  good: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": ["env", "team"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "stringequals": { "aws:RequestedRegion": "eu-west-1" } } }
                 ~~~~~~~~~~~~~~ spelling +fix!: AWS spells this operator "StringEquals". Write it the same way.
== fix Change to "StringEquals" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } }`,
    `
{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "forAnyValue:stringNotEqualsIfexists": { "aws:TagKeys": ["env", "team"] } } }
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ spelling +fix!
== fix-all ==
{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringNotEqualsIfExists": { "aws:TagKeys": ["env", "team"] } } }`,
  ],
  checkStatement({ statement, report, fix }) {
    const blocks = operatorBlocks(statement);
    for (const { member, text, parsed } of blocks) {
      if (parsed === undefined) continue;
      const canonical = operatorName(parsed);
      if (canonical === text) continue;
      // The same operator twice is condition-block-split, or a duplicate key.
      if (blocks.some((other) => other.member !== member && other.text.toLowerCase() === text.toLowerCase())) continue;
      report(
        member.key,
        'spelling',
        { canonical },
        { fixes: [fix('change', { canonical }, [renameKey(member, canonical)])] },
      );
    }
  },
});
