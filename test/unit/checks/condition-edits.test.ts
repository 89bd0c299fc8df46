import { expect, test } from 'vitest';
import { addTest, changeOperator, removeTest } from '../../../server/src/checks/condition-edits';
import { applyEdits } from '../../../server/src/syntax/edits';
import { siteOf } from '../../kit/rules';

const policy = (condition: string) =>
  `{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"${condition} }] }`;

function edited(condition: string, edit: (of: ReturnType<typeof siteOf>['document']) => ReturnType<typeof addTest>) {
  const { document } = siteOf(policy(condition));
  return applyEdits(document.tree.text, edit(document));
}

test.each([
  ['', ', "Condition": { "Bool": { "aws:SecureTransport": "true" } }'],
  [', "Condition": {}', ', "Condition": { "Bool": { "aws:SecureTransport": "true" } }'],
  [
    ', "Condition": { "Bool": { "aws:ViaAWSService": "false" } }',
    ', "Condition": { "Bool": { "aws:ViaAWSService": "false", "aws:SecureTransport": "true" } }',
  ],
  [
    ', "Condition": { "Null": { "aws:SourceIp": "true" } }',
    ', "Condition": { "Null": { "aws:SourceIp": "true" }, "Bool": { "aws:SecureTransport": "true" } }',
  ],
])('adds a test to %s', (before, after) => {
  const result = edited(before, ({ tree, statements }) =>
    addTest(tree, statements[0]!, 'Bool', 'aws:SecureTransport', 'true'),
  );
  expect(result).toBe(policy(after));
});

test.each([
  [', "Condition": { "Bool": { "a:b": "true" } }', ''],
  [', "Condition": { "Bool": { "a:b": "true", "c:d": "x" } }', ', "Condition": { "Bool": { "c:d": "x" } }'],
  [
    ', "Condition": { "Bool": { "a:b": "true" }, "Null": { "c:d": "true" } }',
    ', "Condition": { "Null": { "c:d": "true" } }',
  ],
])('removes the first test of %s', (before, after) => {
  const result = edited(before, ({ tree, statements }) =>
    removeTest(tree, statements[0]!, statements[0]!.conditions[0]!),
  );
  expect(result).toBe(policy(after));
});

test.each([
  [', "Condition": { "StringEquals": { "a:b": "x*" } }', ', "Condition": { "StringLike": { "a:b": "x*" } }'],
  [
    ', "Condition": { "StringEquals": { "a:b": "x*", "c:d": "y" } }',
    ', "Condition": { "StringEquals": { "c:d": "y" }, "StringLike": { "a:b": "x*" } }',
  ],
  [
    ', "Condition": { "StringEquals": { "a:b": "x*" }, "StringLike": { "c:d": "y" } }',
    ', "Condition": { "StringLike": { "c:d": "y", "a:b": "x*" } }',
  ],
  [
    ', "Condition": { "StringEquals": { "a:b": "x*" }, "StringLike": { "A:B": "y" } }',
    ', "Condition": { "StringEquals": { "a:b": "x*" }, "StringLike": { "A:B": "y" } }',
  ],
])('puts the first test of %s under StringLike', (before, after) => {
  const result = edited(before, ({ tree, statements }) =>
    changeOperator(tree, statements[0]!, statements[0]!.conditions[0]!, 'StringLike'),
  );
  expect(result).toBe(policy(after));
});
