import { allOrNone } from '../../syntax/edits';
import { addTest } from '../condition-edits';
import { policyHost } from '../policy-host';
import { replacePrincipals } from '../principal-edits';
import { rule } from '../rule';

export default rule({
  code: 'vpce-principal-arn',
  severity: 'suggestion',
  policyTypes: ['vpce'],
  title: 'Principal by name in the policy of a gateway endpoint',
  why: 'Gateway endpoints take "*" as principal; of a named account they let in the root user only.',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  messages: {
    named:
      'The policy of a gateway endpoint takes "*" as principal. Name "{principal}" in a condition on "aws:PrincipalArn".',
  },
  fixes: {
    condition: { title: 'Use aws:PrincipalArn condition', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/App" } } }',
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "execute-api:Invoke", "Resource": "*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ named +fix
== fix Use aws:PrincipalArn condition ==
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/App" } } }`,
  ],
  checkDocument({ statements, tree, report, fix }) {
    const host = policyHost(statements);
    if (host !== 's3' && host !== 'dynamodb') return;
    for (const { statement, principals, conditions } of statements) {
      const element = statement.principal;
      if (element === undefined || element.isNegated) continue;
      const named = principals.filter(({ form }) => form.kind === 'role' || form.kind === 'user');
      const arns = named.map(({ text }) => text);
      const canFix =
        named.length === principals.length && !conditions.some(({ lowerKey }) => lowerKey === 'aws:principalarn');
      const value = arns.length === 1 ? (arns[0] ?? '') : arns;
      const fixes = () => [
        fix(
          'condition',
          {},
          allOrNone(
            replacePrincipals(tree, element, '*'),
            addTest(tree, statement, 'ArnEquals', 'aws:PrincipalArn', value),
          ),
        ),
      ];
      for (const { node, text: principal } of named) report(node, 'named', { principal }, canFix ? { fixes } : {});
    }
  },
});
