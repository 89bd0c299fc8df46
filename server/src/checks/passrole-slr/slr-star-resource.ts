import { grantOf } from '../action-grant';
import { reachesEvery } from '../entity-scope';
import { isHeldToService } from '../held-services';
import { CREATE_SERVICE_LINKED_ROLE, limitToService } from '../passed-service';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'slr-star-resource',
  severity: 'warning',
  policyTypes: ['identity', 'session'],
  title: 'Any service-linked role can be created',
  why: 'A service-linked role has rights of its own in the account; whoever may create any of them brings services in that nobody asked for.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-create-slr-with-star-in-resource',
  aaIssueCodes: ['CREATE_SLR_WITH_STAR_IN_RESOURCE'],
  needs: 'Allow',
  messages: {
    open: '"{resource}" lets every service-linked role be created. Name the service with "iam:AWSServiceName".',
  },
  fixes: {
    service: { title: 'Restrict to one service', effect: 'depends', note: 'The service is yours to fill in.' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS", "Condition": { "StringLike": { "iam:AWSServiceName": "rds.amazonaws.com" } } }',
    '{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": { "StringLike": { "iam:AWSServiceName": "rds.amazonaws.com" } } }',
    '{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::*:role/aws-service-role/rds.amazonaws.com/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*" }
                                                                          ~~~ open +fix
== fix Restrict to one service ==
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": { "StringEquals": { "iam:AWSServiceName": "" } } }`,
    `
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::*:role/aws-service-role/*" }
                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ open +fix`,
    {
      ignore: ['condition-equivalent-null-false'],
      text: `
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": { "StringLike": { "iam:AWSServiceName": "*" } } }
                                                                          ~~~ open +fix`,
    },
    `
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::*:role/aws-service-role/*", "Condition": { "StringNotEquals": { "iam:AWSServiceName": "organizations.amazonaws.com" } } }
                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ open +fix`,
  ],
  checkStatement(facts) {
    const { statement, document, tree, resources, report, fix } = facts;
    const grant = grantOf(facts, CREATE_SERVICE_LINKED_ROLE.action);
    if (grant?.how !== 'named' || statement.resource?.isNegated !== false) return;
    const entry = resources.find((each) => reachesEvery(each, 'role', 'aws-service-role/'));
    if (entry === undefined || isHeldToService(facts, CREATE_SERVICE_LINKED_ROLE)) return;
    const fixes = () => {
      const edits = limitToService(document, tree, grant, CREATE_SERVICE_LINKED_ROLE);
      return [fix('service', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    report(entry.node, 'open', { resource: entry.text }, { fixes });
  },
});
