import { grantOf } from '../action-grant';
import { isHeldToService } from '../held-services';
import { CREATE_SERVICE_LINKED_ROLE, limitToService } from '../passed-service';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'slr-notresource',
  severity: 'warning',
  policyTypes: ['identity', 'session'],
  title: 'Service-linked roles with NotResource',
  why: 'A service-linked role has rights of its own in the account; whoever may create any of them brings services in that nobody asked for.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-create-slr-with-not-resource',
  aaIssueCodes: ['CREATE_SLR_WITH_NOT_RESOURCE'],
  needs: ['Allow', 'NotResource'],
  messages: {
    open: 'With "NotResource" every other service-linked role can be created. Name the role in "Resource" and the service in "iam:AWSServiceName".',
  },
  fixes: {
    service: { title: 'Restrict to one service', effect: 'depends', note: 'The service is yours to fill in.' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS", "Condition": { "StringLike": { "iam:AWSServiceName": "rds.amazonaws.com" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS" }
                                                              ~~~~~~~~~~~~~ open +fix
== fix Restrict to one service ==
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS", "Condition": { "StringEquals": { "iam:AWSServiceName": "" } } }`,
  ],
  checkStatement(facts) {
    const { statement, document, tree, report, fix } = facts;
    const grant = grantOf(facts, CREATE_SERVICE_LINKED_ROLE.action);
    if (grant?.how !== 'named' || statement.resource?.isNegated !== true) return;
    if (isHeldToService(facts, CREATE_SERVICE_LINKED_ROLE)) return;
    const fixes = () => {
      const edits = limitToService(document, tree, grant, CREATE_SERVICE_LINKED_ROLE);
      return [fix('service', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    report(statement.resource.member.key, 'open', {}, { fixes });
  },
});
