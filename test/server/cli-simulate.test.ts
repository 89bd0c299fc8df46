import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../scripts/paths';
import type { SimulationResult } from '../../shared/decision';
import { type Ended, type Place, place, writ } from './cli';

const DEPLOY = [
  '--principal',
  'prod:role/deployer',
  '--action',
  's3:PutObject',
  '--resource',
  'arn:aws:s3:::tidewater-releases/orders/1.zip',
];
const REPORT = [
  '--principal',
  'management:user/carol',
  '--action',
  's3:GetObject',
  '--resource',
  'arn:aws:s3:::tidewater-reports/q3.csv',
];

const AS_ALICE = ['--principal', 'dev:user/alice', ...DEPLOY.slice(2)];
/** Longer than an hour, by a role whose maximum nobody states. */
const LONG_SESSION = 'long-session.json';

let files: Place;
beforeAll(() => {
  files = place({ 'elsewhere/readme.md': '' });
  cpSync(inRoot('examples'), join(files.folder, 'w'), { recursive: true });
  const principal = { role: 'prod:role/deployer', session: { durationSeconds: 7200 } };
  const request = { principal, action: 's3:PutObject', resource: 'arn:aws:s3:::tidewater-releases/x' };
  writeFileSync(join(files.folder, 'w', LONG_SESSION), JSON.stringify(request));
});
afterAll(() => files.remove());

function simulate(words: readonly string[], folder = 'w', input = ''): Promise<Ended> {
  return writ(['simulate', ...words], join(files.folder, folder), { input });
}

async function resultOf(words: readonly string[], input = ''): Promise<SimulationResult> {
  const { out, err } = await simulate([...words, '--format', 'json'], 'w', input);
  expect(err).toBe('');
  return JSON.parse(out);
}

describe('exit codes', () => {
  test.each([
    ['0: allowed and certain', DEPLOY, 0],
    [
      '1: denied',
      ['--principal', 'dev:user/bob', '--action', 's3:DeleteBucket', '--resource', 'arn:aws:s3:::tidewater-releases'],
      1,
    ],
    ['3: it depends', [...REPORT, '--missing-context', 'unknown'], 3],
    ['1: the same where what nobody states is absent', REPORT, 1],
    ['0: the same where it is stated', [...REPORT, '--context', 'aws:SourceIp=203.0.113.7'], 0],
    ['3: allowed on assumptions', ['--request', 'requests/send-to-partner.json'], 3],
    [
      '0: the same where assumptions are accepted',
      ['--request', 'requests/send-to-partner.json', '--accept-assumptions'],
      0,
    ],
    ['3: incomplete', ['--request', LONG_SESSION], 3],
    ['3: accepting assumptions makes nothing complete', ['--request', LONG_SESSION, '--accept-assumptions'], 3],
    ['0: through a role', [...AS_ALICE, '--through', 'prod:role/deployer'], 0],
    ['1: through a role that does not trust', [...AS_ALICE, '--through', 'prod:role/orders-service'], 1],
    ['2: a chain that STS refuses', ['--request', 'requests/audit-production.json', '--through', 'prod:group/x'], 2],
    ['2: no request', [], 2],
    ['2: an unknown option', [...DEPLOY, '--nope'], 2],
    ['2: a context that is none', [...DEPLOY, '--context', 'aws:SourceIp'], 2],
    ['2: a request file that is missing', ['--request', 'nope.json'], 2],
    ['2: a model that is missing', [...DEPLOY, '--model', 'nope.json'], 2],
    ['0: help', ['--help'], 0],
  ])('%s', async (_, words, code) => {
    expect((await simulate(words)).code).toBe(code);
  });
});

describe('what is asked', () => {
  test('options override the members of a request', async () => {
    const request = ['--request', 'requests/read-report.json', '--missing-context', 'absent'];
    expect((await resultOf(request)).decision).toBe('implicitDeny');
    const stated = await resultOf([...request, '--context', 'aws:SourceIp=203.0.113.7']);
    expect(stated.decision).toBe('allowed');
    expect(stated.context['aws:SourceIp']).toEqual({ value: '203.0.113.7', from: 'request' });
  });

  test('a key twice has both values, and a key may be absent though it could be derived', async () => {
    const words = ['--context', 'aws:TagKeys=a', '--context', 'aws:TagKeys=b', '--absent', 'aws:PrincipalOrgID'];
    const { context } = await resultOf([...DEPLOY, ...words]);
    expect(context['aws:TagKeys']).toEqual({ value: ['a', 'b'], from: 'request' });
    expect(context['aws:PrincipalOrgID']).toEqual({ value: null, from: 'request' });
  });

  test('a request may come from standard input, with comments', async () => {
    const request = `{ // who
      "principal": "prod:role/deployer", "action": "s3:PutObject", "resource": "arn:aws:s3:::tidewater-releases/x" }`;
    expect((await resultOf(['--request', '-'], request)).decision).toBe('allowed');
  });

  test('what is missing in a request may stand among the words', async () => {
    const request = '{ "action": "s3:PutObject", "resource": "arn:aws:s3:::tidewater-releases/x" }';
    const { decision } = await resultOf(['--request', '-', '--principal', 'prod:role/deployer'], request);
    expect(decision).toBe('allowed');
  });

  test.each([
    ['arn:aws:s3:::tidewater-releases/*', [], 'depends'],
    ['arn:aws:s3:::tidewater-releases/orders/*', [], 'allowed'],
    ['arn:aws:s3:::tidewater-releases/*', ['--literal'], 'implicitDeny'],
  ])('session policies count from the current folder: %s %j', async (resource, words, decision) => {
    const session = ['--session-policy', 'policies/release-session.json'];
    const result = await resultOf([...DEPLOY.slice(0, -1), resource, ...session, ...words]);
    expect([result.decision, result.problems]).toEqual([decision, []]);
  });

  test('a session policy may be an AWS managed one', async () => {
    const { decision, decidedBy } = await resultOf([
      ...DEPLOY,
      '--session-policy',
      'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    ]);
    expect([decision, decidedBy[0]?.layer]).toEqual(['implicitDeny', 'sessionPolicy']);
  });

  test.each([
    [
      ['--principal', 'prod:role/deplyer', ...DEPLOY.slice(2)],
      'writ: Account prod (444455556666) has no role "deplyer". Did you mean "deployer"?\n',
    ],
    [
      ['--request', '-'],
      'writ: standard input:1:18: Unknown property "contex". Did you mean "context" or "missingContext"?\n',
    ],
  ])('names what exists: %j', async (words, err) => {
    const input = '{ "action": "x", "contex": {} }';
    expect(await simulate(words, 'w', input)).toEqual({ code: 2, out: '', err });
  });
});

describe('role chains', () => {
  test('each hop has a result, with the units that it needs', async () => {
    const { through, headline } = await resultOf(['--request', 'requests/audit-production.json']);
    expect(headline).toMatch(/, through 2 role sessions$/);
    expect(through.map(({ label, decision, units }) => [label, decision, units.map((unit) => unit.label)])).toEqual([
      ['sts:AssumeRole on arn:aws:iam::111122223333:role/auditor', 'allowed', []],
      [
        'sts:AssumeRole on arn:aws:iam::444455556666:role/audit-reader',
        'allowed',
        [
          'sts:AssumeRole on arn:aws:iam::444455556666:role/audit-reader',
          'sts:SetSourceIdentity on arn:aws:iam::444455556666:role/audit-reader',
        ],
      ],
    ]);
  });

  test('the words say at which session a chain breaks', async () => {
    const { out } = await simulate(['--request', 'requests/audit-production-without-mfa.json']);
    expect(out.split('\n').slice(0, 12)).toEqual([
      'Denied: no Allow in trust policy',
      'The trust policy of the role does not allow user carol sts:AssumeRole (at role session 1 of 2, arn:aws:iam::111122223333:role/auditor)',
      '',
      '  Principal  management:user/carol',
      '  Through    management:role/auditor',
      '  Through    prod:role/audit-reader',
      '  Action     s3:GetBucketPolicy',
      '  Resource   arn:aws:s3:::tidewater-reports',
      '',
      'Role chain',
      '  1. management:role/auditor: Denied: no Allow in trust policy',
      '  2. prod:role/audit-reader: Allowed',
    ]);
  });

  test('options give a chain, its last session policy and the keys of its calls', async () => {
    const words = ['--through', 'prod:role/deployer', '--session-policy', 'policies/release-session.json'];
    const { decision, decidedBy, through } = await resultOf([...AS_ALICE, ...words]);
    expect([decision, decidedBy.at(-1)?.layer, through.length]).toEqual(['allowed', 'sessionPolicy', 1]);
    const { through: hops } = await resultOf([...AS_ALICE, ...words, '--context', 'aws:SourceIp=203.0.113.7']);
    expect(hops[0]?.context['aws:SourceIp']).toEqual({ value: '203.0.113.7', from: 'request' });
  });

  test.each([
    [{ durationSeconds: 7200 }, 'Role chaining limits a session to one hour'],
    [{ name: 'a b' }, '"a b" is no session name'],
  ])('what STS refuses could not run: %j', async (session, message) => {
    const through = ['management:role/auditor', { role: 'prod:role/audit-reader', session }];
    const request = { principal: 'management:user/carol', through, action: 's3:GetBucketPolicy', resource: '*' };
    const { code, err } = await simulate(['--request', '-'], 'w', JSON.stringify(request));
    expect([code, err.slice(0, `writ: ${message}`.length)]).toEqual([2, `writ: ${message}`]);
  });
});

describe('the model', () => {
  test('is the nearest one upwards', async () => {
    mkdirSync(join(files.folder, 'w/deep/er'), { recursive: true });
    expect((await simulate(DEPLOY, 'w/deep/er')).code).toBe(0);
  });

  test('is asked for where there is none', async () => {
    expect(await simulate(DEPLOY, 'elsewhere')).toEqual({
      code: 2,
      out: '',
      err: 'writ: there is no iam-model.json here or above: name a model with --model\n',
    });
  });

  test('may have any name', async () => {
    writeFileSync(join(files.folder, 'w/other.json'), '{ "accounts": { "111122223333": { "alias": "only" } } }');
    const words = ['--model', 'other.json', '--principal', 'only:root', ...DEPLOY.slice(2)];
    expect((await simulate(words)).code).not.toBe(2);
  });

  test('says what it cannot use, and the rest counts', async () => {
    const model = `{
  "organization": null,
  "accounts": { "444455556666": { "alias": "prod", "roles": {
    "deployer": { "trustPolicy": "policies/deployer.trust.json", "inlinePolicies": { "a": "missing.json" } }
  } } }
}`;
    writeFileSync(join(files.folder, 'w/broken.iam-model.json'), model);
    const { code, err } = await simulate([...DEPLOY, '--model', 'broken.iam-model.json']);
    expect(code).toBe(1);
    expect(err).toBe(
      'broken.iam-model.json:4:91  model-file-missing  There is no file "missing.json" beside the model.\n',
    );
  });

  test('says what the format does not know, so that a misspelt name is not taken as absent', async () => {
    writeFileSync(join(files.folder, 'w/misspelt.iam-model.json'), '{ "organization": null, "acounts": {} }');
    const { code, err } = await simulate([...DEPLOY, '--model', 'misspelt.iam-model.json']);
    expect(code).toBe(2);
    expect(
      err,
    ).toBe(`misspelt.iam-model.json:1:25  model-file-invalid  Unknown property "acounts". Did you mean "accounts"?
writ: No account has the alias "prod". No identity model lists an account here.
`);
  });

  test('reads no file outside of its folder where there is no repository', async () => {
    writeFileSync(join(files.folder, 'secret.json'), '{}');
    symlinkSync('../secret.json', join(files.folder, 'w/link.json'));
    const model = `{ "organization": null, "accounts": { "444455556666": { "alias": "prod",
      "managedPolicies": { "A": "../secret.json", "B": "link.json" } } } }`;
    writeFileSync(join(files.folder, 'w/outside.iam-model.json'), model);
    const words = ['--model', 'outside.iam-model.json', '--principal', 'prod:root', ...DEPLOY.slice(2)];
    const { err } = await simulate(words);
    expect(err.split('\n').map((line) => line.split('  ')[1])).toEqual([
      'model-path-outside',
      'model-path-outside',
      undefined,
    ]);
  });
});

test('the answer in words names place and reason, without colours', async () => {
  const { out } = await simulate(['--request', 'requests/leave-organization.json']);
  expect(out.split('\n').slice(0, 2)).toEqual([
    'Denied by SCP DenyLeaving',
    'Statement DenyLeaving of SCP DenyLeaving on root r-tw12 denies organizations:LeaveOrganization',
  ]);
  expect(out).toContain('DenyLeaving in scps/deny-leaving.json:4');
  expect(out).not.toContain('\u001b');
});
