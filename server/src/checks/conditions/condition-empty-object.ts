import { removeMember } from '../../syntax/edits';
import { operatorBlocks } from '../condition-operators';
import { rule } from '../rule';

export default rule({
  code: 'condition-empty-object',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Empty condition',
  why: 'A condition without tests limits nothing, though it looks as if it did.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-object-condition',
  aaIssueCodes: ['EMPTY_OBJECT_CONDITION'],
  needs: 'Condition',
  messages: {
    condition: 'This Condition tests nothing, so the statement always applies. Add a test or remove it.',
    block: '"{operator}" without keys tests nothing. Add a key or remove it.',
  },
  fixes: {
    removeCondition: { title: 'Remove empty Condition', effect: 'none', safe: true },
    removeBlock: { title: 'Remove empty "{operator}"', effect: 'none', safe: true },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": {} }
                                                                                                              ~~ condition +fix!
== fix Remove empty Condition ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" }, "StringEquals": {} } }
                                                                            ~~ block +fix!: "StringEquals" without keys tests nothing. Add a key or remove it.
== fix Remove empty "StringEquals" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": {} } }
                                                                                                                        ~~ block +fix!
== fix Remove empty Condition ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    const { object } = statement;
    const { Condition } = statement.elements;
    const condition = Condition?.value;
    if (Condition === undefined || condition?.kind !== 'object' || object === undefined) return;
    const removeCondition = () => removeMember(tree, object, Condition);
    if (condition.members.length === 0) {
      report(condition, 'condition', {}, { fixes: [fix('removeCondition', {}, removeCondition())] });
    }
    for (const { member, text: operator } of operatorBlocks(statement)) {
      if (member.value.kind !== 'object' || member.value.members.length > 0) continue;
      const isAlone = condition.members.length === 1;
      const edits = isAlone ? removeCondition() : removeMember(tree, condition, member);
      const fixes = [isAlone ? fix('removeCondition', {}, edits) : fix('removeBlock', { operator }, edits)];
      report(member.value, 'block', { operator }, { fixes });
    }
  },
});
