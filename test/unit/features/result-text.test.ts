import { describe, expect, test } from 'vitest';
import { answerWords, requestWords, resultLines } from '../../../server/src/features/result-text';
import type { SimulationResult } from '../../../shared/decision';
import type { SimulationRequest } from '../../../shared/request';

const request: SimulationRequest = {
  principal: 'prod:role/app',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::data/x',
};

const range = { start: { line: 3, character: 4 }, end: { line: 7, character: 5 } };

function result(over: Partial<SimulationResult>): SimulationResult {
  return {
    decision: 'allowed',
    certainty: 'certain',
    headline: 'Allowed: role app may do so',
    assumptions: [],
    problems: [],
    decidedBy: [],
    missing: [],
    layers: [],
    context: {},
    missingContext: [],
    dependsOn: [],
    through: [],
    units: [],
    ...over,
  };
}

const scp = {
  layer: 'serviceControlPolicy',
  at: 'r-ab12',
  policy: 'scps/deny-leaving.json',
  statement: 0,
  sid: null,
} as const;
const gap = { layer: 'permissionsBoundary', at: null, policy: 'policies/b.json', statement: null, sid: null } as const;
const way = { value: null, decision: 'implicitDeny' } as const;

describe('answerWords', () => {
  test.each<[string, Partial<SimulationResult>]>([
    ['Allowed', {}],
    ['Assumed allowed', { certainty: 'assumed' }],
    ['Incomplete: allowed', { certainty: 'incomplete' }],
    ['Denied by SCP deny-leaving', { decision: 'explicitDeny', decidedBy: [scp] }],
    ['Denied by SCP DenyLeaving', { decision: 'explicitDeny', decidedBy: [{ ...scp, sid: 'DenyLeaving' }] }],
    ['Assumed denied by SCP deny-leaving', { decision: 'explicitDeny', certainty: 'assumed', decidedBy: [scp] }],
    ['Denied: no Allow in permissions boundary', { decision: 'implicitDeny', decidedBy: [gap] }],
    ['Denied', { decision: 'implicitDeny' }],
    ['Depends on aws:SourceIp', { decision: 'depends', dependsOn: [{ key: 'aws:SourceIp', ways: [way] }] }],
    [
      'Depends on aws:SourceIp and 1 more',
      {
        decision: 'depends',
        dependsOn: [
          { key: 'aws:SourceIp', ways: [] },
          { key: 'aws:SourceVpc', ways: [] },
        ],
      },
    ],
    ['Depends on the resource', { decision: 'depends', dependsOn: [{ resource: 'arn:x', decision: 'explicitDeny' }] }],
    ['Depends on the resource (assumed)', { decision: 'depends', certainty: 'assumed' }],
  ])('%s', (words, over) => {
    expect(answerWords(result(over))).toBe(words);
  });
});

describe('requestWords', () => {
  test.each<[string, SimulationRequest['principal']]>([
    ['prod:role/app s3:GetObject', 'prod:role/app'],
    ['prod:user/alice s3:GetObject', { user: 'prod:user/alice', session: { kind: 'console' } }],
    ['prod:role/app s3:GetObject', { role: 'prod:role/app', session: { name: 's' } }],
    ['saml prod:saml-provider/Okta s3:GetObject', { saml: 'prod:saml-provider/Okta' }],
  ])('%s', (words, principal) => {
    expect(requestWords({ ...request, principal })).toBe(words);
  });
});

test('a chain stands between who asks and what', () => {
  const through = ['dev:role/hub', { role: 'prod:role/data', session: { name: 's' } }];
  expect(requestWords({ ...request, through })).toBe('prod:role/app through dev:role/hub, prod:role/data s3:GetObject');
});

describe('resultLines', () => {
  const text = (over: Partial<SimulationResult>) =>
    resultLines(result(over), request)
      .map((parts) => parts.map((part) => part.text).join(''))
      .join('\n');

  test('a denial with everything', () => {
    const lines = text({
      decision: 'implicitDeny',
      certainty: 'assumed',
      headline: 'Denied: the permissions boundary of role app has no Allow for s3:GetObject',
      assumptions: [
        { id: 'A-12', text: "The role's path is not known.", alternative: 'allowed', matters: true },
        { id: 'A-1', text: 'The owner is the caller.', alternative: 'implicitDeny', matters: false },
      ],
      problems: [
        { policy: 'policies/x.json', uri: 'file:///w/policies/x.json', range, message: 'The Action is missing.' },
      ],
      decidedBy: [gap],
      missing: [{ layer: 'permissionsBoundary', at: null, hint: 'Add s3:GetObject to the boundary.', nearMiss: [] }],
      layers: [
        {
          layer: 'permissionsBoundary',
          at: null,
          outcome: 'implicitDeny',
          statements: [
            {
              policy: 'policies/b.json',
              uri: 'file:///w/policies/b.json',
              pointer: '',
              statement: 0,
              sid: null,
              effect: 'Allow',
              matched: false,
              range,
              because: [
                { element: 'Action', matched: true, entry: 's3:*' },
                {
                  element: 'Condition',
                  matched: false,
                  operator: 'StringEquals',
                  key: 'aws:PrincipalTag/team',
                  expected: ['data', 'ops'],
                  actual: null,
                  range,
                },
                { element: 'Resource', matched: false, entry: 'arn:${x}', resolved: 'arn:y' },
              ],
            },
          ],
        },
        {
          layer: 'sessionPolicy',
          at: null,
          outcome: 'notEvaluated',
          why: 'no session policy was passed',
          statements: [],
        },
      ],
      context: {
        'aws:PrincipalArn': { value: 'arn:aws:iam::1:role/app', from: 'model' },
        'aws:CalledVia': { value: ['a', 'b'], from: 'request' },
      },
      missingContext: ['aws:PrincipalTag/team'],
    });
    expect(lines).toBe(`Assumed denied: no Allow in permissions boundary
The permissions boundary of role app has no Allow for s3:GetObject

  Principal  prod:role/app
  Action     s3:GetObject
  Resource   arn:aws:s3:::data/x

Decided by
  Permissions boundary: policies/b.json

What is missing
  Add s3:GetObject to the boundary.

Not known
  The Action is missing.

Assumed
  The role's path is not known. Otherwise: allowed.
  The owner is the caller. (does not matter here)

Context keys without a value
  aws:PrincipalTag/team

Layers
  Permissions boundary: no Allow
    Allow statement 1 in policies/b.json:4 does not apply
      Condition StringEquals aws:PrincipalTag/team wants data or ops, and the key is absent
      Resource arn:y does not match
  Session policy: not evaluated, no session policy was passed

Context
  aws:PrincipalArn = arn:aws:iam::1:role/app (model)
  aws:CalledVia = [a, b] (request)`);
  });

  test('a statement about other actions says only that, and AWS policies have their short names', () => {
    const policy = 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess';
    const because = [
      { element: 'Action', matched: false },
      { element: 'Resource', matched: false },
    ] as const;
    const statement = { policy, statement: 0, sid: null, effect: 'Allow', matched: false, because } as const;
    const layers = [
      { layer: 'serviceControlPolicy', at: 'r-1', outcome: 'implicitDeny', statements: [statement] },
    ] as const;
    expect(text({ layers })).toContain(`Layers
  SCP of r-1: no Allow
    Allow statement 1 in FullAWSAccess is about other actions`);
  });

  test('a chain: each hop with its answer, the parts of one that has several, and the denied one once', () => {
    const units = [
      result({ label: 'sts:AssumeRole on R', headline: 'Allowed: by trust' }),
      result({ label: 'sts:TagSession on R', headline: 'Allowed: by tags', missingContext: ['aws:TagKeys'] }),
    ];
    const denial = { decision: 'implicitDeny', headline: 'Denied: no', missingContext: ['sts:ExternalId'] } as const;
    const through = [
      result({ label: 'sts:AssumeRole on R', headline: 'Allowed: all', missingContext: ['aws:TagKeys'], units }),
      result({ ...denial, label: 'sts:AssumeRole on S' }),
      result({ label: 'sts:AssumeRole on T', headline: 'Allowed: last' }),
    ];
    const chained = { ...request, through: ['r', { role: 's' }, 't'] };
    const lines = resultLines(result({ ...denial, through }), chained).map((parts) =>
      parts.map((part) => part.text).join(''),
    );
    expect(lines.join('\n')).toBe(`Denied
No

  Principal  prod:role/app
  Through    r
  Through    s
  Through    t
  Action     s3:GetObject
  Resource   arn:aws:s3:::data/x

Role chain
  1. r: Allowed
  2. s: Denied
  3. t: Allowed

Context keys without a value
  sts:ExternalId

Role session 1: sts:AssumeRole on R
  Allowed
  All

Role session 1, part 1: sts:AssumeRole on R
  Allowed
  By trust

Role session 1, part 2: sts:TagSession on R
  Allowed
  By tags

Context keys without a value
  aws:TagKeys

Role session 2: sts:AssumeRole on S
  Denied
  No

Role session 3: sts:AssumeRole on T
  Allowed
  Last`);
  });

  test('what an answer depends on', () => {
    const ways = [
      way,
      { value: ['203.0.113.0/24'], decision: 'allowed' } as const,
      { value: 'other', decision: 'implicitDeny' } as const,
    ];
    expect(text({ decision: 'depends', dependsOn: [{ key: 'aws:SourceIp', ways }] })).toContain(`Depends on
  aws:SourceIp
    absent: denied
    203.0.113.0/24: allowed
    any other value: denied`);
  });

  test('statements are links into their files', () => {
    const decided = { ...scp, uri: 'file:///w/scps/deny-leaving.json', range };
    const parts = resultLines(result({ decision: 'explicitDeny', decidedBy: [decided] }), request).flat();
    expect(parts.filter(({ role }) => role === 'place')).toEqual([
      {
        text: 'statement 1 in scps/deny-leaving.json:4',
        role: 'place',
        target: { uri: 'file:///w/scps/deny-leaving.json', range },
      },
    ]);
  });

  test.each([
    ['Denied: statement S of SCP deny denies s3:GetObject', 'Statement S of SCP deny denies s3:GetObject'],
    ['Depends on aws:SourceIp: not stated in the request', 'Not stated in the request'],
    ['Allowed: sts:GetCallerIdentity needs no permission', 'sts:GetCallerIdentity needs no permission'],
    ['Allowed: every part of the call is allowed', 'Every part of the call is allowed'],
  ])('the sentence below the answer does not repeat it: %s', (headline, sentence) => {
    expect(text({ headline }).split('\n')[1]).toBe(sentence);
  });

  test('a hop of a chain stands under its own title', () => {
    expect(text({ through: [result({ headline: 'Allowed: may assume' })] })).toContain(
      'Role session 1\n  Allowed\n  May assume',
    );
  });
});
