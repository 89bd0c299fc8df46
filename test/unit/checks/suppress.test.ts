import { expect, test } from 'vitest';
import type { Suppression } from '../../../server/src/checks/configuration';
import { checkSite } from '../../../server/src/checks/run';
import { suppress } from '../../../server/src/checks/suppress';
import { findPolicies } from '../../../server/src/policy/find';
import { parseJson } from '../../../server/src/syntax/json';
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
  const result = suppress(findings, site!, [suppression], '2026-11-24');
  expect(findings.length - result.findings.length).toBe(count);
  expect(result.used.has(suppression)).toBe(count > 0);
});
