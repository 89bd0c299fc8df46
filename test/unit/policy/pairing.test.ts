import { expect, test } from 'vitest';
import { pairPolicies } from '../../../server/src/policy/pairing';
import { sitesIn } from './policies';

const policy = (...sids: readonly string[]) => ({
  PolicyDocument: { Statement: sids.map((Sid) => ({ Sid, Effect: 'Allow', Action: 's3:*', Resource: '*' })) },
});

/** `old pointer → new pointer`; `-` where there is none. */
function pairs(older: object, newer: object): readonly string[] {
  return pairPolicies(sitesIn(older), sitesIn(newer)).map((pair) =>
    [pair.old, pair.new].map((site) => site?.pointer.replace('/PolicyDocument', '') ?? '-').join(' → '),
  );
}

test.each<[string, object, object, readonly string[]]>([
  ['the same place', { a: policy('x') }, { a: policy('y') }, ['/a → /a']],
  ['the same Sids at another place', { a: policy('x', 'y') }, { b: policy('y', 'x') }, ['/a → /b']],
  [
    'the place before the Sids',
    { a: policy('x'), b: policy('y') },
    { a: policy('y'), c: policy('x') },
    ['/a → /a', '- → /c', '/b → -'],
  ],
  ['Sids that two have', { a: policy('x'), b: policy('x') }, { c: policy('x') }, ['- → /c', '/a → -', '/b → -']],
  ['no Sids', { a: policy('') }, { b: policy('') }, ['- → /b', '/a → -']],
  ['no partner', {}, { a: policy('x') }, ['- → /a']],
  ['nothing', {}, {}, []],
])('%s', (_name, older, newer, expected) => {
  expect(pairs(older, newer)).toEqual(expected);
});
