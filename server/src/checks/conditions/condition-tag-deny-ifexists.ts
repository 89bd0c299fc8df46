import { listText } from '../message';
import { moveActions } from '../move-actions';
import { rule } from '../rule';
import { entriesWithoutTag, isResourceTag } from '../tag-support';

export default rule({
  code: 'condition-tag-deny-ifexists',
  severity: 'warning',
  policyTypes: ['identity', 'boundary', 'session', 'scp', 'rcp', 'resource'],
  title: 'Deny of everything for actions without tags',
  why: 'Requests for these actions never carry the tag, and IfExists then holds: they are denied on every resource.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
  needs: ['Deny', 'Condition'],
  messages: {
    unsupported:
      'Requests for {actions} never carry "{key}", so that with "IfExists" they are denied on every resource. Deny them in a statement of their own.',
  },
  fixes: {
    move: {
      title: 'Move actions without tag support to their own Deny',
      effect: 'depends',
      note: 'The resources of the moved actions are yours to limit.',
    },
  },
  good: [
    '{ "Effect": "Deny", "Action": ["ec2:TerminateInstances"], "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:ResourceTag/status": "Confidential" } } }',
    '{ "Effect": "Deny", "Action": "backup:DeleteBackupPlan", "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:ResourceTag/status": "Confidential" } } }',
    '{ "Effect": "Deny", "Action": ["ec2:*"], "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:ResourceTag/status": "Confidential" } } }',
  ],
  bad: [
    {
      ignore: ['condition-key-not-for-action', 'condition-key-irrelevant'],
      text: `
{ "Effect": "Deny", "Action": ["ec2:TerminateInstances", "route53:DeleteHostedZone"], "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:ResourceTag/status": "Confidential" } } }
                                                                                                                      ~~~~~~~~~~~~~~~~~~~~~~ unsupported +fix => 1 It carries no tag of its resource.
== fix Move actions without tag support to their own Deny ==
{ "Effect": "Deny", "Action": ["ec2:TerminateInstances"], "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:ResourceTag/status": "Confidential" } } }, { "Effect": "Deny", "Action": "route53:DeleteHostedZone", "Resource": "*" }`,
    },
  ],
  checkStatement(facts) {
    const { statement, document, conditions, catalog, tree, report, fix } = facts;
    if (statement.effect !== 'Deny' || statement.action?.isNegated !== false) return;
    for (const test of conditions) {
      const { parsed, key } = test;
      if (!isResourceTag(test) || parsed?.base.type !== 'String' || parsed.base.isNegated || !parsed.ifExists) continue;
      const without = entriesWithoutTag(catalog, facts, test);
      if (without.length === 0) continue;
      const fixes = () => {
        const edits = moveActions(document, tree, statement, without);
        return [fix('move', {}, edits)];
      };
      const related = without.map(({ node }) => ({ range: node, message: 'It carries no tag of its resource.' }));
      const actions = listText(without.map(({ text }) => `"${text}"`));
      report(test.operatorMember.key, 'unsupported', { actions, key }, { fixes, related });
      return;
    }
  },
});
