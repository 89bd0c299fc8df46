import { grantOf, isAdministrator } from '../action-grant';
import { reachesEvery } from '../entity-scope';
import { isUnconditional } from '../grants';
import { entryArnFix } from '../role-arn-fix';
import { rule } from '../rule';

export default rule({
  code: 'privesc-assumerole-star',
  severity: 'security',
  policyTypes: ['identity'],
  title: 'Every role can be assumed',
  why: 'Whoever may assume every role has the rights of each role whose trust policy admits the account.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html',
  needs: 'Allow',
  messages: {
    any: '"{action}" on "{resource}" gives the rights of every role that trusts this account. Name the roles.',
  },
  fixes: {
    role: { title: 'Restrict to a role ARN', effect: 'narrows', note: 'The name of the role is yours to fill in.' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/App" }',
    '{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/Audit" }',
    '{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceOrgID": "o-a1b2c3d4e5" } } }',
    '{ "Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*" }',
  ],
  bad: [
    {
      ignore: ['resource-star-unneeded'],
      text: `
{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*" }
                                                             ~~~ any +fix
== fix Restrict to a role ARN ==
{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/" }`,
    },
    `
{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/*" }
                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ any +fix
== fix Restrict to a role ARN ==
{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/" }`,
  ],
  checkStatement(facts) {
    const { statement, resources, report, fix } = facts;
    const grant = grantOf(facts, 'sts:AssumeRole');
    if (grant === undefined || grant.how === 'notAction' || !isUnconditional(statement) || isAdministrator(facts))
      return;
    const entry = resources.find((each) => !each.list.isNegated && reachesEvery(each, 'role'));
    if (entry === undefined) return;
    const fixes = () => {
      const { edits, completeAt } = entryArnFix(entry);
      return [fix('role', {}, edits, { completeAt })];
    };
    report(entry.node, 'any', { action: grant.entry.text, resource: entry.text }, { fixes });
  },
});
