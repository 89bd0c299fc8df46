import { CREDENTIAL_ACTIONS } from '../../catalog/tables/escalation';
import { escalatingEntries } from '../escalating-entries';
import { firstOf, isOpenAllow, selectedFrom } from '../open-grants';
import { rule } from '../rule';

export default rule({
  code: 'credentials-exposure',
  severity: 'security',
  policyTypes: ['identity'],
  title: 'Credentials of everybody',
  why: 'Credentials that an action returns can be used by whoever gets them, until they end.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  messages: {
    one: '"{action}" returns credentials, here for every resource. Name the resources.',
    several: '"{action}" includes {first}: credentials for every resource. Name the actions and resources.',
  },
  good: [
    {
      ignore: ['privesc-iam-self', 'passrole-star-action-resource'],
      text: '{ "Effect": "Allow", "Action": "iam:*", "Resource": "*" }',
    },
    '{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": ["arn:aws:redshift:us-east-1:111122223333:dbuser:c1/app"] }',
    '{ "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*" }',
    '{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "redshift:DbUser": "app" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ one`,
    `
{ "Effect": "Allow", "Action": ["redshift:Get*", "iam:*ServiceSpecificCredential"], "Resource": "*" }
                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ several
                                ~~~~~~~~~~~~~~~ several: "redshift:Get*" includes "redshift:GetClusterCredentials": credentials for every resource. Name the actions and resources.`,
  ],
  checkDocument({ statements, catalog, report }) {
    const said = escalatingEntries(statements);
    for (const { actions } of statements.filter(isOpenAllow)) {
      for (const { entry, names } of selectedFrom(actions, CREDENTIAL_ACTIONS)) {
        // An action that knows no resource can be allowed on "*" only.
        const limitable = names.filter((name) => (catalog.action(name)?.resourceTypes.length ?? 0) > 0);
        if (limitable.length === 0 || said.has(entry)) continue;
        const action = entry.text;
        if (entry.nameHasWildcard) report(entry.node, 'several', { action, first: firstOf(limitable) });
        else report(entry.node, 'one', { action });
      }
    }
  },
});
