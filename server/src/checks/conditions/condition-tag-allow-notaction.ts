import { rule } from '../rule';
import { isTagKey } from '../tag-support';

export default rule({
  code: 'condition-tag-allow-notaction',
  severity: 'suggestion',
  policyTypes: ['identity', 'boundary', 'session'],
  title: 'NotAction in an Allow by tag',
  why: 'Many of the actions never carry the tag, so that the statement never allows them.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-allow-notaction-with-unsupported-tag-condition-key-for-service',
  aaIssueCodes: ['ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE'],
  needs: ['Allow', 'NotAction', 'Condition'],
  messages: {
    notAction:
      'Many of the actions that "NotAction" leaves never carry "{key}", and are never allowed here. List actions that carry it in "Action".',
  },
  good: [
    {
      ignore: ['action-service-star-allow'],
      text: '{ "Effect": "Allow", "Action": "ec2:*", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }',
    },
    {
      ignore: ['action-notaction-allow', 'passrole-star-resource-notaction', 'slr-star-resource-notaction'],
      text: '{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "Confidential" } } }',
    },
  ],
  bad: [
    {
      ignore: ['action-notaction-allow', 'passrole-star-resource-notaction', 'slr-star-resource-notaction'],
      text: `
{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }
                     ~~~~~~~~~~~ notAction`,
    },
  ],
  checkStatement({ statement, conditions, report }) {
    const { action } = statement;
    if (statement.effect !== 'Allow' || action?.isNegated !== true) return;
    const test = conditions.find(isTagKey);
    if (test !== undefined) report(action.member.key, 'notAction', { key: test.key });
  },
});
