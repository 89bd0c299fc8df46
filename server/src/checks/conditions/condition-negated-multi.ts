import { rule } from '../rule';

export default rule({
  code: 'condition-negated-multi',
  severity: 'suggestion',
  defaultOn: false,
  policyTypes: 'all',
  title: 'Negated operator with several values',
  why: 'A negated operator holds only where none of its values matches, which is easily read the other way round.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  needs: 'Condition',
  messages: {
    nor: '"{operator}" with several values holds where none of them matches. Check that this is meant.',
  },
  good: [
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1"] } } }',
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-west-2"] } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-west-2"] } } }
                                                                                                               ~~~~~~~~~~~~~~~~~~~~~~~~~~ nor`,
  ],
  checkStatement({ conditions, report }) {
    for (const { parsed, operator, values, member } of conditions) {
      if (parsed?.base.isNegated === true && values.length > 1) report(member.value, 'nor', { operator });
    }
  },
});
