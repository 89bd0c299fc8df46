import { describe, expect, it } from 'vitest';
import { readCase } from '../../../server/src/evaluation/case';
import { evaluateInput } from '../../../server/src/evaluation/result';
import { parseJson } from '../../../server/src/syntax/json';
import { testEngine } from '../../kit/vectors';

const request = {
  principal: 'arn:aws:iam::111122223333:user/alice',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/x',
};
const allowAll = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

function read(value: object) {
  return readCase(parseJson(JSON.stringify(value), { comments: false }));
}

function errorOf(value: object): string | undefined {
  const reading = read(value);
  return reading.ok ? undefined : reading.error;
}

/** A member that were overlooked would change the answer without a word. */
describe('a case with a member of the wrong kind', () => {
  it.each([
    [{ request, policies: [] }, 'The member "policies" must be an object.'],
    [{ request, policies: 'none' }, 'The member "policies" must be an object.'],
    [{ request, policies: { scps: allowAll } }, 'The member "scps" must be a list of levels, each a list of policies.'],
    [{ request, policies: { rcps: 'none' } }, 'The member "rcps" must be a list of levels, each a list of policies.'],
    [{ request: { ...request, resourceAccount: 111122223333 } }, 'The member "resourceAccount" must be a string.'],
    [{ request: { ...request, requestIsPattern: 'true' } }, 'The member "requestIsPattern" must be true or false.'],
    [{ request: { ...request, console: 1 } }, 'The member "console" must be true or false.'],
    [{ request: { ...request, org: 'o-abc' } }, 'The member "org" must be an object.'],
    [{ request: { ...request, org: { principalInOrg: 'no' } } }, 'The member "principalInOrg" must be true or false.'],
    [{ request: { ...request, context: ['a'] } }, 'The member "context" must be an object.'],
    [{ request: { ...request, action: 5 } }, 'The request has no "action": give it as a string.'],
    [{ request: { ...request, action: ['s3:GetObject'] } }, 'The request has no "action": give it as a string.'],
  ])('%j', (value, error) => {
    expect(errorOf(value)).toBe(error);
  });

  it('takes null for a member that is left out', () => {
    const policies = { scps: null, rcps: null, boundary: null, session: null };
    expect(errorOf({ request: { ...request, resourceAccount: null, org: null }, policies })).toBeUndefined();
  });
});

describe('callers that cannot be', () => {
  it.each([
    ['arn:aws:iam::111122223333:group/dev', 'A group is no principal: name a user, or a role.'],
    [
      'arn:aws:iam::111122223333:role/app',
      'A role acts through a session: write arn:aws:sts::111122223333:assumed-role/app/SESSION.',
    ],
    ['arn:aws:sts::111122223333:assumed-role/app', 'A role session is written assumed-role/ROLE/SESSION.'],
    ['alice', '"alice" is no principal: give an ARN, a service such as ec2.amazonaws.com, or "anonymous".'],
  ])('%s', (principal, error) => {
    expect(errorOf({ request: { ...request, principal } })).toBe(error);
  });
});

describe('hostile input', () => {
  const engine = testEngine();
  const long = '*a'.repeat(5000);
  const text = 'a'.repeat(10_000);

  /** Each pattern has 10,000 characters and each text as many: a walk that tries all ways would never end. */
  it.each([
    ['in Resource', [{ Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${long}b` }]],
    ['in NotResource', [{ Effect: 'Deny', Action: 's3:*', NotResource: `arn:aws:s3:::${long}b` }]],
    ['over fields', [{ Effect: 'Allow', Action: 's3:*', Resource: `arn:${'*a*:'.repeat(4)}${long}b` }]],
    ['in Action', [{ Effect: 'Allow', Action: `s3:${long}b`, Resource: '*' }]],
    ['under StringLike', [conditional('StringLike', 'aws:UserAgent', `${long}b`)]],
    ['under ArnLike', [conditional('ArnLike', 'aws:SourceArn', `arn:aws:${long}b:${long}:${long}:${long}b`)]],
    ['of variables', [conditional('StringLike', 'aws:UserAgent', `${'${aws:UserAgent}*'.repeat(500)}b`)]],
    ['of question marks', [{ Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${'*?'.repeat(5000)}b` }]],
  ])('decides a pattern of many stars %s', (_, statements) => {
    const value = {
      request: {
        ...request,
        resource: `arn:aws:s3:::${text}`,
        context: { 'aws:UserAgent': text, 'aws:SourceArn': `arn:aws:${text}:a:a:${text}` },
      },
      policies: { identity: [{ Version: '2012-10-17', Statement: statements }] },
    };
    const reading = read(value);
    if (!reading.ok) throw new Error(reading.error);
    expect(evaluateInput(reading.input, engine).decision).not.toBe('allowed');
  });

  it('decides a pattern of many stars as the request', () => {
    const reading = read({
      request: { ...request, resource: `arn:aws:s3:::${long}`, requestIsPattern: true },
      policies: {
        identity: [
          {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${long}b` }],
          },
        ],
      },
    });
    if (!reading.ok) throw new Error(reading.error);
    expect(['depends', 'implicitDeny']).toContain(evaluateInput(reading.input, engine).decision);
  });

  it('reads keys that are names of JavaScript objects as any others', () => {
    const text = `{"request":${JSON.stringify(request).slice(0, -1)},"context":{"__proto__":"x","constructor":"y"}},"policies":{"identity":[{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"__proto__":"x","constructor":"y"}}}]}]}}`;
    const reading = readCase(parseJson(text, { comments: false }));
    if (!reading.ok) throw new Error(reading.error);
    expect(evaluateInput(reading.input, engine).decision).toBe('allowed');
  });
});

function conditional(operator: string, key: string, value: string) {
  return { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { [operator]: { [key]: value } } };
}
