import { addTest } from '../condition-edits';
import { asksPresence } from '../operator-parts';
import { rule } from '../rule';
import { isResourceTag } from '../tag-support';

export default rule({
  code: 'condition-tag-allow-negated',
  severity: 'security',
  policyTypes: ['identity', 'resource'],
  title: 'Negated tag that lets untagged resources in',
  why: 'A negated operator holds for resources without the tag, and for actions that do not carry it.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  needs: ['Allow', 'Condition'],
  messages: {
    untagged:
      '"{operator}" also holds for resources without the tag, which are then allowed. Add "Null" with "false" on "{key}".',
  },
  fixes: {
    require: { title: 'Require the tag as well', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringNotEquals": { "aws:ResourceTag/env": "prod" }, "Null": { "aws:ResourceTag/env": "false" } } }',
    '{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringLike": { "aws:ResourceTag/env": "*-test" }, "StringNotEquals": { "aws:ResourceTag/env": "prod-test" } } }',
    '{ "Effect": "Deny", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringNotEquals": { "aws:ResourceTag/env": "prod" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringNotEquals": { "aws:ResourceTag/env": "prod" } } }
                                                                                         ~~~~~~~~~~~~~~~~~ untagged +fix
== fix Require the tag as well ==
{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringNotEquals": { "aws:ResourceTag/env": "prod" }, "Null": { "aws:ResourceTag/env": "false" } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Allow') return;
    for (const test of conditions) {
      const { parsed, operator, operatorMember, key, lowerKey } = test;
      if (!isResourceTag(test) || parsed?.base.type !== 'String' || !parsed.base.isNegated) continue;
      const isClosed =
        asksPresence(conditions, lowerKey, 'false') ||
        conditions.some(
          (other) => other.lowerKey === lowerKey && other.parsed?.base.isNegated === false && !other.parsed.ifExists,
        );
      if (isClosed) continue;
      const fixes = () => [fix('require', {}, addTest(tree, statement, 'Null', key, 'false'))];
      report(operatorMember.key, 'untagged', { operator, key }, { fixes });
    }
  },
});
