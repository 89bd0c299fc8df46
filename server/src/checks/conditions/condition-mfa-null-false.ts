import { replaceTest } from '../condition-edits';
import { rule } from '../rule';

export default rule({
  code: 'condition-mfa-null-false',
  severity: 'security',
  policyTypes: 'all',
  title: 'Presence taken for MFA',
  why: 'The key is there for every temporary credential of a user, with or without MFA: its value says which.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent',
  needs: 'Condition',
  messages: {
    allow:
      '"Null" asks only whether the key is there, which it is without MFA too. Test its value with "Bool" and "true".',
    deny: '"Null" asks only whether the key is there, so that sessions without MFA escape this Deny. Use "BoolIfExists" and "false".',
  },
  fixes: {
    value: { title: 'Test the value', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:MultiFactorAuthAge": "false" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:MultiFactorAuthPresent": "false" }, "Bool": { "aws:MultiFactorAuthPresent": "true" } } }',
    {
      ignore: ['effect-missing'],
      text: '{ "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:MultiFactorAuthPresent": "true" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:MultiFactorAuthPresent": "false" } } }
                                                                                                                                                        ~~~~~~~ allow +fix
== fix Test the value ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }`,
    `
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "Null": { "aws:MultiFactorAuthPresent": "true" } } }
                                                                                                           ~~~~~~ deny +fix
== fix Test the value ==
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    if (statement.effect === undefined) return;
    const wanted = statement.effect === 'Allow' ? 'false' : 'true';
    const tests = conditions.filter(({ lowerKey }) => lowerKey.startsWith('aws:multifactorauth'));
    const [test, ...others] = tests;
    if (test === undefined || others.length > 0 || test.lowerKey !== 'aws:multifactorauthpresent') return;
    const value = test.values.find(({ text }) => text.toLowerCase() === wanted);
    if (test.parsed?.base.type !== 'Null' || value === undefined) return;
    const isAllow = statement.effect === 'Allow';
    const to = isAllow ? { operator: 'Bool', value: 'true' } : { operator: 'BoolIfExists', value: 'false' };
    const fixes = () => {
      const edits = replaceTest(tree, statement, test, { ...to, key: test.key });
      return [fix('value', {}, edits)];
    };
    report(value.node, isAllow ? 'allow' : 'deny', {}, { fixes });
  },
});
