import { addTest } from '../condition-edits';
import { sourceTests, testsService } from '../rcp-keys';
import { rule } from '../rule';

export default rule({
  code: 'rcp-missing-service-principal-key',
  severity: 'warning',
  policyTypes: ['rcp'],
  title: 'Source key without the service test',
  why: 'The source keys are there only where an AWS service makes the call, so a test of them should be limited to such calls.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-rcp-missing-related-service-principal-condition-key',
  aaIssueCodes: ['RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY'],
  needsWholeStatement: true,
  needs: 'Deny',
  messages: {
    missing:
      '"{key}" is in calls of AWS services only, and without it this denies all other calls too. Add "aws:PrincipalIsAWSService": "true".',
  },
  fixes: { add: { title: 'Add BoolIfExists "aws:PrincipalIsAWSService": "true"', effect: 'widens' } },
  good: [
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "Null": { "aws:SourceAccount": "false" }, "Bool": { "aws:PrincipalIsAWSService": "true" } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "Null": { "aws:SourceAccount": "false" } } }
                                                                                                                     ~~~~~~~~~~~~~~~~~ missing +fix
== fix Add BoolIfExists "aws:PrincipalIsAWSService": "true" ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "Null": { "aws:SourceAccount": "false" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "true" } } }`,
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } } }
                                                                                                                     ~~~~~~~~~~~~~~~~~ missing`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Deny') return;
    const [test] = sourceTests(conditions);
    if (test === undefined || testsService(conditions, 'true')) return;
    const fixes = () => [fix('add', {}, addTest(tree, statement, 'BoolIfExists', 'aws:PrincipalIsAWSService', 'true'))];
    report(test.member.key, 'missing', { key: test.key }, { fixes });
  },
});
