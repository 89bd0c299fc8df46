import { describe, expect, test } from 'vitest';
import { type RequestWords, requestFrom } from '../../../server/src/cli/simulate-request';

const asked = { principal: 'prod:role/app', action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };

describe('a request from the words of a command line', () => {
  const cases: readonly (readonly [string, RequestWords, object])[] = [
    ['the three members', asked, asked],
    [
      'context: the same key twice has both values',
      { ...asked, context: ['aws:SourceIp=203.0.113.7', 'aws:TagKeys=a', 'AWS:TagKeys=b'] },
      { ...asked, context: { 'aws:SourceIp': '203.0.113.7', 'aws:TagKeys': ['a', 'b'] } },
    ],
    [
      'context: a value may hold equal signs, and be empty',
      { ...asked, context: ['a:b=c=d', 'e:f='] },
      { ...asked, context: { 'a:b': 'c=d', 'e:f': '' } },
    ],
    [
      'a key that is absent',
      { ...asked, absent: ['aws:PrincipalOrgID'] },
      { ...asked, context: { 'aws:PrincipalOrgID': null } },
    ],
    [
      'the rest',
      {
        ...asked,
        through: ['dev:role/a', 'prod:role/b'],
        missingContext: 'unknown',
        resourceAccount: '111122223333',
        literal: true,
      },
      {
        ...asked,
        through: ['dev:role/a', 'prod:role/b'],
        missingContext: 'unknown',
        resourceAccount: '111122223333',
        resourceIsPattern: false,
      },
    ],
  ];
  test.each(cases)('%s', (_, words, request) => {
    expect(requestFrom({}, words, [])).toEqual({ ok: true, request });
  });

  test('words override members of the request, context key by key', () => {
    const base = {
      ...asked,
      context: { 'aws:SourceIp': '10.0.0.1', 'aws:UserAgent': 'x' },
      time: '2026-11-24T10:00:00Z',
    };
    expect(requestFrom(base, { action: 's3:PutObject', context: ['AWS:sourceip=203.0.113.7'] }, [])).toEqual({
      ok: true,
      request: {
        ...asked,
        action: 's3:PutObject',
        context: { 'aws:UserAgent': 'x', 'AWS:sourceip': '203.0.113.7' },
        time: '2026-11-24T10:00:00Z',
      },
    });
  });

  test('a resource takes the place of several', () => {
    const { resource, ...rest } = asked;
    expect(requestFrom({ ...rest, resources: ['a', 'b'] }, { resource }, [])).toEqual({ ok: true, request: asked });
  });

  test.each([
    ['nobody asks', { action: 's3:GetObject' }, 'the request does not say who asks: give --principal'],
    ['nothing is asked', { principal: 'a:role/b' }, 'the request does not say what is asked for: give --action'],
    [
      'no resource',
      { principal: 'a:role/b', action: 's3:GetObject' },
      'the request does not say on what: give --resource',
    ],
    ['a key without a value', { ...asked, context: ['aws:SourceIp'] }, '--context aws:SourceIp is no KEY=VALUE'],
    ['a value without a key', { ...asked, context: ['=x'] }, '--context =x is no KEY=VALUE'],
    [
      'a key that has a value and is absent',
      { ...asked, context: ['aws:SourceIp=10.0.0.1'], absent: ['aws:sourceip'] },
      'aws:sourceip cannot have a value and be absent',
    ],
  ])('%s', (_, words, problem) => {
    expect(requestFrom({}, words, [])).toEqual({ ok: false, problem });
  });
});

describe('session policies', () => {
  const policies = ['session.json'];

  test('are those of the principal', () => {
    expect(requestFrom({}, asked, policies)).toEqual({
      ok: true,
      request: { ...asked, principal: { role: 'prod:role/app', session: { policies } } },
    });
  });

  test('are those of the last role on the way', () => {
    const through = ['dev:role/a', 'prod:role/b'];
    expect(requestFrom({}, { ...asked, principal: 'dev:user/alice', through }, policies)).toEqual({
      ok: true,
      request: {
        ...asked,
        principal: 'dev:user/alice',
        through: ['dev:role/a', { role: 'prod:role/b', session: { policies } }],
      },
    });
  });

  test('keep what else is said of the session', () => {
    const principal = { role: 'prod:role/app', session: { name: 'ci', policies: ['old.json'] } };
    expect(requestFrom({ ...asked, principal }, {}, policies)).toEqual({
      ok: true,
      request: { ...asked, principal: { role: 'prod:role/app', session: { name: 'ci', policies } } },
    });
  });

  test('need a role', () => {
    expect(requestFrom({}, { ...asked, principal: 'dev:user/alice' }, policies)).toEqual({
      ok: false,
      problem: '--session-policy needs a role, as the principal or in --through',
    });
  });
});
