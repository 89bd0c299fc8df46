import { replaceNode } from '../../syntax/edits';
import { isUnconditional, namesEveryResource } from '../grants';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'action-notaction-allow',
  severity: 'security',
  policyTypes: ['identity', 'session'],
  title: 'Allow with NotAction on every resource',
  why: 'The statement allows everything but a list, services and actions that AWS adds later included.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
  needsWholeStatement: true,
  needs: ['Allow', 'NotAction'],
  messages: {
    everything:
      'Allow with NotAction on every resource grants all other actions, those to come included. List the actions that are needed.',
  },
  fixes: {
    convert: {
      title: 'Convert to explicit "Action" list',
      effect: 'depends',
      note: 'The list is yours to fill: completion opens in it.',
    },
  },
  good: [
    {
      ignore: ['data-exfiltration'],
      text: '{ "Effect": "Allow", "Action": ["s3:GetObject", "ec2:StartInstances"], "Resource": "*" }',
    },
    // It allows nothing.
    {
      ignore: ['deny-excludes-everything'],
      text: '{ "Effect": "Allow", "NotAction": "*", "Resource": "*" }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }
                     ~~~~~~~~~~~ everything +fix
== fix Convert to explicit "Action" list ==
{ "Effect": "Allow", "Action": [""], "Resource": "*" }`,
  ],
  checkStatement({ statement, actions, tree, report, fix }) {
    const { action, effect } = statement;
    if (effect !== 'Allow' || action?.isNegated !== true || actions.some(({ isEverything }) => isEverything)) return;
    if (!namesEveryResource(statement) || !isUnconditional(statement)) return;
    const edits = [replaceNode(action.member.key, '"Action"'), replaceNode(action.member.value, '[""]')];
    const fixes = [fix('convert', {}, edits, caretInEmptyString(tree.text, edits))];
    report(action.member.key, 'everything', {}, { fixes });
  },
});
