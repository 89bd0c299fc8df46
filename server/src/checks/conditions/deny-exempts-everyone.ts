import { removeTest } from '../condition-edits';
import { exemptsEveryone } from '../everyone-exempt';
import { rule } from '../rule';
import { surelyUniversalValues } from '../universal-values';

export default rule({
  code: 'deny-exempts-everyone',
  severity: 'security',
  policyTypes: ['identity', 'boundary', 'session', 'scp'],
  title: 'Deny that exempts everybody',
  why: 'Every principal matches the exemption, so that the Deny never applies.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  needs: 'Condition',
  messages: {
    everyone: '"{value}" exempts every principal, so that this Deny never applies. Name those who are exempt.',
  },
  fixes: {
    remove: { title: 'Remove this condition key', effect: 'activates' },
  },
  good: [
    '{ "Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/Admin" } } }',
    {
      ignore: ['condition-equivalent-null-false', 'condition-wildcard-too-permissive'],
      text: '{ "Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": { "ArnLike": { "aws:PrincipalArn": "*" } } }',
    },
    {
      ignore: ['condition-type-mismatch'],
      text: '{ "Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": { "ArnNotLike": { "aws:userid": "*" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": "*" } } }
                                                                                                           ~~~ everyone +fix
== fix Remove this condition key ==
{ "Effect": "Deny", "Action": "iam:*", "Resource": "*" }`,
  ],
  checkStatement(facts) {
    const { statement, conditions, tree, report, fix } = facts;
    for (const test of conditions) {
      const [value] = surelyUniversalValues(test);
      if (value === undefined || !exemptsEveryone(facts, test)) continue;
      const fixes = () => [fix('remove', {}, removeTest(tree, statement, test))];
      report(value.node, 'everyone', { value: value.text }, { fixes });
    }
  },
});
