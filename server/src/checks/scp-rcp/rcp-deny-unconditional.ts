import { replaceValue } from '../../syntax/edits';
import { isUnconditional, namesEveryResource } from '../grants';
import { rule } from '../rule';
import { insertElement } from '../statement-edits';

export default rule({
  code: 'rcp-deny-unconditional',
  severity: 'warning',
  policyTypes: ['rcp'],
  title: 'RCP that closes a service',
  why: 'A whole service is denied to everybody for the resources of the member accounts, administrators and service integrations included.',
  source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html',
  needsWholeStatement: true,
  needs: 'Deny',
  messages: {
    deny: 'This denies all of {service} to everybody in the accounts under it, administrators and AWS services included. Limit it by a Condition.',
  },
  fixes: {
    condition: {
      title: 'Add a principal or network condition',
      effect: 'widens',
      note: 'The organization ID is yours to fill in.',
    },
  },
  good: [
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } } }',
    '{ "Effect": "Deny", "Principal": "*", "Action": ["s3:PutBucketPublicAccessBlock", "s3:PutAccountPublicAccessBlock"], "Resource": "*" }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }
            ~~~~~~ deny +fix
== fix Add a principal or network condition ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } } }`,
    {
      ignore: ['condition-empty-object'],
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*", "Condition": {} }
            ~~~~~~ deny +fix
== fix Add a principal or network condition ==
{ "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } } }`,
    },
  ],
  checkStatement({ statement, actions, tree, report, fix }) {
    const { Effect, Condition } = statement.elements;
    if (statement.effect !== 'Deny' || Effect === undefined || statement.action?.isNegated !== false) return;
    const whole = actions.find(({ text, isEverything }) => !isEverything && text.endsWith(':*'));
    if (whole === undefined || !namesEveryResource(statement) || !isUnconditional(statement)) return;
    const edits = () =>
      Condition === undefined
        ? insertElement(tree, statement, 'Condition', PERIMETER)
        : [replaceValue(tree, Condition.value, PERIMETER)];
    const fixes = () => [fix('condition', {}, edits())];
    report(Effect.value, 'deny', { service: whole.service?.name ?? whole.text }, { fixes });
  },
});

/** AWS's data perimeter, with an organization of its examples. */
const PERIMETER = {
  StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
  BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
} as const;
