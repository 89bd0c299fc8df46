import { countText } from '../message';
import { moveActions } from '../move-actions';
import { rule } from '../rule';
import { unsupportedTag } from '../tag-support';

export default rule({
  code: 'condition-tag-allow-unsupported',
  severity: 'suggestion',
  policyTypes: ['identity', 'boundary', 'session'],
  title: 'Allow that actions without tags never get',
  why: 'Requests for these actions never carry the tag, so that the statement never allows them.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-allow-with-unsupported-tag-condition-key-for-service',
  aaIssueCodes: ['ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE'],
  needs: ['Allow', 'Condition'],
  messages: {
    unsupported:
      'Requests for {actions} never carry "{key}", so that this statement never allows them. Allow them in a statement of their own.',
  },
  fixes: {
    move: { title: 'Move {actions} to a statement without the tag condition', effect: 'widens' },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["ec2:TerminateInstances"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }',
    '{ "Effect": "Allow", "Action": "backup:DeleteBackupPlan", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }',
    {
      ignore: ['action-service-star-allow'],
      text: '{ "Effect": "Allow", "Action": ["ec2:*"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }',
    },
  ],
  bad: [
    {
      ignore: ['condition-key-not-for-action', 'condition-key-irrelevant'],
      text: `
{ "Effect": "Allow", "Action": ["ec2:StartInstances", "iam:ListUsers"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }
                                                                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~ unsupported +fix => 1 It carries no tag of its resource.
== fix Move 1 action to a statement without the tag condition ==
{ "Effect": "Allow", "Action": ["ec2:StartInstances"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }, { "Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*" }`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "ec2:ResourceTag/team": "a" } } }
                                                                                                                                  ~~~~~~~~~~~~~~~~~~~~~~ unsupported`,
  ],
  checkStatement(facts) {
    const { statement, document, catalog, tree, report, fix } = facts;
    const found = statement.effect === 'Allow' ? unsupportedTag(catalog, facts) : undefined;
    if (found === undefined) return;
    const { test, without, data, related } = found;
    const fixes = () => {
      const edits = moveActions(document, tree, statement, without);
      return [fix('move', { actions: countText(without.length, 'action') }, edits)];
    };
    report(test.member.key, 'unsupported', data, { fixes, related });
  },
});
