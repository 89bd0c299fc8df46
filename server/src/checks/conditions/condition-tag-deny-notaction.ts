import { rule } from '../rule';
import { isTagKey } from '../tag-support';

export default rule({
  code: 'condition-tag-deny-notaction',
  severity: 'security',
  policyTypes: 'all',
  title: 'NotAction in a Deny by tag',
  why: 'Many of the actions never carry the tag, so that the Deny does not apply to them.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-deny-notaction-with-unsupported-tag-condition-key-for-service',
  aaIssueCodes: ['DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE'],
  needs: ['Deny', 'NotAction', 'Condition'],
  messages: {
    notAction:
      'Many of the actions that "NotAction" leaves never carry "{key}", and this Deny misses them. List actions that carry it in "Action".',
  },
  good: [
    '{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }',
    {
      ignore: ['action-notaction-allow', 'passrole-star-resource-notaction', 'slr-star-resource-notaction'],
      text: '{ "Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "Confidential" } } }',
    },
  ],
  bad: [
    {
      ignore: ['action-notaction-allow', 'passrole-star-resource-notaction', 'slr-star-resource-notaction'],
      text: `
{ "Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }
                    ~~~~~~~~~~~ notAction`,
    },
  ],
  checkStatement({ statement, conditions, report }) {
    const { action } = statement;
    if (statement.effect !== 'Deny' || action?.isNegated !== true) return;
    const test = conditions.find(isTagKey);
    if (test !== undefined) report(action.member.key, 'notAction', { key: test.key });
  },
});
