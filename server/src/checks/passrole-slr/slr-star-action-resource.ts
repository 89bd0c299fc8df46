import { grantOf, isAdministrator } from '../action-grant';
import { reachesEvery } from '../entity-scope';
import { isHeldToService } from '../held-services';
import { CREATE_SERVICE_LINKED_ROLE, limitToService, PASS_ROLE } from '../passed-service';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'slr-star-action-resource',
  severity: 'warning',
  policyTypes: ['identity', 'session'],
  title: 'Wildcard that creates any service-linked role',
  why: 'A service-linked role has rights of its own in the account; whoever may create any of them brings services in that nobody asked for.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-create-slr-with-star-in-action-and-resource',
  aaIssueCodes: ['CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE'],
  needs: 'Allow',
  messages: {
    open: '"{action}" includes "iam:CreateServiceLinkedRole", for every service. List the actions that are needed.',
  },
  fixes: {
    service: { title: 'Restrict to one service', effect: 'depends', note: 'The service is yours to fill in.' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "arn:aws:iam::111122223333:role/app/*" }',
    {
      ignore: [
        'passrole-star-action-resource',
        'action-service-star-allow',
        'privesc-iam-self',
        'permissions-management',
        'credentials-exposure',
      ],
      text: '{ "Effect": "Allow", "Action": "iam:*", "Resource": "*" }',
    },
    {
      ignore: ['credentials-exposure'],
      text: `{ "Effect": "Allow", "Action": "iam:CreateServ*", "Resource": "*" },
{ "Effect": "Deny", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:AWSServiceName": "rds.amazonaws.com" } } }`,
    },
  ],
  bad: [
    {
      ignore: ['credentials-exposure'],
      text: `
{ "Effect": "Allow", "Action": "iam:CreateServ*", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~ open +fix
== fix Restrict to one service ==
{ "Effect": "Allow", "Action": "iam:CreateServ*", "Resource": "*" }, { "Effect": "Deny", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:AWSServiceName": "" } } }`,
    },
  ],
  checkStatement(facts) {
    const { statement, document, tree, resources, report, fix } = facts;
    const grant = grantOf(facts, CREATE_SERVICE_LINKED_ROLE.action);
    if (grant?.how !== 'wildcard' || statement.resource?.isNegated !== false || isAdministrator(facts)) return;
    // A wildcard that passes roles as well is reported for that: one finding for one literal.
    const passing = grantOf(facts, PASS_ROLE.action);
    if (passing?.how === 'wildcard' && passing.entry === grant.entry) return;
    if (!resources.some((each) => reachesEvery(each, 'role', 'aws-service-role/'))) return;
    if (isHeldToService(facts, CREATE_SERVICE_LINKED_ROLE)) return;
    const fixes = () => {
      const edits = limitToService(document, tree, grant, CREATE_SERVICE_LINKED_ROLE);
      return [fix('service', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    report(grant.entry.node, 'open', { action: grant.entry.text }, { fixes });
  },
});
