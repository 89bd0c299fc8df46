import { addEntries } from '../../syntax/edits';
import { grantOf } from '../action-grant';
import { reachesEvery } from '../entity-scope';
import { isHeldToService } from '../held-services';
import { CREATE_SERVICE_LINKED_ROLE } from '../passed-service';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'slr-star-resource-notaction',
  severity: 'warning',
  policyTypes: ['identity', 'session'],
  title: 'Service-linked roles through NotAction',
  why: 'A service-linked role has rights of its own in the account; whoever may create any of them brings services in that nobody asked for.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-create-slr-with-star-in-resource-and-not-action',
  aaIssueCodes: ['CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION'],
  needs: ['Allow', 'NotAction'],
  messages: {
    open: '"NotAction" does not list "iam:CreateServiceLinkedRole", so every service-linked role can be created. Add it to "NotAction".',
  },
  fixes: {
    add: { title: 'Add "iam:CreateServiceLinkedRole" to NotAction', effect: 'narrows' },
  },
  good: ['{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:iam::*:role/*" }'],
  bad: [
    {
      ignore: ['action-notaction-allow'],
      text: `
{ "Effect": "Allow", "NotAction": ["organizations:*", "iam:PassRole"], "Resource": "*" }
                     ~~~~~~~~~~~ open +fix
== fix Add "iam:CreateServiceLinkedRole" to NotAction ==
{ "Effect": "Allow", "NotAction": ["organizations:*", "iam:PassRole", "iam:CreateServiceLinkedRole"], "Resource": "*" }`,
    },
  ],
  checkStatement(facts) {
    const { tree, report, fix } = facts;
    const grant = grantOf(facts, CREATE_SERVICE_LINKED_ROLE.action);
    if (grant?.how !== 'notAction' || !reachesRoles(facts)) return;
    if (isHeldToService(facts, CREATE_SERVICE_LINKED_ROLE)) return;
    const { member } = grant.list;
    const fixes = () => [fix('add', {}, addEntries(tree, member.value, [CREATE_SERVICE_LINKED_ROLE.action]))];
    report(member.key, 'open', {}, { fixes });
  },
});

/** Every role that the action works on. */
function reachesRoles({ statement, resources }: StatementFacts): boolean {
  return (
    statement.resource?.isNegated === false &&
    resources.some((entry) => reachesEvery(entry, 'role', 'aws-service-role/'))
  );
}
