import { hasWildcard } from '../../language/pattern';
import { grantOf } from '../action-grant';
import { isHeldToService } from '../held-services';
import { limitToService, PASS_ROLE } from '../passed-service';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'passrole-no-passedtoservice',
  severity: 'suggestion',
  policyTypes: ['identity'],
  title: 'PassRole for every service',
  why: 'A role that several services trust can be passed to each of them, not only to the one that is meant.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  needs: 'Allow',
  messages: {
    open: 'The role can be passed to every service that its trust policy admits. Name the service with "iam:PassedToService".',
  },
  fixes: {
    service: {
      title: 'Add "iam:PassedToService" condition',
      effect: 'narrows',
      note: 'The service is yours to fill in. Beside other actions a Deny for all other services is added.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    '{ "Effect": "Deny", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App" }
                               ~~~~~~~~~~~~~~ open +fix
== fix Add "iam:PassedToService" condition ==
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "" } } }`,
  ],
  checkStatement(facts) {
    const { statement, document, tree, resources, report, fix } = facts;
    const grant = grantOf(facts, PASS_ROLE.action);
    if (grant?.how !== 'named' || statement.resource?.isNegated !== false || isHeldToService(facts, PASS_ROLE)) return;
    const roles = resources.filter(({ text }) => text.includes(':role/'));
    if (roles.length === 0 || resources.some(({ text }) => hasWildcard(text))) return;
    const fixes = () => {
      const edits = limitToService(document, tree, grant, PASS_ROLE);
      return [fix('service', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    report(grant.entry.node, 'open', {}, { fixes });
  },
});
