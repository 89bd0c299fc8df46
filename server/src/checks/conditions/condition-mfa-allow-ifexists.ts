import { changeOperator } from '../condition-edits';
import { rule } from '../rule';

export default rule({
  code: 'condition-mfa-allow-ifexists',
  severity: 'security',
  policyTypes: 'all',
  title: 'MFA Allow that lets access keys in',
  why: 'Requests with long-term access keys do not carry the key, and IfExists lets them through without MFA.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent',
  needs: ['Allow', 'Condition'],
  messages: {
    ifExists: '"{operator}" also holds for access keys, which carry no MFA information. Use "Bool".',
    without:
      'This allows requests without MFA, access keys among them. Test "aws:MultiFactorAuthPresent" with "Bool" and "true".',
  },
  fixes: {
    change: { title: 'Change to "Bool"', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }',
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "true" } } }
                                                                                                                ~~~~~~~~~~~~~~ ifExists +fix
== fix Change to "Bool" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } } }
                                                                                                                ~~~~~~ without`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:MultiFactorAuthAge": "true" } } }
                                                                                                                ~~~~~~ without`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Allow') return;
    for (const test of conditions) {
      const { parsed, operator, lowerKey, values, operatorMember } = test;
      const has = (word: string) => values.some(({ text }) => text.toLowerCase() === word);
      if (lowerKey === 'aws:multifactorauthage' && parsed?.base.type === 'Null' && has('true'))
        report(operatorMember.key, 'without', {});
      if (lowerKey !== 'aws:multifactorauthpresent' || parsed?.base.type !== 'Bool') continue;
      if (has('false')) report(operatorMember.key, 'without', {});
      else if (parsed.ifExists && has('true')) {
        const fixes = () => {
          const edits = changeOperator(tree, statement, test, 'Bool');
          return [fix('change', {}, edits)];
        };
        report(operatorMember.key, 'ifExists', { operator }, { fixes });
      }
    }
  },
});
