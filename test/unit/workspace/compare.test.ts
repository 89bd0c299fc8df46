import { describe, expect, test } from 'vitest';
import { comparisonLines } from '../../../server/src/features/comparison/text';
import { changeWords } from '../../../server/src/features/comparison/words';
import type { PolicyType } from '../../../server/src/policy/document';
import { createKernel } from '../../../server/src/semantics/kernel';
import { compareFiles } from '../../../server/src/workspace/compare';
import { testCatalog } from '../../kit/catalog';

const kernel = createKernel(testCatalog());
const AMPLE = { budget: { steps: 20_000_000 } };

const version = (text: string, type: PolicyType, name: string) => ({
  uri: `file:///w/${name}.json`,
  languageId: 'json',
  text,
  isMeant: false,
  types: { '': type },
});

function changeOf(older: string, newer: string, { type = 'identity' as PolicyType, options = AMPLE } = {}) {
  const versions = { old: version(older, type, 'old'), new: version(newer, type, 'new') };
  const [change, ...more] = compareFiles(versions, kernel, options);
  expect(more).toEqual([]);
  return change!;
}

const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 1);
const allow = (Action: unknown, Resource: unknown = 'arn:aws:s3:::b/*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const READ = policy(allow('s3:GetObject'));
const BUCKETS = ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::c/*'];

describe('the words of the lens', () => {
  test.each<[string, string, string, string]>([
    ['the same', READ, policy(allow('s3:GetObject', 'arn:aws:s3:::b/*', { Sid: 'x' })), 'No new access (proved)'],
    ['more', READ, policy(allow('s3:GetObject'), allow('s3:PutObject', BUCKETS)), 'New access: s3 write on 3 patterns'],
    ['a wider resource', READ, policy(allow('s3:GetObject', BUCKETS)), 'New access: s3 read on 2 patterns'],
    [
      'several',
      READ,
      policy(
        allow('s3:GetObject'),
        allow('iam:CreateAccessKey', '*'),
        allow('sqs:SendMessage', 'arn:aws:sqs:*:*:*'),
        allow('sns:Publish', 'arn:aws:sns:*:*:*'),
      ),
      'New access: iam write on 1 pattern, sqs write on 1 pattern and 1 more',
    ],
    [
      'names of later',
      READ,
      policy(allow(['s3:GetObject', 's3:GetObjectZz*'])),
      'New access: s3 actions that AWS may add on 1 pattern',
    ],
    ['less', READ, policy(allow('s3:GetObject', 'arn:aws:s3:::b/x')), 'Less access'],
    ['more and less', READ, policy(allow('s3:PutObject')), 'New and less access'],
    [
      'paper',
      READ,
      policy(allow('s3:GetObject'), allow('s3:GetObject', 'arn:aws:sqs:eu-west-1:111122223333:q')),
      'Only on paper: s3 read on 1 pattern',
    ],
    [
      'refused',
      READ,
      policy({ Effect: 'allow', Action: '*', Resource: '*' }),
      'Cannot tell: AWS would refuse a part of it',
    ],
    ['broken', '{ "Statement": [ {', READ, 'Cannot tell: the other version is no valid JSON'],
  ])('%s', (_name, older, newer, expected) => {
    expect(changeWords(changeOf(older, newer))).toBe(expected);
  });

  test('a budget that is spent', () => {
    const change = changeOf(READ, policy(allow('s3:PutObject')), { options: { budget: { steps: 1 } } });
    expect(changeWords(change)).toBe('Cannot tell: the policy takes too long to compare');
  });
});

describe('the page', () => {
  const pageOf = (older: string, newer: string, type: PolicyType = 'identity') =>
    comparisonLines(changeOf(older, newer, { type }), {
      base: 'HEAD',
      placeOf: ({ range, version: side }) => `line ${range.start.line + 1}${side === 'old' ? ' of HEAD' : ''}`,
      opensOld: false,
      at: { uri: 'file:///w/new.json', pointer: '' },
    });
  const textOf = (lines: ReturnType<typeof pageOf>) => lines.map((parts) => parts.map(({ text }) => text).join(''));

  test('a condition that is gone', () => {
    const lines = pageOf(
      policy(
        allow('s3:GetObject', 'arn:aws:s3:::b/*', {
          Sid: 'Tls',
          Condition: { Bool: { 'aws:SecureTransport': 'true' } },
        }),
      ),
      READ,
    );
    expect(textOf(lines)).toEqual([
      'New access: s3 read on 1 pattern · compared with HEAD',
      'Some requests are allowed now that were denied before. Each kind is listed with one of them.',
      '',
      'New access',
      '  1. s3 read: 1 action',
      '    Actions       s3:GetObject',
      '    Access level  Read',
      '    Allowed by    statement 1 (Allow, line 4)',
      '        Action s3:GetObject (line 6)',
      '        Resource arn:aws:s3:::b/* (line 7)',
      '    Before        Tls (Allow, line 4 of HEAD) came nearest, but:',
      '        Condition Bool aws:SecureTransport true does not hold (line 11 of HEAD)',
      '    Allowed now, denied before:',
      '        Action    s3:GetObject',
      '        Resource  arn:aws:s3:::b/example',
      '        Context   aws:SecureTransport = false',
      '        Simulate this request  ·  Add as policy test',
    ]);
  });

  test('statements and entries of the newer version are links, and the request goes with its commands', () => {
    const parts = pageOf(READ, policy(allow('s3:GetObject'), allow('s3:PutObject'))).flat();
    expect(
      parts.flatMap(({ target, text }) => (target === undefined ? [] : [`${text} ${target.range.start.line}`])),
    ).toEqual(['statement 2 8', 'Action 10', 'Resource 11']);
    expect(parts.flatMap(({ command }) => command ?? [])).toEqual(
      ['_writ.simulateWitness', '_writ.addPolicyTest'].map((id) => ({
        id,
        arguments: [
          { action: 's3:PutObject', resource: 'arn:aws:s3:::b/example' },
          { uri: 'file:///w/new.json', pointer: '' },
          'allowed',
        ],
      })),
    );
  });

  test('a Deny that is gone', () => {
    const all = allow('s3:GetObject');
    const deny = { Sid: 'Stop', Effect: 'Deny', Action: 's3:*', Resource: '*' };
    expect(textOf(pageOf(policy(all, deny), policy(all)))).toContain(
      '    Before        denied by Stop (Deny, line 9 of HEAD)',
    );
  });

  test('a trust policy says who', () => {
    const trust = (service: string) =>
      policy({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
    const lines = textOf(pageOf(trust('ec2.amazonaws.com'), trust('lambda.amazonaws.com'), 'trust'));
    expect(lines).toContain('        Principal lambda.amazonaws.com');
    expect(lines[0]).toBe('New and less access · compared with HEAD');
  });
});

test('bad input of any kind is an answer', () => {
  for (const text of ['', '{}', '[', 'null', '{"Statement":', '{"Statement":[]}', '\u0000', '{"Statement":[[]]}'])
    for (const other of [READ, text])
      expect(() =>
        compareFiles({ old: version(text, 'scp', 'a'), new: version(other, 'scp', 'b') }, kernel, AMPLE),
      ).not.toThrow();
  expect(compareFiles({ old: undefined, new: undefined }, kernel, AMPLE)).toEqual([]);
});
