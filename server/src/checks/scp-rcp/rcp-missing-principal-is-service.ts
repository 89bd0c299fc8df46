import { addTest } from '../condition-edits';
import { negatedPrincipalTests, testsService } from '../rcp-keys';
import { rule } from '../rule';

export default rule({
  code: 'rcp-missing-principal-is-service',
  severity: 'warning',
  policyTypes: ['rcp'],
  title: 'Guardrail that stops AWS services',
  why: 'Services that act for themselves carry no key of a principal, so a negated test of one is true for them and denies them.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-rcp-missing-related-principal-condition-key',
  aaIssueCodes: ['RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY'],
  needsWholeStatement: true,
  needs: 'Deny',
  messages: {
    missing: 'AWS services carry no "{key}", so this denies their calls too. Add "aws:PrincipalIsAWSService": "false".',
  },
  fixes: { add: { title: 'Add BoolIfExists "aws:PrincipalIsAWSService": "false"', effect: 'widens' } },
  good: [
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "Bool": { "aws:PrincipalIsAWSService": false } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
                                                                                                                     ~~~~~~~~~~~~~~~~~~~~ missing +fix: AWS services carry no "aws:PrincipalOrgID", so this denies their calls too. Add "aws:PrincipalIsAWSService": "false".
== fix Add BoolIfExists "aws:PrincipalIsAWSService": "false" ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Deny') return;
    const [test] = negatedPrincipalTests(conditions);
    if (test === undefined || testsService(conditions, 'false') || testsService(conditions, 'true')) return;
    const fixes = () => [
      fix('add', {}, addTest(tree, statement, 'BoolIfExists', 'aws:PrincipalIsAWSService', 'false')),
    ];
    report(test.member.key, 'missing', { key: test.key }, { fixes });
  },
});
