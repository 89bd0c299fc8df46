import { addEntries } from '../../syntax/edits';
import { grantOf } from '../action-grant';
import { isHeldToService } from '../held-services';
import { CREATE_SERVICE_LINKED_ROLE } from '../passed-service';
import { rule } from '../rule';

export default rule({
  code: 'slr-notaction-notresource',
  severity: 'warning',
  policyTypes: ['identity', 'session'],
  title: 'Service-linked roles through NotAction and NotResource',
  why: 'A service-linked role has rights of its own in the account; whoever may create any of them brings services in that nobody asked for.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-create-slr-with-not-action-and-not-resource',
  aaIssueCodes: ['CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE'],
  needs: ['Allow', 'NotAction', 'NotResource'],
  messages: {
    open: '"NotAction" does not list "iam:CreateServiceLinkedRole", so nearly every service-linked role can be created. Add it to "NotAction".',
  },
  fixes: {
    add: { title: 'Add "iam:CreateServiceLinkedRole" to NotAction', effect: 'narrows' },
  },
  good: [
    {
      ignore: ['resource-notresource-allow'],
      text: '{ "Effect": "Allow", "NotAction": ["s3:*", "iam:*"], "NotResource": "arn:aws:iam::111122223333:role/App" }',
    },
  ],
  bad: [
    {
      ignore: ['passrole-notaction-notresource', 'resource-notresource-allow'],
      text: `
{ "Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:iam::111122223333:role/App" }
                     ~~~~~~~~~~~ open +fix
== fix Add "iam:CreateServiceLinkedRole" to NotAction ==
{ "Effect": "Allow", "NotAction": ["s3:*", "iam:CreateServiceLinkedRole"], "NotResource": "arn:aws:iam::111122223333:role/App" }`,
    },
  ],
  checkStatement(facts) {
    const { statement, tree, report, fix } = facts;
    const grant = grantOf(facts, CREATE_SERVICE_LINKED_ROLE.action);
    if (grant?.how !== 'notAction' || statement.resource?.isNegated !== true) return;
    if (isHeldToService(facts, CREATE_SERVICE_LINKED_ROLE)) return;
    const { member } = grant.list;
    const fixes = () => [fix('add', {}, addEntries(tree, member.value, [CREATE_SERVICE_LINKED_ROLE.action]))];
    report(member.key, 'open', {}, { fixes });
  },
});
