import { describe, expect, test } from 'vitest';
import {
  DOCUMENT_ELEMENTS,
  GRAMMAR,
  isElementAllowed,
  isPolicyType,
  POLICY_TYPES,
  STATEMENT_ELEMENTS,
} from '../../../server/src/policy/grammar';
import { isElementName } from '../../../server/src/policy/read';

const forbidden = (type: (typeof POLICY_TYPES)[number]) =>
  STATEMENT_ELEMENTS.filter((element) => !isElementAllowed(type, element));

describe('what a policy of each type may not hold', () => {
  test.each([
    ['identity', ['Principal', 'NotPrincipal']],
    ['boundary', ['Principal', 'NotPrincipal']],
    ['session', ['Principal', 'NotPrincipal']],
    ['scp', ['Principal', 'NotPrincipal']],
    ['resource', []],
    ['vpce', []],
    ['trust', ['NotPrincipal', 'Resource', 'NotResource']],
    ['rcp', ['NotPrincipal', 'NotAction']],
  ] as const)('%s', (type, expected) => {
    expect(forbidden(type)).toEqual(expected);
  });
});

test('the table has a row for each type, in the order of the option', () => {
  expect(POLICY_TYPES).toEqual(['identity', 'resource', 'trust', 'boundary', 'session', 'scp', 'rcp', 'vpce']);
  expect(Object.keys(GRAMMAR).sort()).toEqual([...POLICY_TYPES].sort());
});

test('only organizations demand a Version', () => {
  expect(POLICY_TYPES.filter((type) => GRAMMAR[type].versionRequired)).toEqual(['scp', 'rcp']);
});

test('an Id means something where a policy is attached to a resource', () => {
  expect(POLICY_TYPES.filter((type) => GRAMMAR[type].id === 'useful')).toEqual(['resource', 'trust', 'vpce']);
});

test('each type points at a page of AWS', () => {
  for (const type of POLICY_TYPES)
    expect(GRAMMAR[type].page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html(#\S+)?$/);
});

test('the elements are those that the reader knows', () => {
  expect(STATEMENT_ELEMENTS.every(isElementName)).toBe(true);
  expect(STATEMENT_ELEMENTS.length).toBe(9);
  expect(DOCUMENT_ELEMENTS).toEqual(['Version', 'Id', 'Statement']);
});

test.each([
  ['scp', true],
  ['SCP', false],
  ['constructor', false],
  ['', false],
])('%j is a policy type: %s', (word, expected) => {
  expect(isPolicyType(word)).toBe(expected);
});
