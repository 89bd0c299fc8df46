import { grantOf } from '../action-grant';
import { isHeldToService } from '../held-services';
import { limitToService, PASS_ROLE } from '../passed-service';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'passrole-star-action-notresource',
  severity: 'security',
  policyTypes: ['identity', 'session'],
  title: 'Wildcard with PassRole and NotResource',
  why: 'Whoever may pass any role to a service can make the service act with rights that they do not have themselves.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-star-in-action-and-not-resource',
  aaIssueCodes: ['PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE'],
  needs: ['Allow', 'NotResource'],
  messages: {
    open: '"{action}" includes "iam:PassRole", and with "NotResource" every other role can be passed. Name the actions and the roles.',
  },
  fixes: {
    service: {
      title: 'Add "iam:PassedToService" condition',
      effect: 'narrows',
      note: 'The service is yours to fill in. Beside other actions a Deny for all other services is added.',
    },
  },
  good: [
    {
      ignore: ['resource-notresource-allow'],
      text: '{ "Effect": "Allow", "Action": "iam:Get*", "NotResource": "arn:aws:iam::111122223333:role/App" }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:Pass*", "NotResource": "arn:aws:iam::111122223333:role/App" }
                               ~~~~~~~~~~~ open +fix: "iam:Pass*" includes "iam:PassRole", and with "NotResource" every other role can be passed. Name the actions and the roles.
== fix Add "iam:PassedToService" condition ==
{ "Effect": "Allow", "Action": "iam:Pass*", "NotResource": "arn:aws:iam::111122223333:role/App" }, { "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:PassedToService": "" } } }`,
    `
{ "Effect": "Allow", "Action": "iam:Pass*", "NotResource": "arn:aws:iam::111122223333:role/App" },
                               ~~~~~~~~~~~ open
{ "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }`,
  ],
  checkStatement(facts) {
    const { statement, document, tree, report, fix } = facts;
    const grant = grantOf(facts, PASS_ROLE.action);
    if (grant?.how !== 'wildcard' || statement.resource?.isNegated !== true) return;
    const fixes = () => {
      // Which services are meant is said: what is left to do is to name the roles.
      if (isHeldToService(facts, PASS_ROLE)) return [];
      const edits = limitToService(document, tree, grant, PASS_ROLE);
      return [fix('service', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    report(grant.entry.node, 'open', { action: grant.entry.text }, { fixes });
  },
});
