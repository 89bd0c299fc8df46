import { hasWildcard } from '../../language/pattern';
import { allOrNone, replaceString, type TextEdit } from '../../syntax/edits';
import { grantOf } from '../action-grant';
import { removeTest } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { PASS_ROLE } from '../passed-service';
import { rule, type StatementContext } from '../rule';

export default rule({
  code: 'passrole-tag-condition',
  severity: 'warning',
  policyTypes: ['identity'],
  title: 'PassRole limited by a tag',
  why: 'AWS does not support the tags of the role in a condition for iam:PassRole: the result is not reliable.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  needs: 'Condition',
  messages: {
    tag: 'Do not rely on "{key}" for "iam:PassRole": its result is not reliable there. Put the roles under a path and name the path in "Resource".',
  },
  fixes: {
    path: {
      title: 'Use role path in Resource',
      effect: 'depends',
      note: 'The path takes the value of the tag; the roles must be there.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/team-a/*", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    '{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } }',
  ],
  bad: [
    {
      ignore: ['passrole-star-resource'],
      text: `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } }
                                                                                                 ~~~~~~~~~~~~~~~~~~~~~~ tag +fix
== fix Use role path in Resource ==
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/a/*" }`,
    },
    {
      ignore: ['passrole-star-resource'],
      text: `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/*", "Condition": { "StringEquals": { "iam:ResourceTag/team": "a" } } }
                                                                                                                                ~~~~~~~~~~~~~~~~~~~~~~ tag +fix
== fix Use role path in Resource ==
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/a/*" }`,
    },
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:ResourceTag/team": "a", "iam:PassedToService": "ec2.amazonaws.com" } } }
                                                                                                                                  ~~~~~~~~~~~~~~~~~~~~~~ tag`,
  ],
  checkStatement(facts) {
    const { conditions, report, fix } = facts;
    if (grantOf(facts, PASS_ROLE.action)?.how !== 'named') return;
    for (const test of conditions) {
      if (!/^(aws|iam):resourcetag\//.test(test.lowerKey)) continue;
      const edits = pathEdits(facts, test);
      const fixes = [fix('path', {}, edits)];
      report(test.member.key, 'tag', { key: test.key }, { fixes });
    }
  },
});

/** Where one value of the tag and one Resource say which path is meant. */
function pathEdits({ statement, tree, resources }: StatementContext, test: ConditionEntry): readonly TextEdit[] {
  const [value, ...otherValues] = test.values;
  const [entry, ...others] = resources;
  if (value === undefined || entry === undefined || otherValues.length + others.length > 0) return [];
  // A role that is named may be under another path.
  if (!hasWildcard(entry.text)) return [];
  if (!/^[\w+=,.@-]+$/.test(value.text) || entry.list.isNegated) return [];
  const [, partition = 'aws', , , account = '*'] = entry.isEverything ? [] : entry.fields;
  const path = `arn:${partition}:iam::${account}:role/${value.text}/*`;
  return allOrNone([replaceString(entry.node, path)], removeTest(tree, statement, test));
}
