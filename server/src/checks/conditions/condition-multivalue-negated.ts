import { changeOperator } from '../condition-edits';
import { withSet } from '../condition-operators';
import { rule } from '../rule';

export default rule({
  code: 'condition-multivalue-negated',
  severity: 'security',
  policyTypes: 'all',
  title: 'ForAnyValue with a negated operator',
  why: 'One value that is not listed is enough, whatever the others are: what was to be kept out comes in.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  needs: ['Allow', 'Condition'],
  messages: {
    any: 'This holds as soon as one value of "{key}" is not listed, so that listed values come in beside it. Use "{better}" to keep them out.',
  },
  fixes: {
    all: { title: 'Change to "{better}"', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["secret"] }, "Null": { "aws:TagKeys": "false" } } }',
    '{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["secret"] } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["secret"] } } }
                                                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ any +fix: This holds as soon as one value of "aws:TagKeys" is not listed, so that listed values come in beside it. Use "ForAllValues:StringNotEquals" to keep them out.
== fix Change to "ForAllValues:StringNotEquals" ==
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["secret"] } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Allow') return;
    for (const test of conditions) {
      const { parsed, operatorMember, key, known, values } = test;
      if (values.length === 0) continue;
      if (parsed?.set !== 'ForAnyValue' || !parsed.base.isNegated || known?.multivalued === false) continue;
      const better = withSet(parsed, 'ForAllValues');
      const fixes = () => {
        const edits = changeOperator(tree, statement, test, better);
        return [fix('all', { better }, edits)];
      };
      report(operatorMember.key, 'any', { key, better }, { fixes });
    }
  },
});
