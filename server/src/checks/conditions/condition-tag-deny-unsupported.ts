import { moveActions } from '../move-actions';
import { rule } from '../rule';
import { unsupportedTag } from '../tag-support';

export default rule({
  code: 'condition-tag-deny-unsupported',
  severity: 'security',
  policyTypes: 'all',
  title: 'Deny that actions without tags escape',
  why: 'Requests for these actions never carry the tag, so that the Deny does not apply to them.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-deny-with-unsupported-tag-condition-key-for-service',
  aaIssueCodes: ['DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE'],
  needs: ['Deny', 'Condition'],
  messages: {
    unsupported:
      'Requests for {actions} never carry "{key}", so that this Deny misses them. Deny them in a statement of their own.',
  },
  fixes: {
    move: {
      title: 'Move unsupported actions to their own Deny',
      effect: 'depends',
      note: 'The resources of the moved actions are yours to limit.',
    },
  },
  good: [
    '{ "Effect": "Deny", "Action": ["ec2:TerminateInstances"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }',
    '{ "Effect": "Deny", "Action": "backup:DeleteBackupPlan", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }',
    '{ "Effect": "Deny", "Action": ["ec2:*"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }',
  ],
  bad: [
    {
      ignore: ['condition-key-not-for-action', 'condition-key-irrelevant'],
      text: `
{ "Effect": "Deny", "Action": ["ec2:TerminateInstances", "route53:DeleteHostedZone"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }
                                                                                                                                        ~~~~~~~~~~~~~~~~~~~~~~~~ unsupported +fix => 1 It carries no tag of its resource.
== fix Move unsupported actions to their own Deny ==
{ "Effect": "Deny", "Action": ["ec2:TerminateInstances"], "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/status": "Confidential" } } }, { "Effect": "Deny", "Action": "route53:DeleteHostedZone", "Resource": "*" }`,
    },
  ],
  checkStatement(facts) {
    const { statement, document, catalog, tree, report, fix } = facts;
    const found = statement.effect === 'Deny' ? unsupportedTag(catalog, facts) : undefined;
    if (found === undefined) return;
    const { test, without, data, related } = found;
    const fixes = () => {
      const edits = moveActions(document, tree, statement, without);
      return [fix('move', {}, edits)];
    };
    report(test.member.key, 'unsupported', data, { fixes, related });
  },
});
