import type { ActionTraits, Catalog } from '../../catalog/catalog';
import type { ActionEntry } from '../action-entries';
import { firstOf, isOpenAllow } from '../open-grants';
import { rule } from '../rule';

export default rule({
  code: 'infrastructure-modification',
  severity: 'suggestion',
  defaultOn: false,
  policyTypes: ['identity'],
  title: 'Every resource can be changed',
  why: 'A mistake, or stolen credentials, reach everything and not only what the work needs.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  needs: 'Allow',
  messages: {
    open: '{actions} can be limited to resources, but may change all of them. Name the resources that are needed.',
  },
  good: [
    '{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "arn:aws:ec2:us-east-1:111122223333:instance/*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } }',
    '{ "Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*" }',
  ],
  bad: [
    {
      ignore: ['resource-star-unneeded'],
      text: `
{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*" }
                                                                     ~~~ open: "ec2:TerminateInstances" can be limited to resources, but may change all of them. Name the resources that are needed.`,
    },
  ],
  checkStatement(facts) {
    const { actions, resources, catalog, report } = facts;
    if (!isOpenAllow(facts)) return;
    const names = [...new Set(actions.flatMap((entry) => changingActions(catalog, entry)))];
    const star = resources.find(({ isEverything }) => isEverything);
    if (names.length > 0 && star !== undefined) report(star.node, 'open', { actions: firstOf(names) });
  },
});

function changingActions(catalog: Catalog, entry: ActionEntry): readonly string[] {
  if (entry.state !== 'known' && entry.state !== 'pattern') return [];
  return catalog.actionsMatching(entry.text, changesResources).map(({ fullName }) => fullName);
}

function changesResources({ accessLevels, resourceTypeUse }: ActionTraits): boolean {
  return resourceTypeUse !== 'none' && accessLevels.includes('Write');
}
