import { expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import { testCatalog } from '../../kit/catalog';
import { findingsOf, readExample } from '../../kit/rules';

const catalog = testCatalog();

/** The titles of all fixes that a rule offers for statements. */
function titles(code: string, type: 'identity' | 'resource', text: string): readonly string[] {
  const rule = rules.find((each) => each.code === code)!;
  const found = findingsOf(rule, readExample(rule, { text, type }), catalog).filter((each) => each.code === code);
  return found.flatMap(({ fixes }) => fixes.map(({ title }) => title));
}

test('aws:ARN becomes a key that the request carries', () => {
  const condition = (key: string, value: string) => `"Condition": { "ArnLike": { "${key}": "${value}" } }`;
  const service = (value: string) =>
    `{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q", ${condition('aws:ARN', value)} }`;
  const role = 'arn:aws:iam::111122223333:role/App';
  expect(titles('condition-key-deprecated-arn', 'resource', service('arn:aws:sns:us-east-1:111122223333:t'))).toEqual([
    'Change to "aws:SourceArn"',
  ]);
  expect(titles('condition-key-deprecated-arn', 'resource', service(role))).toEqual(['Change to "aws:SourceArn"']);
  const both = service('arn:aws:sns:us-east-1:111122223333:t').replace('"Service"', '"AWS": "111122223333", "Service"');
  expect(titles('condition-key-deprecated-arn', 'resource', both)).toEqual([
    'Change to "aws:SourceArn"',
    'Change to "aws:PrincipalArn"',
  ]);
  const own = `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", ${condition('aws:ARN', role)} }`;
  expect(titles('condition-key-deprecated-arn', 'identity', own)).toEqual(['Change to "aws:PrincipalArn"']);
});
