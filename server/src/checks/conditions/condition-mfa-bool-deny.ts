import { changeOperator } from '../condition-edits';
import { rule } from '../rule';

export default rule({
  code: 'condition-mfa-bool-deny',
  severity: 'security',
  policyTypes: 'all',
  title: 'MFA Deny that misses access keys',
  why: 'Requests with long-term access keys do not carry the key at all, so that the Deny does not apply to them.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent',
  needs: ['Deny', 'Condition'],
  messages: {
    absent: 'A request with access keys does not carry "{key}", so that this Deny misses it. Use "BoolIfExists".',
  },
  fixes: {
    change: { title: 'Change to "BoolIfExists"', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } } }
                                                                   ~~~~~~ absent +fix
== fix Change to "BoolIfExists" ==
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Deny') return;
    for (const test of conditions) {
      const { parsed, lowerKey, key, values, operatorMember } = test;
      if (lowerKey !== 'aws:multifactorauthpresent' || parsed?.base.type !== 'Bool' || parsed.ifExists) continue;
      if (parsed.set !== undefined || !values.some(({ text }) => text.toLowerCase() === 'false')) continue;
      const fixes = () => {
        const edits = changeOperator(tree, statement, test, 'BoolIfExists');
        return [fix('change', {}, edits)];
      };
      report(operatorMember.key, 'absent', { key }, { fixes });
    }
  },
});
