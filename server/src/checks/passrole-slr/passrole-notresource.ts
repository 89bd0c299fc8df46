import { grantOf } from '../action-grant';
import { isHeldToService } from '../held-services';
import { limitToService, PASS_ROLE } from '../passed-service';
import { roleArnFix } from '../role-arn-fix';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'passrole-notresource',
  severity: 'security',
  policyTypes: ['identity', 'session'],
  title: 'PassRole with NotResource',
  why: 'Whoever may pass any role to a service can make the service act with rights that they do not have themselves.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-not-resource',
  aaIssueCodes: ['PASS_ROLE_WITH_NOT_RESOURCE'],
  needs: ['Allow', 'NotResource'],
  messages: {
    open: 'With "NotResource" every other role can be passed, administrators\' roles too. Name the roles in "Resource".',
  },
  fixes: {
    service: {
      title: 'Add "iam:PassedToService" condition',
      effect: 'narrows',
      note: 'The service is yours to fill in. Beside other actions a Deny for all other services is added.',
    },
    role: {
      title: 'Restrict Resource to a role ARN',
      effect: 'narrows',
      note: 'The name of the role is yours to fill in.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    '{ "Effect": "Deny", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/App" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/App" }
                                               ~~~~~~~~~~~~~ open +fix => 1 It passes roles.
== fix Add "iam:PassedToService" condition ==
{ "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "" } } }
== fix Restrict Resource to a role ARN ==
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/" }`,
    {
      ignore: ['resource-notresource-allow'],
      text: `
{ "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }
                                               ~~~~~~~~~~~~~ open +fix => 1 It passes roles.
== fix Restrict Resource to a role ARN ==
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }`,
    },
  ],
  checkStatement(facts) {
    const { statement, document, tree, report, fix } = facts;
    const grant = grantOf(facts, PASS_ROLE.action);
    if (grant?.how !== 'named' || statement.resource?.isNegated !== true) return;
    const { member } = statement.resource;
    const fixes = () => {
      // Where the key stands already, which services are meant is said.
      const limited = isHeldToService(facts, PASS_ROLE) ? [] : limitToService(document, tree, grant, PASS_ROLE);
      const { edits, completeAt } = roleArnFix(tree, member, facts.resources);
      return [
        fix('service', {}, limited, caretInEmptyString(tree.text, limited)),
        fix('role', {}, edits, { completeAt }),
      ];
    };
    report(member.key, 'open', {}, { fixes, related: [{ range: grant.entry.node, message: 'It passes roles.' }] });
  },
});
