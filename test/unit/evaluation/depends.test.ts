import { describe, expect, it } from 'vitest';
import { evaluateInput } from '../../../server/src/evaluation/result';
import { inputOf, testEngine } from '../../kit/vectors';

const engine = testEngine();
const ALICE = 'arn:aws:iam::111122223333:user/alice';

interface Options {
  readonly identity: readonly object[];
  readonly context?: object;
  readonly resource?: string;
  readonly isPattern?: boolean;
  readonly missing?: 'absent' | 'unknown';
}

function evaluate({
  identity,
  context = {},
  resource = 'arn:aws:s3:::b/x',
  isPattern = false,
  missing = 'unknown',
}: Options) {
  const line = JSON.stringify({
    request: {
      principal: ALICE,
      action: 's3:GetObject',
      resource,
      resourceAccount: '111122223333',
      context,
      requestIsPattern: isPattern,
    },
    policies: { identity: [{ Version: '2012-10-17', Statement: identity }] },
  });
  return evaluateInput({ ...inputOf(line), missingContext: missing }, engine);
}

const allow = (Condition: object, Resource = '*') => ({ Effect: 'Allow', Action: 's3:*', Resource, Condition });
const deny = (Condition: object) => ({ Effect: 'Deny', Action: 's3:*', Resource: '*', Condition });
const allowAll = { Effect: 'Allow', Action: 's3:*', Resource: '*' };

describe('keys that nobody stated', () => {
  it('lists a key with the decision for each way that it can come out', () => {
    const result = evaluate({ identity: [allow({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })] });
    expect(result.decision).toBe('depends');
    expect(result.headline).toBe('Depends on aws:SourceIp: not stated in the request');
    expect(result.dependsOn).toEqual([
      {
        key: 'aws:SourceIp',
        ways: [
          { value: null, decision: 'implicitDeny' },
          { value: ['203.0.113.0/24'], decision: 'allowed' },
          { value: 'other', decision: 'implicitDeny' },
        ],
      },
    ]);
  });

  it('takes such keys as absent on demand, and still names them', () => {
    const result = evaluate({
      identity: [allow({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
      missing: 'absent',
    });
    expect([result.decision, result.missingContext, result.dependsOn]).toEqual(['implicitDeny', ['aws:SourceIp'], []]);
  });

  it('does not list a key that cannot change the decision', () => {
    const result = evaluate({ identity: [allowAll, allow({ StringEquals: { 'aws:UserAgent': 'x' } })] });
    expect([result.decision, result.missingContext]).toEqual(['allowed', []]);
  });

  it('does not list a key in a statement that fails for another reason', () => {
    const result = evaluate({ identity: [allow({ StringEquals: { 'aws:UserAgent': 'x' } }, 'arn:aws:s3:::other/*')] });
    expect([result.decision, result.missingContext]).toEqual(['implicitDeny', []]);
  });

  it('says `depends` for a way that still hangs on another key', () => {
    const result = evaluate({
      identity: [allow({ Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:UserAgent': 'x' } })],
    });
    expect(result.dependsOn).toEqual([
      {
        key: 'aws:SecureTransport',
        ways: [
          { value: null, decision: 'implicitDeny' },
          { value: ['true'], decision: 'depends' },
          { value: 'other', decision: 'implicitDeny' },
        ],
      },
      {
        key: 'aws:UserAgent',
        ways: [
          { value: null, decision: 'implicitDeny' },
          { value: ['x'], decision: 'depends' },
          { value: 'other', decision: 'implicitDeny' },
        ],
      },
    ]);
  });

  it('finds the value with which a policy variable would match', () => {
    const result = evaluate({
      identity: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b/home/${aws:PrincipalTag/team}/*' }],
      resource: 'arn:aws:s3:::b/home/red/x',
    });
    expect(result.dependsOn).toEqual([
      {
        key: 'aws:PrincipalTag/team',
        ways: [
          { value: null, decision: 'implicitDeny' },
          { value: ['red'], decision: 'allowed' },
          { value: 'other', decision: 'implicitDeny' },
        ],
      },
    ]);
  });

  it('tries neighbours of numbers, so that both sides of a bound are seen', () => {
    const result = evaluate({ identity: [allowAll, deny({ NumericGreaterThan: { 's3:signatureAge': '10' } })] });
    expect(result.dependsOn).toEqual([
      {
        key: 's3:signatureAge',
        ways: [
          { value: null, decision: 'allowed' },
          { value: ['9'], decision: 'allowed' },
          { value: ['10'], decision: 'allowed' },
          { value: ['11'], decision: 'explicitDeny' },
          { value: 'other', decision: 'allowed' },
        ],
      },
    ]);
  });
});

describe('a pattern as resource', () => {
  const partly = [allowAll, { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::b/secret/*' }];

  it('is allowed only if all of it is, and names the part that is not', () => {
    const result = evaluate({ identity: partly, resource: 'arn:aws:s3:::b/*', isPattern: true });
    expect([result.decision, result.dependsOn]).toEqual([
      'depends',
      [{ resource: 'arn:aws:s3:::b/secret/*', decision: 'explicitDeny' }],
    ]);
  });

  it.each([
    [
      'covered by an Allow',
      [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b/*' }],
      'arn:aws:s3:::b/x/*',
      'allowed',
    ],
    ['covered by a Deny', partly, 'arn:aws:s3:::b/secret/x*', 'explicitDeny'],
    ['disjoint from the Deny', partly, 'arn:aws:s3:::b/public/*', 'allowed'],
    [
      'only partly allowed',
      [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b/x/*' }],
      'arn:aws:s3:::b/*',
      'depends',
    ],
    [
      'not allowed at all',
      [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::c/*' }],
      'arn:aws:s3:::b/*',
      'implicitDeny',
    ],
    [
      'NotResource outside',
      [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::c/*' }],
      'arn:aws:s3:::b/*',
      'allowed',
    ],
    [
      'NotResource inside',
      [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::b/x' }],
      'arn:aws:s3:::b/*',
      'depends',
    ],
  ])('%s', (_, identity, resource, decision) => {
    expect(evaluate({ identity, resource, isPattern: true }).decision).toBe(decision);
  });
});
