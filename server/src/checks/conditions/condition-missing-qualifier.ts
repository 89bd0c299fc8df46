import { allOrNone } from '../../syntax/edits';
import { addTest, changeOperator } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { withSet } from '../condition-operators';
import { rule } from '../rule';

export default rule({
  code: 'condition-missing-qualifier',
  severity: 'error',
  policyTypes: 'all',
  title: 'Multivalued key without a set operator',
  why: 'A key that can hold several values needs ForAnyValue or ForAllValues; without one the test does not pass.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-qualifier',
  aaIssueCodes: ['MISSING_QUALIFIER'],
  needs: 'Condition',
  messages: {
    missing: '"{key}" can hold several values. Say with "ForAnyValue:" or "ForAllValues:" how they are compared.',
  },
  fixes: {
    any: { title: 'Add "ForAnyValue:"', effect: 'depends' },
    all: { title: 'Add "ForAllValues:" with Null check', effect: 'depends' },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["env"] }, "Null": { "aws:TagKeys": "false" } } }`,
    `
{ "Effect": "Allow", "Action": "events:PutRule", "Resource": "arn:aws:events:*:*:rule/app-*",
  "Condition": { "StringEquals": { "events:detail-type": "EC2 Instance State-change Notification" } } }`,
    `
{ "Effect": "Deny", "Action": "datapipeline:DeletePipeline", "Resource": "*",
  "Condition": { "StringNotEquals": { "datapipeline:PipelineCreator": "\${aws:userid}" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "StringEquals": { "aws:TagKeys": ["env"] } } }
                 ~~~~~~~~~~~~~~ missing +fix => 2 The key.: "aws:TagKeys" can hold several values. Say with "ForAnyValue:" or "ForAllValues:" how they are compared.
== fix Add "ForAnyValue:" ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["env"] } } }
== fix Add "ForAllValues:" with Null check ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*",
  "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] }, "Null": { "aws:TagKeys": "false" } } }`,
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders",
  "Condition": { "StringLike": { "dynamodb:LeadingKeys": "a*", "aws:PrincipalTag/team": "b*" }, "Null": { "dynamodb:LeadingKeys": "false" } } }
                 ~~~~~~~~~~~~ missing +fix
== fix Add "ForAllValues:" with Null check ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders",
  "Condition": { "StringLike": { "aws:PrincipalTag/team": "b*" }, "Null": { "dynamodb:LeadingKeys": "false" }, "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "a*" } } }`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { parsed, known, key, lowerKey } = entry;
      if (known?.multivalued !== true || parsed === undefined || parsed.set !== undefined) continue;
      if (parsed.base.type === 'Null' || WITHOUT_QUALIFIER.has(lowerKey)) continue;
      const fixes = () => {
        const any = changeOperator(tree, statement, entry, withSet(parsed, 'ForAnyValue'));
        const all = changeOperator(tree, statement, entry, withSet(parsed, 'ForAllValues'));
        // Two blocks put behind the last one would stand in each other's place.
        const guarded = all.length === 1 ? allOrNone(all, addTest(tree, statement, 'Null', key, 'false')) : [];
        return [fix('any', {}, any), fix('all', {}, hasNullTest(conditions, entry) ? all : guarded)];
      };
      const related = [{ range: entry.member.key, message: 'The key.' }];
      report(entry.operatorMember.key, 'missing', { key }, { fixes, related });
    }
  },
});

/** Keys that the reference calls multivalued and that AWS's own policies and pages test without a set operator. */
const WITHOUT_QUALIFIER: ReadonlySet<string> = new Set([
  'datapipeline:pipelinecreator',
  'events:detail-type',
  'events:eventbusarn',
  'events:source',
  'events:targetarn',
]);

function hasNullTest(conditions: readonly ConditionEntry[], { lowerKey }: ConditionEntry): boolean {
  return conditions.some((each) => each.lowerKey === lowerKey && each.parsed?.base.type === 'Null');
}
