import { grantOf, isAdministrator } from '../action-grant';
import { reachesEvery } from '../entity-scope';
import { isHeldToService } from '../held-services';
import { limitToService, PASS_ROLE } from '../passed-service';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'passrole-star-action-resource',
  severity: 'security',
  policyTypes: ['identity', 'session'],
  title: 'Wildcard that passes any role',
  why: 'Whoever may pass any role to a service can make the service act with rights that they do not have themselves.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-star-in-action-and-resource',
  aaIssueCodes: ['PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE'],
  needs: 'Allow',
  messages: {
    open: '"{action}" includes "iam:PassRole", and any role can be passed to any service. List the actions that are needed.',
  },
  fixes: {
    service: {
      title: 'Add "iam:PassedToService" condition',
      effect: 'narrows',
      note: 'The service is yours to fill in. Beside other actions a Deny for all other services is added.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["iam:Get*", "iam:List*"], "Resource": "*" }',
    '{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    `{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "*" },
{ "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "*" }
                               ~~~~~~~~~~~ open +fix
== fix Add "iam:PassedToService" condition ==
{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "*" }, { "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:PassedToService": "" } } }`,
    {
      ignore: ['slr-star-action-resource', 'privesc-iam-self', 'permissions-management', 'privesc-assumerole-star'],
      text: `
{ "Effect": "Allow", "Action": "*", "Resource": "arn:aws:iam::*:role/*" }
                               ~~~ open +fix`,
    },
  ],
  checkStatement(facts) {
    const { statement, document, tree, resources, report, fix } = facts;
    const grant = grantOf(facts, PASS_ROLE.action);
    // Of an administrator's statement action-star-allow says it all.
    if (grant?.how !== 'wildcard' || statement.resource?.isNegated !== false || isAdministrator(facts)) return;
    if (!resources.some((entry) => reachesEvery(entry, 'role')) || isHeldToService(facts, PASS_ROLE)) return;
    const fixes = () => {
      const edits = limitToService(document, tree, grant, PASS_ROLE);
      return [fix('service', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    report(grant.entry.node, 'open', { action: grant.entry.text }, { fixes });
  },
});
