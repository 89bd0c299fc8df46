import { expect, test } from 'vitest';
import {
  addTest,
  addTests,
  changeOperator,
  removeTest,
  renameBlock,
  replaceTest,
} from '../../../server/src/checks/condition-edits';
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
  [
    ', "Condition": { "bool": { "aws:ViaAWSService": "false" } }',
    ', "Condition": { "bool": { "aws:ViaAWSService": "false", "aws:SecureTransport": "true" } }',
  ],
  [
    ', "Condition": { "Bool": { "aws:securetransport": "false" } }',
    ', "Condition": { "Bool": { "aws:securetransport": "false" } }',
  ],
])('adds a test to %s', (before, after) => {
  const result = edited(before, ({ tree, statements }) =>
    addTest(tree, statements[0]!, 'Bool', 'aws:SecureTransport', 'true'),
  );
  expect(result).toBe(policy(after));
});

test('adds nothing where the block has the key, in any letter case', () => {
  const before = ', "Condition": { "Bool": { "AWS:SecureTransport": "false" } }';
  const result = edited(before, ({ tree, statements }) =>
    addTest(tree, statements[0]!, 'Bool', 'aws:SecureTransport', 'true'),
  );
  expect(result).toBe(policy(before));
});

test('adds several tests in front of a comment', () => {
  const before = ', "Condition": { "StringEquals": { "a:b": "x" // why\n } }';
  const result = edited(before, ({ tree, statements }) =>
    addTests(tree, statements[0]!, 'StringEquals', { 'c:d': 'y', 'e:f': 'z' }),
  );
  expect(result).toBe(policy(', "Condition": { "StringEquals": { "a:b": "x", "c:d": "y", "e:f": "z" // why\n } }'));
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
  // Put elsewhere, 1.0 would become 1.
  [
    ', "Condition": { "StringEquals": { "a:b": 1.0, "c:d": "y" } }',
    ', "Condition": { "StringEquals": { "a:b": 1.0, "c:d": "y" } }',
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

test.each([
  [
    ', "Condition": { "StringEquals": { "a:b": "*" } }',
    { operator: 'Null', key: 'a:b', value: 'false' },
    ', "Condition": { "Null": { "a:b": "false" } }',
  ],
  [
    ', "Condition": { "StringEquals": { "a:b": ["*"], "c:d": "y" } }',
    { operator: 'Null', key: 'a:b', value: 'false' },
    ', "Condition": { "StringEquals": { "c:d": "y" }, "Null": { "a:b": "false" } }',
  ],
  [
    ', "Condition": { "StringEquals": { "a:b": "x" } }',
    { operator: 'StringEquals', key: 'a:c', value: 'z' },
    ', "Condition": { "StringEquals": { "a:c": "z" } }',
  ],
  [
    ', "Condition": { "StringEquals": { "a:b": "x", "A:C": "y" } }',
    { operator: 'StringEquals', key: 'a:c', value: 'z' },
    ', "Condition": { "StringEquals": { "a:b": "x", "A:C": "y" } }',
  ],
  [
    ', "Condition": { "Bool": { "a:b": "x" }, "Null": { "c:d": "true" } }',
    { operator: 'Null', key: 'a:b', value: 'true' },
    ', "Condition": { "Null": { "c:d": "true", "a:b": "true" } }',
  ],
])('replaces the first test of %s', (before, by, after) => {
  const result = edited(before, ({ tree, statements }) =>
    replaceTest(tree, statements[0]!, statements[0]!.conditions[0]!, by),
  );
  expect(result).toBe(policy(after));
});

test.each([
  [', "Condition": { "Boolean": { "a:b": "x" } }', ', "Condition": { "Bool": { "a:b": "x" } }'],
  [
    ', "Condition": { "Boolean": { "a:b": "x" }, "Bool": { "c:d": "y" } }',
    ', "Condition": { "Bool": { "c:d": "y", "a:b": "x" } }',
  ],
  [
    ', "Condition": { "Boolean": { "a:b": "x" }, "Bool": { "A:B": "y" } }',
    ', "Condition": { "Boolean": { "a:b": "x" }, "Bool": { "A:B": "y" } }',
  ],
])('renames the first block of %s', (before, after) => {
  const result = edited(before, ({ tree, statements }) =>
    renameBlock(tree, statements[0]!, statements[0]!.conditions[0]!.operatorMember, 'Bool'),
  );
  expect(result).toBe(policy(after));
});
