import { addTest } from '../condition-edits';
import { requiresSource, sourceTests, testsService } from '../rcp-keys';
import { rule } from '../rule';

export default rule({
  code: 'rcp-missing-source-null',
  severity: 'warning',
  policyTypes: ['rcp'],
  title: 'Source key that some services do not send',
  why: 'Not every call of a service has a source; one without it fails a negated test and is denied.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-rcp-missing-service-condition-key-null-check',
  aaIssueCodes: ['RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK'],
  needsWholeStatement: true,
  needs: 'Deny',
  messages: {
    missing:
      'Calls of services without a source are denied by this test of "{key}" too. Add a Null test of "aws:SourceAccount".',
  },
  fixes: { add: { title: 'Add Null "aws:SourceAccount": "false"', effect: 'widens' } },
  good: [
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "Null": { "aws:SourceArn": "false" }, "Bool": { "aws:PrincipalIsAWSService": "true" } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "Bool": { "aws:PrincipalIsAWSService": "true" } } }
                                                                                                                     ~~~~~~~~~~~~~~~~~ missing +fix
== fix Add Null "aws:SourceAccount": "false" ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" }, "Bool": { "aws:PrincipalIsAWSService": "true" }, "Null": { "aws:SourceAccount": "false" } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Deny' || !testsService(conditions, 'true')) return;
    const [test] = sourceTests(conditions);
    if (test === undefined || requiresSource(conditions)) return;
    const fixes = () => [fix('add', {}, addTest(tree, statement, 'Null', 'aws:SourceAccount', 'false'))];
    report(test.member.key, 'missing', { key: test.key }, { fixes });
  },
});
