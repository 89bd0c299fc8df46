import { describe, expect, test } from 'vitest';
import { type AnsweredRequest, policyLenses, requestFor } from '../../../server/src/features/lens';
import { typeReasons } from '../../../server/src/features/policy-type';
import { findPolicies } from '../../../server/src/policy/find';
import type { TypeDecision } from '../../../server/src/policy/kind';
import { parseJson } from '../../../server/src/syntax/json';
import type { SimulationResult } from '../../../shared/decision';
import type { PolicyPlace } from '../../../shared/messages';

const identity: TypeDecision = { type: 'identity', reason: 'model', detail: 'prod:role/app' };
const boundary: TypeDecision = { type: 'boundary', reason: 'setting', detail: 'b/**' };
const document = findPolicies(parseJson('\n{ "Statement": [{ "Effect": "Deny" }] }', { comments: false }))[0]!.document;

function answered(from: PolicyPlace | null, uri?: string): AnsweredRequest {
  const statement = {
    policy: 'p',
    uri,
    pointer: '',
    statement: 0,
    sid: null,
    effect: 'Deny',
    matched: true,
    because: [],
  };
  const layers =
    uri === undefined ? [] : [{ layer: 'identityPolicy', at: null, outcome: 'explicitDeny', statements: [statement] }];
  const result = {
    decision: 'allowed',
    certainty: 'certain',
    decidedBy: [],
    dependsOn: [],
    layers,
    through: [],
    units: [],
  };
  return {
    remembered: { request: { principal: 'prod:role/app', action: 's3:GetObject' }, from },
    result: result as unknown as SimulationResult,
  };
}

describe('lenses', () => {
  test('a policy has its types, and a way to simulate', () => {
    expect(policyLenses(document, [identity, boundary], undefined)).toEqual([
      {
        range: { start: 1, end: 1 },
        title: 'Identity policy and permissions boundary · Simulate…',
        action: 'simulate',
      },
    ]);
  });

  test('the answer to a remembered request stands beside', () => {
    expect(policyLenses(document, [identity], answered(null))[1]).toEqual({
      range: { start: 1, end: 1 },
      title: 'Allowed · prod:role/app s3:GetObject',
      action: 'showResult',
    });
  });

  test('the newest request counts that was started at the policy or in which it took part', () => {
    const place = { uri: 'file:///w/a.json', pointer: '' };
    const [elsewhere, here, takesPart] = [
      answered({ ...place, pointer: '/x' }),
      answered(place),
      answered(null, place.uri),
    ];
    const same = (left: string, right: string) => left === right;
    expect(requestFor(place, [elsewhere, takesPart, here], same)).toBe(takesPart);
    expect(requestFor(place, [elsewhere, here], same)).toBe(here);
    expect(requestFor(place, [elsewhere], same)).toBeUndefined();
  });
});

test('reasons are sentences', () => {
  expect(typeReasons([identity, boundary])).toBe(
    'Identity policy: the identity model uses it so (prod:role/app). Permissions boundary: the pattern "b/**" in the settings says so.',
  );
});
