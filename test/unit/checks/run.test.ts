import { describe, expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import { type ListedRule, rule } from '../../../server/src/checks/rule';
import { type CheckInput, checkInSteps, checkSite, unreportedFindings } from '../../../server/src/checks/run';
import { findPolicies, siteRange } from '../../../server/src/policy/find';
import { parseJson } from '../../../server/src/syntax/json';
import { testCatalog } from '../../kit/catalog';
import { siteOf } from '../../kit/rules';

const catalog = testCatalog();

function check(text: string, input: Partial<CheckInput> = {}) {
  return checkSite({ site: siteOf(text), types: ['identity'], catalog, ...input });
}

const codes = (text: string, input: Partial<CheckInput> = {}) => check(text, input).map(({ code }) => code);

const policy = (...statements: readonly string[]) =>
  `{ "Version": "2012-10-17", "Statement": [${statements.join(', ')}] }`;
const ALLOW = '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }';
const UNKNOWN = '{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" }';

describe('broken text', () => {
  test.each([
    [
      'what lies before the break is checked',
      `{ "Version": "2012-10-17", "Statement": [${UNKNOWN}, { "Effect": `,
      ['json-syntax', 'json-syntax', 'action-unknown', 'json-syntax', 'json-syntax'],
    ],
    [
      'an element that is not there yet is not missing',
      `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt"`,
      ['json-syntax', 'json-syntax', 'json-syntax', 'action-unknown'],
    ],
    [
      'a half-typed string says nothing of itself',
      `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:Ge\n}] }`,
      ['json-syntax'],
    ],
    [
      'a whole statement behind the break is checked',
      policy('{ "Effect": "Allow" "Action": "s3:*" }', UNKNOWN),
      ['json-syntax', 'action-unknown'],
    ],
    [
      'rules on the whole document wait',
      '{ "Version": "2012-10-17", "Statement": [{ "Sid": "A" ,,}, { "Sid": "A" }] ',
      ['json-syntax', 'json-syntax', 'json-syntax', 'action-missing', 'effect-missing', 'resource-missing'],
    ],
    [
      'comments and trailing commas leave no doubt',
      `{ /* why */ "Statement": [${ALLOW},] }`,
      ['version-missing', 'json-syntax', 'json-syntax'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

describe('severity', () => {
  const of = (severities: NonNullable<CheckInput['severities']>, text = policy(UNKNOWN)) =>
    check(text, { severities }).map(({ code, severity }) => `${code} ${severity}`);

  test.each<[string, NonNullable<CheckInput['severities']>, string[]]>([
    ['the default', [], ['action-unknown error']],
    ['a code', [{ 'action-unknown': 'suggestion' }], ['action-unknown suggestion']],
    ['a family', [{ actions: 'warning' }], ['action-unknown warning']],
    ['a code beats its family', [{ actions: 'off', 'action-unknown': 'security' }], ['action-unknown security']],
    [
      'a later table beats an earlier one',
      [{ 'action-unknown': 'warning' }, { actions: 'error' }],
      ['action-unknown error'],
    ],
    ['off', [{ 'action-unknown': 'off' }], []],
    ['a family off', [{ actions: 'off' }], []],
    ['another family', [{ document: 'off' }], ['action-unknown error']],
    ['its own code turns a rule on', [{ 'action-array-single': 'warning' }], ['action-unknown error']],
  ])('%s', (_name, severities, expected) => {
    expect(of(severities)).toEqual(expected);
  });

  test('a rule that is off by default is turned on by its code, not by its family', () => {
    const text = policy(
      '{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    );
    expect(of([], text)).toEqual([]);
    expect(of([{ actions: 'error' }], text)).toEqual([]);
    expect(of([{ 'action-array-single': 'warning' }], text)).toEqual(['action-array-single warning']);
    expect(of([{ 'action-array-single': 'warning' }, { actions: 'off' }], text)).toEqual([]);
  });
});

describe('types', () => {
  test('what two types share is said once, what one has is said with it', () => {
    const found = check(policy('{ "Effect": "Allow", "Action": ["s3:GetObjekt", "*"], "Resource": "*" }'), {
      types: ['identity', 'boundary'],
    });
    expect(found.map(({ code, policyType }) => [code, policyType])).toEqual([
      ['action-redundant', 'identity'],
      ['action-unknown', 'identity'],
      ['action-star-allow', 'identity'],
    ]);
  });
});

describe('json-syntax and the editor', () => {
  const broken = policy(`${ALLOW},`);

  test('the editor reports it, and its fix stays', () => {
    const input = { site: siteOf(broken), types: ['identity'] as const, catalog, builtInJson: true };
    expect(checkSite(input)).toEqual([]);
    expect(unreportedFindings(input).map(({ code, fixes }) => [code, fixes.map(({ title }) => title)])).toEqual([
      ['json-syntax', ['Remove trailing comma']],
    ]);
    expect(unreportedFindings({ ...input, builtInJson: false })).toEqual([]);
  });

  test('the editor does not see into a string', () => {
    const text = JSON.stringify({ PolicyDocument: broken });
    const [site] = findPolicies(parseJson(text, { comments: false }));
    const found = checkSite({ site: site!, types: ['identity'], catalog, builtInJson: true });
    expect(
      found.map(({ code, range }) => [code, text.slice(siteRange(site!, range).start, siteRange(site!, range).end)]),
    ).toEqual([['json-syntax', ',']]);
  });

  test('a policy inside a file reports its own text only', () => {
    const text = `{ "a": [1,], "PolicyDocument": ${broken} }`;
    const [site] = findPolicies(parseJson(text, { comments: false }));
    const found = checkSite({ site: site!, types: ['identity'], catalog });
    expect(found.map(({ range }) => range.start)).toEqual([text.lastIndexOf(',]')]);
  });
});

describe('a rule that throws', () => {
  const throwing: ListedRule = {
    ...rule({
      code: 'throws',
      severity: 'error',
      policyTypes: 'all',
      title: '',
      why: '',
      source: '',
      messages: {},
      good: [],
      bad: [],
      checkStatement() {
        throw new Error('bug');
      },
    }),
    family: 'actions',
  };

  test('costs its own findings only, is said once and logged', () => {
    const log: string[] = [];
    const text = policy(UNKNOWN, ALLOW);
    const found = check(text, { rules: [throwing, ...rules], log: (message) => log.push(message) });
    expect(found.map(({ code, range }) => [code, range])).toEqual([
      ['internal-analysis-error', { start: 0, end: 1 }],
      ['action-unknown', { start: text.indexOf('GetObjekt'), end: text.indexOf('GetObjekt') + 9 }],
    ]);
    expect(found[0]?.message).toContain('throws');
    expect(log).toHaveLength(1);
    expect(log[0]).toContain('bug');
  });

  test('in its fixes leaves the finding without them', () => {
    const broken: ListedRule = {
      ...throwing,
      messages: { said: 'Said.' },
      checkStatement({ statement, report }) {
        const fixes = () => {
          throw new Error('bug');
        };
        report(statement.node, 'said', {}, { fixes });
      },
    };
    const [finding] = check(policy(ALLOW), { rules: [broken] });
    expect(finding?.message).toBe('Said.');
    expect(finding?.fixes).toEqual([]);
  });
});

test('messages hold user text on one line and in reasonable length', () => {
  const [finding] = check(policy(`{ "Effect": "Allow", "Action": "s3 ${'x'.repeat(500)}\\n!", "Resource": "*" }`));
  expect(finding?.message.length).toBeLessThan(220);
  expect(finding?.message).not.toContain('\n');
  expect(String(finding?.data?.text).length).toBeGreaterThan(500);
});

test('the findings do not depend on the layout of the text', () => {
  const value = JSON.parse(
    policy(UNKNOWN, '{ "Sid": "a b", "Effect": "allow", "Action": ["*", "s3:*"], "Resource": "*" }'),
  );
  const texts = [
    JSON.stringify(value),
    JSON.stringify(value, null, 2),
    JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n'),
  ];
  const [first, ...others] = texts.map((text) => codes(text));
  expect(first).toEqual(['action-unknown', 'sid-charset', 'effect-invalid', 'action-redundant']);
  for (const other of others) expect(other).toEqual(first);
});

test('each name for which a near one is looked for is a step, so that no statement keeps others waiting', () => {
  const actions = Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? `"s3:GetObjekt${at}"` : `"nothing${at}:Get"`));
  const text = policy(`{ "Effect": "Allow", "Action": [${actions.join(', ')}], "Resource": "*" }`);
  const steps = checkInSteps({ site: siteOf(text), types: ['identity'], catalog });
  const counted = (of: typeof steps) => [...of].length;
  expect(counted(steps) - counted(checkInSteps({ site: siteOf(policy(ALLOW)), types: ['identity'], catalog }))).toBe(
    52,
  );
});
