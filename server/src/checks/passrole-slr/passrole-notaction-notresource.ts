import { addEntries } from '../../syntax/edits';
import { grantOf } from '../action-grant';
import { isHeldToService } from '../held-services';
import { PASS_ROLE } from '../passed-service';
import { rule } from '../rule';

export default rule({
  code: 'passrole-notaction-notresource',
  severity: 'security',
  policyTypes: ['identity', 'session'],
  title: 'PassRole through NotAction and NotResource',
  why: 'Whoever may pass any role to a service can make the service act with rights that they do not have themselves.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-not-action-and-not-resource',
  aaIssueCodes: ['PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE'],
  needs: ['Allow', 'NotAction', 'NotResource'],
  messages: {
    open: '"NotAction" does not list "iam:PassRole", so nearly every role can be passed. Add it to "NotAction".',
  },
  fixes: {
    add: { title: 'Add "iam:PassRole" to NotAction', effect: 'narrows' },
  },
  good: [
    {
      ignore: ['resource-notresource-allow'],
      text: '{ "Effect": "Allow", "NotAction": ["s3:*", "iam:*"], "NotResource": "arn:aws:iam::111122223333:role/App" }',
    },
  ],
  bad: [
    {
      ignore: ['slr-notaction-notresource', 'resource-notresource-allow'],
      text: `
{ "Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:iam::111122223333:role/App" }
                     ~~~~~~~~~~~ open +fix
== fix Add "iam:PassRole" to NotAction ==
{ "Effect": "Allow", "NotAction": ["s3:*", "iam:PassRole"], "NotResource": "arn:aws:iam::111122223333:role/App" }`,
    },
  ],
  checkStatement(facts) {
    const { statement, tree, report, fix } = facts;
    const grant = grantOf(facts, PASS_ROLE.action);
    if (grant?.how !== 'notAction' || statement.resource?.isNegated !== true) return;
    if (isHeldToService(facts, PASS_ROLE)) return;
    const { member } = grant.list;
    const fixes = () => [fix('add', {}, addEntries(tree, member.value, [PASS_ROLE.action]))];
    report(member.key, 'open', {}, { fixes });
  },
});
