import { addTest } from '../condition-edits';
import { rule } from '../rule';

export default rule({
  code: 'condition-sourceip-via-service',
  severity: 'warning',
  policyTypes: ['identity', 'boundary', 'session', 'scp'],
  title: 'Deny that also hits services',
  why: 'When a service calls on behalf of somebody the request does not come from their network, and this Deny stops it.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html',
  needs: ['Deny', 'Condition'],
  messages: {
    services:
      'This also denies calls that AWS services make on behalf of the principal. Except them with "aws:ViaAWSService" and "false".',
  },
  fixes: {
    add: { title: 'Add "Bool" with "false" on "aws:ViaAWSService"', effect: 'widens' },
  },
  good: [
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "Bool": { "aws:ViaAWSService": "false" } } }',
    '{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }
                                                                                     ~~~~~~~~~~~~~~ services +fix
== fix Add "Bool" with "false" on "aws:ViaAWSService" ==
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "Bool": { "aws:ViaAWSService": "false" } } }`,
    `
{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } } }
                                                                                           ~~~~~~~~~~~~~~~~ services +fix`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Deny' || conditions.some(({ lowerKey }) => EXEMPTIONS.has(lowerKey))) return;
    const test = conditions.find(
      ({ lowerKey, parsed }) =>
        parsed?.base.isNegated === true && (lowerKey === 'aws:sourceip' || /^aws:sourcevpce?$/.test(lowerKey)),
    );
    if (test === undefined) return;
    const fixes = () => {
      const edits = addTest(tree, statement, 'Bool', 'aws:ViaAWSService', 'false');
      return [fix('add', {}, edits)];
    };
    report(test.member.key, 'services', {}, { fixes });
  },
});

/** Keys that tell calls of services from others. Lower case. */
const EXEMPTIONS: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:principalisawsservice',
  'aws:viaawsservice',
]);
