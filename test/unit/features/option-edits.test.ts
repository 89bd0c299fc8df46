import { expect, test } from 'vitest';
import { addToOption } from '../../../server/src/features/option-edits';
import { applyEdits } from '../../../server/src/syntax/edits';
import { parseJson } from '../../../server/src/syntax/json';

const A = '111122223333';
const B = '444455556666';

test.each([
  ['{}', [], { options: { trustedAccounts: [B] } }],
  ['{ "severity": {} }', [A], { options: { trustedAccounts: [A, B] }, severity: {} }],
  ['{ "options": { "scpMaxSize": 5120 } }', [A], { options: { scpMaxSize: 5120, trustedAccounts: [A, B] } }],
  [`{ "options": { "trustedAccounts": ["${A}"] } }`, [A], { options: { trustedAccounts: [A, B] } }],
  ['{ "options": { "trustedAccounts": "all" } }', [], undefined],
  ['{ "options": [] }', [], undefined],
  ['[]', [], undefined],
])('%s', (text, counting, expected) => {
  const edits = addToOption(parseJson(text, { comments: true }), 'trustedAccounts', B, counting);
  expect(edits && JSON.parse(applyEdits(text, edits))).toEqual(expected);
});
