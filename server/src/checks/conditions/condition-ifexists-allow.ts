import { operatorName } from '../../language/operators';
import { changeOperator } from '../condition-edits';
import { asksPresence } from '../operator-parts';
import { narrowsWhoOrWhere } from '../public-narrowing';
import { rule } from '../rule';

export default rule({
  code: 'condition-ifexists-allow',
  severity: 'security',
  policyTypes: 'all',
  title: 'IfExists that lets everybody without the key in',
  why: 'With IfExists the test holds where the key is absent: the network, account or organization is then not looked at.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
  needs: ['Allow', 'Condition'],
  messages: {
    open: '"{operator}" also holds for a request without "{key}", which is then allowed. Remove "IfExists".',
  },
  fixes: {
    remove: { title: 'Remove "IfExists"', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEqualsIfExists": { "aws:SourceVpce": "vpce-1a2b3c4d" }, "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    {
      ignore: ['resource-required-type-missing'],
      text: '{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringEqualsIfExists": { "aws:RequestTag/team": "a" } } }',
    },
    '{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "Null": { "aws:PrincipalOrgID": "false" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
                                                                                                                ~~~~~~~~~~~~~~~~~~~~~~ open +fix
== fix Remove "IfExists" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "IpAddressIfExists": { "aws:SourceIp": "203.0.113.0/24" } } }
                                                                                                                ~~~~~~~~~~~~~~~~~~~ open +fix`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect !== 'Allow') return;
    const restricting = conditions.filter(
      ({ lowerKey, parsed, values }) =>
        values.length > 0 &&
        narrowsWhoOrWhere(lowerKey) &&
        !asksPresence(conditions, lowerKey, 'false') &&
        parsed?.base.isNegated === false &&
        parsed.base.type !== 'Null',
    );
    // One that needs its key closes the statement, whatever the others do.
    if (restricting.some(({ parsed }) => parsed?.ifExists === false)) return;
    for (const test of restricting) {
      const { parsed, operator, operatorMember, key } = test;
      if (parsed === undefined) continue;
      const fixes = () => {
        const edits = changeOperator(tree, statement, test, operatorName({ ...parsed, ifExists: false }));
        return [fix('remove', {}, edits)];
      };
      report(operatorMember.key, 'open', { operator, key }, { fixes });
    }
  },
});
