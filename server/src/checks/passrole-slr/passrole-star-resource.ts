import { grantOf } from '../action-grant';
import { reachesEvery } from '../entity-scope';
import { isHeldToService } from '../held-services';
import { limitToService, PASS_ROLE } from '../passed-service';
import type { ResourceEntry } from '../resource-entries';
import { entryArnFix } from '../role-arn-fix';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'passrole-star-resource',
  severity: 'security',
  severityBy: { 'any role': 'security', 'service-named pattern (role/service-role/*)': 'suggestion' },
  policyTypes: ['identity', 'session'],
  title: 'Any role can be passed',
  why: 'Whoever may pass any role to a service can make the service act with rights that they do not have themselves.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-star-in-resource',
  aaIssueCodes: ['PASS_ROLE_WITH_STAR_IN_RESOURCE'],
  needs: 'Allow',
  messages: {
    any: '"{resource}" lets any role be passed to any service, administrators\' roles too. Name the roles, or the service with "iam:PassedToService".',
    path: '"{resource}" lets every service role be passed to any service. Name the service with "iam:PassedToService".',
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
    '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/app-*", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    '{ "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*" }',
    `{ "Effect": "Allow", "Action": ["iam:PassRole", "iam:ListRoles"], "Resource": "*" },
{ "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }
                                                           ~~~ any [security] +fix
== fix Add "iam:PassedToService" condition ==
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "" } } }
== fix Restrict Resource to a role ARN ==
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/" }`,
    {
      ignore: ['privesc-passrole-combo', 'resource-action-mismatch'],
      text: `
{ "Effect": "Allow", "Action": ["iam:PassRole", "ec2:RunInstances"], "Resource": "arn:aws:iam::111122223333:role/*" }
                                                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ any +fix
== fix Add "iam:PassedToService" condition ==
{ "Effect": "Allow", "Action": ["iam:PassRole", "ec2:RunInstances"], "Resource": "arn:aws:iam::111122223333:role/*" }, { "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:PassedToService": "" } } }
== fix Restrict Resource to a role ARN ==
{ "Effect": "Allow", "Action": ["iam:PassRole", "ec2:RunInstances"], "Resource": "arn:aws:iam::111122223333:role/" }`,
    },
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/service-role/*" }
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ path [suggestion] +fix`,
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "Null": { "iam:PassedToService": "false" } } }
                                                           ~~~ any +fix`,
  ],
  checkStatement(facts) {
    const { statement, document, tree, resources, report, fix } = facts;
    const grant = grantOf(facts, PASS_ROLE.action);
    if (grant?.how !== 'named' || statement.resource?.isNegated !== false || isHeldToService(facts, PASS_ROLE)) return;
    const entry = resources.find((each) => scopeOf(each) !== undefined);
    const scope = entry && scopeOf(entry);
    if (entry === undefined || scope === undefined) return;
    const fixes = () => {
      const limited = limitToService(document, tree, grant, PASS_ROLE);
      const { edits, completeAt } = entryArnFix(entry);
      return [
        fix('service', {}, limited, caretInEmptyString(tree.text, limited)),
        fix('role', {}, edits, { completeAt }),
      ];
    };
    report(entry.node, scope, { resource: entry.text }, { fixes, severityCase: SEVERITY_CASE[scope] });
  },
});

const SEVERITY_CASE = { any: 'any role', path: 'service-named pattern (role/service-role/*)' } as const;

/** Roles below `service-role/` are made by consoles for one service each. */
function scopeOf(entry: ResourceEntry): keyof typeof SEVERITY_CASE | undefined {
  if (reachesEvery(entry, 'role')) return 'any';
  return reachesEvery(entry, 'role', 'service-role/') ? 'path' : undefined;
}
