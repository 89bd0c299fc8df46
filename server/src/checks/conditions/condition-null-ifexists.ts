import { renameBlock } from '../condition-edits';
import { baseNameOf, operatorBlocks, setPrefixOf, splitOperator } from '../condition-operators';
import { rule } from '../rule';

export default rule({
  code: 'condition-null-ifexists',
  severity: 'error',
  policyTypes: 'all',
  title: 'Null with IfExists',
  why: 'Null asks whether a key is there, so "if it exists" has no meaning, and IAM refuses the policy.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-null-with-if-exists',
  aaIssueCodes: ['NULL_WITH_IF_EXISTS'],
  needs: 'Condition',
  messages: { suffix: 'Null takes no "IfExists", and IAM refuses the policy. Write "{operator}".' },
  fixes: { drop: { title: 'Change to "{operator}"', effect: 'none', safe: true } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:TokenIssueTime": "true" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NullIfExists": { "aws:TokenIssueTime": "true" } } }
                 ~~~~~~~~~~~~~~ suffix +fix!: Null takes no "IfExists", and IAM refuses the policy. Write "Null".
== fix Change to "Null" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:TokenIssueTime": "true" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:SourceVpc": "true" }, "nullIfExists": { "aws:TokenIssueTime": "true" } } }
                                                      ~~~~~~~~~~~~~~ suffix +fix!
== fix-all ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:SourceVpc": "true", "aws:TokenIssueTime": "true" } } }`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    for (const { member, text } of operatorBlocks(statement)) {
      const { prefix, base, ifExists } = splitOperator(text);
      if (!ifExists || baseNameOf(base) !== 'Null') continue;
      const set = setPrefixOf(prefix);
      if (prefix !== undefined && set === undefined) continue;
      const operator = set === undefined ? 'Null' : `${set}:Null`;
      const edits = renameBlock(tree, statement, member, operator);
      report(member.key, 'suffix', { operator }, { fixes: [fix('drop', { operator }, edits)] });
    }
  },
});
