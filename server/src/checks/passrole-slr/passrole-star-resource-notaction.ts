import { addEntries } from '../../syntax/edits';
import { grantOf } from '../action-grant';
import { reachesEvery } from '../entity-scope';
import { isHeldToService } from '../held-services';
import { PASS_ROLE } from '../passed-service';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'passrole-star-resource-notaction',
  severity: 'security',
  policyTypes: ['identity', 'session'],
  title: 'PassRole through NotAction',
  why: 'Whoever may pass any role to a service can make the service act with rights that they do not have themselves.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-star-in-resource-and-not-action',
  aaIssueCodes: ['PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION'],
  needs: ['Allow', 'NotAction'],
  messages: {
    open: '"NotAction" does not list "iam:PassRole", so every role can be passed to every service. Add it to "NotAction".',
  },
  fixes: {
    add: { title: 'Add "iam:PassRole" to NotAction', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:iam::*:role/*" }',
    '{ "Effect": "Allow", "NotAction": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    {
      ignore: ['action-notaction-allow', 'slr-star-resource-notaction'],
      text: `
{ "Effect": "Allow", "NotAction": "s3:*", "Resource": "*" }
                     ~~~~~~~~~~~ open +fix
== fix Add "iam:PassRole" to NotAction ==
{ "Effect": "Allow", "NotAction": ["s3:*", "iam:PassRole"], "Resource": "*" }`,
    },
  ],
  checkStatement(facts) {
    const { tree, report, fix } = facts;
    const grant = grantOf(facts, PASS_ROLE.action);
    if (grant?.how !== 'notAction' || !reachesRoles(facts)) return;
    if (isHeldToService(facts, PASS_ROLE)) return;
    const { member } = grant.list;
    const fixes = () => [fix('add', {}, addEntries(tree, member.value, [PASS_ROLE.action]))];
    report(member.key, 'open', {}, { fixes });
  },
});

/** Every role that the action works on. */
function reachesRoles({ statement, resources }: StatementFacts): boolean {
  return statement.resource?.isNegated === false && resources.some((entry) => reachesEvery(entry, 'role'));
}
