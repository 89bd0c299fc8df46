import { addTest } from '../condition-edits';
import { rule } from '../rule';
import { selectsAction } from '../statement-facts';

export default rule({
  code: 'condition-dynamodb-attributes-select',
  severity: 'security',
  policyTypes: ['identity', 'boundary', 'session', 'resource'],
  title: 'Attributes without Select',
  why: 'A request that asks for all attributes names none, so that the list of attributes does not hold it back.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-dynamodb-attributes-without-select',
  aaIssueCodes: ['DYNAMODB_ATTRIBUTES_WITHOUT_SELECT'],
  needs: ['Allow', 'Condition'],
  messages: {
    select: 'A request for all attributes passes this test. Add "dynamodb:Select": "SPECIFIC_ATTRIBUTES".',
  },
  fixes: {
    add: { title: 'Add "dynamodb:Select": "SPECIFIC_ATTRIBUTES"', effect: 'depends' },
  },
  good: [
    {
      ignore: ['condition-forallvalues-no-null'],
      text: '{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["Id"] }, "StringEquals": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } } }',
    },
    {
      ignore: ['condition-forallvalues-no-null'],
      text: '{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["Id"] }, "StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } } }',
    },
    {
      ignore: ['condition-forallvalues-no-null'],
      text: '{ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["Id"] } } }',
    },
  ],
  bad: [
    {
      ignore: ['condition-forallvalues-no-null'],
      text: `
{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["Id"] } } }
                                                                                                                                                                   ~~~~~~~~~~~~~~~~~~~~~ select +fix
== fix Add "dynamodb:Select": "SPECIFIC_ATTRIBUTES" ==
{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders", "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["Id"] }, "StringEquals": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } } }`,
    },
  ],
  checkStatement(facts) {
    const { statement, conditions, tree, report, fix } = facts;
    const test = conditions.find(({ lowerKey }) => lowerKey === 'dynamodb:attributes');
    if (test === undefined || statement.effect !== 'Allow' || !READS.some((name) => selectsAction(facts, name))) return;
    const isSelected = conditions.some(
      ({ lowerKey, parsed, values }) =>
        lowerKey === 'dynamodb:select' &&
        parsed?.base.isNegated === false &&
        values.some(({ text }) => text === 'SPECIFIC_ATTRIBUTES'),
    );
    if (isSelected) return;
    const fixes = () => {
      const edits = addTest(tree, statement, 'StringEquals', 'dynamodb:Select', 'SPECIFIC_ATTRIBUTES');
      return [fix('add', {}, edits)];
    };
    report(test.member.key, 'select', {}, { fixes });
  },
});

const READS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'];
