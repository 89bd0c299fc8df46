import { addTests } from '../condition-edits';
import { isUnconditional, namesEveryResource } from '../grants';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'vpce-full-access',
  severity: 'suggestion',
  policyTypes: ['vpce'],
  title: 'Endpoint open to everything',
  why: "With the default policy an endpoint carries data to resources of every account, with everybody's credentials.",
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  messages: {
    full: 'This is the default policy: everybody may reach every resource through the endpoint. Restrict it to your organization.',
  },
  fixes: {
    organization: {
      title: 'Restrict to your organization',
      effect: 'narrows',
      note: 'The id of the organization is yours to fill in, twice.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:ResourceOrgID": "o-a1b2c3d4e5" } } }',
    `{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" },
{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "*" }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }
                                                 ~~~ full +fix
== fix Restrict to your organization ==
{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "", "aws:ResourceOrgID": "" } } }`,
    {
      ignore: ['condition-empty-object'],
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {} }
                                                 ~~~ full +fix
== fix Restrict to your organization ==
{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "", "aws:ResourceOrgID": "" } } }`,
    },
  ],
  checkDocument({ statements, tree, report, fix }) {
    const [facts, ...others] = statements;
    if (facts === undefined || others.length > 0) return;
    const { statement, actions, principals } = facts;
    const entry = actions.find(({ isEverything }) => isEverything);
    if (statement.effect !== 'Allow' || entry === undefined || entry.list.isNegated) return;
    if (!isUnconditional(statement) || !namesEveryResource(statement)) return;
    if (!principals.some(({ form, element }) => form.kind === 'everyone' && !element.isNegated)) return;
    const fixes = () => {
      const test = { 'aws:PrincipalOrgID': '', 'aws:ResourceOrgID': '' };
      const edits = addTests(tree, statement, 'StringEquals', test);
      return [fix('organization', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    report(entry.node, 'full', {}, { fixes });
  },
});
