import { describe, expect, test } from 'vitest';
import type { Suppression } from '../../../server/src/checks/configuration';
import { checkSite } from '../../../server/src/checks/run';
import type { SeverityTable } from '../../../server/src/checks/severity';
import { suppress } from '../../../server/src/checks/suppress';
import { suppressionFindings } from '../../../server/src/checks/suppression-entries';
import { findPolicies, siteRange } from '../../../server/src/policy/find';
import { applyEdits } from '../../../server/src/syntax/edits';
import { parseJson } from '../../../server/src/syntax/json';
import { lineStartsOf } from '../../../server/src/syntax/lines';
import { testCatalog } from '../../kit/catalog';

const text = `{ "PolicyDocument": { "Version": "2012-10-17", "Statement": [
  { "Sid": "A", "Effect": "Allow", "Action": "*", "Resource": "*" },
  { "Sid": "B", "Effect": "Allow", "Action": "*", "Resource": "*", "NotResource": [] }
] } }`;
const [site] = findPolicies(parseJson(text, { comments: false }));
const findings = checkSite({
  site: site!,
  types: ['identity'],
  catalog: testCatalog(),
  severities: [{ 'action-duplicate-across-allow': 'off' }],
});

const entry: Suppression = {
  file: '*',
  code: 'action-star-allow',
  reason: 'why',
  sid: undefined,
  statement: undefined,
  pointer: undefined,
  expires: undefined,
  range: { start: 0, end: 0 },
  codeRange: { start: 0, end: 0 },
  expiresRange: undefined,
};

test.each<[string, Partial<Suppression>, number]>([
  ['the code', {}, 2],
  ['another code', { code: 'action-unknown' }, 0],
  ['a Sid', { sid: 'B' }, 1],
  ['an unknown Sid', { sid: 'C' }, 0],
  ['a statement', { statement: 0 }, 1],
  ['a statement with another Sid', { statement: 0, sid: 'B' }, 0],
  ['the policy', { pointer: '/PolicyDocument' }, 2],
  ['a node', { pointer: '/PolicyDocument/Statement/1/Action' }, 1],
  ['another policy', { pointer: '/Policy' }, 0],
  ['until today', { expires: '2026-11-24' }, 2],
  ['until yesterday', { expires: '2026-11-23' }, 0],
])('%s', (_name, narrowed, count) => {
  const suppression = { ...entry, ...narrowed };
  const result = suppress({
    found: findings.map((finding) => ({ site: site!, finding })),
    tree: parseJson(text, { comments: false }),
    lines: lineStartsOf(text),
    sites: [site!],
    entries: [suppression],
    today: '2026-11-24',
    severities: [],
    isOpen: () => false,
  });
  expect(findings.length - result.left.length).toBe(count);
  expect(result.used.has(suppression)).toBe(count > 0);
});

/** A file with comments: what is left, as `line code`, and what is said of the comments, as `line code: message`. */
function commented(text: string, { severities = [] as SeverityTable[], open = [] as string[] } = {}) {
  const tree = parseJson(text, { comments: true });
  const sites = findPolicies(tree);
  const off = { 'action-duplicate-across-allow': 'off', 'sid-duplicate': 'off', 'statement-redundant': 'off' } as const;
  const all = [off, ...severities];
  const found = sites.flatMap((each) =>
    checkSite({ site: each, types: ['identity'], catalog: testCatalog(), severities: all }).map((finding) => ({
      site: each,
      finding,
    })),
  );
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const result = suppress({
    found,
    tree,
    lines: lineStartsOf(text),
    sites,
    entries: [],
    today: '2026-11-24',
    severities: all,
    isOpen: (code) => open.includes(code),
  });
  return {
    left: result.left.map(({ site: at, finding }) => `${lineOf(siteRange(at, finding.range).start)} ${finding.code}`),
    own: result.own.map(({ code, messageId, range }) => `${code} ${messageId}: ${text.slice(range.start, range.end)}`),
    fixed: result.own.flatMap(({ fixes }) => fixes.map(({ title, edits }) => [title, applyEdits(text, edits)])),
  };
}

const wrap = (...lines: readonly string[]) =>
  ['{ "Version": "2012-10-17", "Statement": [', ...lines, '] }', ''].join('\n');
const STAR = '{ "Effect": "Allow", "Action": "*", "Resource": "*" }';

describe('comments', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing', wrap(STAR), ['2 action-star-allow']],
    ['on the line', wrap(`${STAR} // writ-ignore action-star-allow -- why`), []],
    ['in a block', wrap(`${STAR} /* writ-ignore action-star-allow -- why */`), []],
    ['on a line of its own above', wrap('// writ-ignore action-star-allow -- why', STAR), []],
    ['two lines of their own', wrap('// writ-ignore a -- x', '// writ-ignore action-star-allow -- why', '', STAR), []],
    ['several codes', wrap('// writ-ignore action-unknown, action-star-allow -- why', STAR), []],
    [
      'above a statement: all of it',
      wrap(
        '// writ-ignore action-star-allow -- why',
        '{ "Effect": "Allow",',
        '  "Resource": "*",',
        '  "Action": "*" }',
      ),
      [],
    ],
    [
      'above an element: all of it',
      wrap(
        '{ "Effect": "Allow", "Resource": "*",',
        '// writ-ignore action-star-allow -- why',
        '  "Action": [',
        '  "*" ] }',
      ),
      [],
    ],
    [
      'above an element: all of its line',
      wrap('{ "Effect": "Allow",', '// writ-ignore action-star-allow -- why', '  "Resource": "*", "Action": "*" }'),
      [],
    ],
    [
      'above another element: not what follows it',
      wrap(
        '{ "Effect": "Allow",',
        '// writ-ignore action-star-allow -- why',
        '  "Resource": [',
        '  "*" ],',
        '  "Action": "*" }',
      ),
      ['6 action-star-allow'],
    ],
    [
      'above Statement: all statements',
      [
        '{ "Version": "2012-10-17",',
        '// writ-ignore action-star-allow -- why',
        '"Statement": [',
        STAR,
        ',',
        STAR,
        ']}',
      ].join('\n'),
      [],
    ],
    ['another line', wrap('// writ-ignore action-star-allow -- why', STAR, ',', STAR), ['5 action-star-allow']],
    ['another code', wrap(`${STAR} // writ-ignore action-unknown -- why`), ['2 action-star-allow']],
    ['another word', wrap(`${STAR} // writ-ignored action-star-allow -- why`), ['2 action-star-allow']],
    ['Windows line ends', wrap('// writ-ignore action-star-allow -- why', STAR).replaceAll('\n', '\r\n'), []],
  ])('%s', (_name, file, left) => {
    expect(commented(file).left).toEqual(left);
  });

  test.each<[string, string, readonly string[], Parameters<typeof commented>[1]?]>([
    ['a used one', '// writ-ignore action-star-allow -- why', []],
    ['no reason', '// writ-ignore action-star-allow', ['suppression-reason comment: // writ-ignore action-star-allow']],
    [
      'an empty reason',
      '// writ-ignore action-star-allow --  ',
      ['suppression-reason comment: // writ-ignore action-star-allow --  '],
    ],
    [
      'the reason of a quick fix',
      '// writ-ignore action-star-allow -- TODO: why',
      ['suppression-reason comment: // writ-ignore action-star-allow -- TODO: why'],
    ],
    [
      'one of two without effect',
      '// writ-ignore action-star-allow, action-unknown -- why',
      ['suppression-unused unused: action-unknown'],
    ],
    ['a misspelt code', '// writ-ignore action-star-alow -- why', ['suppression-unused close: action-star-alow']],
    ['a strange code', '// writ-ignore E501 -- why', ['suppression-unused unknown: E501']],
    ['no code', '// writ-ignore -- why', ['suppression-unused empty: // writ-ignore -- why']],
    ['one of which nobody knows yet', '// writ-ignore action-unknown -- why', [], { open: ['action-unknown'] }],
    [
      'turned off',
      '// writ-ignore action-unknown',
      ['suppression-unused unused: action-unknown'],
      { severities: [{ 'suppression-reason': 'off' }] },
    ],
    ['turned off with the family', '// writ-ignore action-unknown', [], { severities: [{ document: 'off' }] }],
  ])('%s', (_name, comment, own, options = {}) => {
    expect(commented(wrap(comment, STAR), options).own).toEqual(own);
  });

  test('fixes take the suppression away, or put the code right', () => {
    const fixed = (line: string) =>
      commented(wrap(line, STAR)).fixed.map(([title, after]) => [title, after?.split('\n')]);
    const rest = [STAR, '] }', ''];
    const head = '{ "Version": "2012-10-17", "Statement": [';
    expect(fixed('  // writ-ignore action-unknown -- why')).toEqual([['Remove the suppression', [head, ...rest]]]);
    expect(fixed('// writ-ignore action-unknown, action-star-allow -- why')).toEqual([
      ['Remove the suppression', [head, '// writ-ignore action-star-allow -- why', ...rest]],
    ]);
    expect(fixed('// writ-ignore action-star-allow, action-unknown -- why')).toEqual([
      ['Remove the suppression', [head, '// writ-ignore action-star-allow -- why', ...rest]],
    ]);
    expect(fixed('// writ-ignore action-star-alow -- why')[0]).toEqual([
      'Change to action-star-allow',
      [head, '// writ-ignore action-star-allow -- why', ...rest],
    ]);
  });

  test('a policy in a string is reached by the line on which the string stands', () => {
    const inner = JSON.stringify(`{ "Version": "2012-10-17", "Statement": [${STAR}] }`);
    expect(commented(`{\n  // writ-ignore action-star-allow -- why\n  "policy": ${inner}\n}`).left).toEqual([]);
  });
});

test.each<[string, Partial<Suppression>, boolean, readonly string[]]>([
  ['fine', {}, false, []],
  ['no reason', { reason: undefined }, false, ['suppression-reason entry']],
  ['unused', {}, true, ['suppression-unused unused']],
  ['expired', { expires: '2026-11-23' }, true, ['suppression-expired expired']],
  ['its last day', { expires: '2026-11-24' }, false, []],
  ['a misspelt code', { code: 'action-star-alow' }, false, ['suppression-unused close']],
])('an entry of the configuration: %s', (_name, changes, isUnused, expected) => {
  const use = { today: '2026-11-24', severities: [], isUnused: () => isUnused };
  expect(
    suppressionFindings([{ ...entry, ...changes }], use).map(({ code, messageId }) => `${code} ${messageId}`),
  ).toEqual(expected);
});
