import { operatorName } from '../../language/operators';
import { addTest, changeOperator } from '../condition-edits';
import { asksPresence } from '../operator-parts';
import { rule } from '../rule';
import { isResourceTag } from '../tag-support';

export default rule({
  code: 'condition-tag-allow-ifexists',
  severity: 'security',
  policyTypes: ['identity', 'resource'],
  title: 'IfExists that lets untagged resources in',
  why: 'With IfExists the test holds for resources without the tag, and for actions that do not carry it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
  needs: ['Allow', 'Condition'],
  messages: {
    untagged: '"{operator}" also holds for resources without the tag, which are then allowed. Remove "IfExists".',
  },
  fixes: {
    remove: { title: 'Remove "IfExists"', effect: 'narrows' },
    require: { title: 'Require the tag', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["ec2:StartInstances", "ec2:StopInstances"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "blue" } } }',
    '{ "Effect": "Allow", "Action": ["ec2:StartInstances", "ec2:StopInstances"], "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:ResourceTag/team": "blue" }, "Null": { "aws:ResourceTag/team": "false" } } }',
    {
      ignore: ['resource-required-type-missing'],
      text: '{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringEqualsIfExists": { "aws:RequestTag/team": "blue" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["ec2:StartInstances", "ec2:StopInstances"], "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:ResourceTag/team": "blue" } } }
                                                                                                            ~~~~~~~~~~~~~~~~~~~~~~ untagged +fix
== fix Remove "IfExists" ==
{ "Effect": "Allow", "Action": ["ec2:StartInstances", "ec2:StopInstances"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "blue" } } }
== fix Require the tag ==
{ "Effect": "Allow", "Action": ["ec2:StartInstances", "ec2:StopInstances"], "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:ResourceTag/team": "blue" }, "Null": { "aws:ResourceTag/team": "false" } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Allow') return;
    for (const test of conditions) {
      const { parsed, operator, operatorMember, key, lowerKey } = test;
      if (!isResourceTag(test) || parsed?.base.type !== 'String' || parsed.base.isNegated || !parsed.ifExists) continue;
      if (asksPresence(conditions, lowerKey, 'false')) continue;
      const fixes = () => {
        const plain = changeOperator(tree, statement, test, operatorName({ ...parsed, ifExists: false }));
        const required = addTest(tree, statement, 'Null', key, 'false');
        return [fix('remove', {}, plain), fix('require', {}, required)];
      };
      report(operatorMember.key, 'untagged', { operator }, { fixes });
    }
  },
});
