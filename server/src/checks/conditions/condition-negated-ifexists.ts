import { isAlwaysPresent } from '../always-present';
import { rule } from '../rule';

export default rule({
  code: 'condition-negated-ifexists',
  severity: 'suggestion',
  defaultOn: false,
  policyTypes: 'all',
  title: 'IfExists on a negated operator',
  why: 'A negated operator holds without the key anyway; the suffix makes readers believe that such requests are exempt.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
  needs: 'Condition',
  messages: {
    same: '"{operator}" holds without the key also without "IfExists", which changes nothing. To exempt such requests add "Null" with "false".',
  },
  good: [
    '{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    {
      ignore: ['condition-ifexists-always-present'],
      text: '{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:RequestedRegion": "eu-west-1" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
                                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~ same`,
  ],
  checkStatement({ conditions, report }) {
    for (const { parsed, operator, operatorMember, lowerKey } of conditions) {
      if (parsed?.ifExists !== true || !parsed.base.isNegated || parsed.set !== undefined) continue;
      if (!isAlwaysPresent(lowerKey)) report(operatorMember.key, 'same', { operator });
    }
  },
});
