import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Place, place, writ } from './cli';

const statement = (more: object) => ({
  Sid: 'Read',
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::b/*',
  ...more,
});
const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
const READ = policy(statement({}));
const WRITE = policy(statement({ Action: ['s3:GetObject', 's3:PutObject'] }));
const NARROW = policy(statement({ Resource: 'arn:aws:s3:::b/public/*' }));
const BROKEN = '{ "Statement": [ { "Effect": "Allow", "Action": ';
const REFUSED = policy(statement({ Effect: 'allow' }));
/** Gives nothing: GetObject works on objects, and the entry names a queue. */
const PAPER = policy(statement({}), statement({ Sid: 'Queue', Resource: 'arn:aws:sqs:eu-west-1:111122223333:q' }));

let here: Place | undefined;
afterEach(() => {
  here?.remove();
  here = undefined;
});

function files(texts: { readonly [path: string]: string }): string {
  here = place(texts);
  return here.folder;
}

function git(folder: string, ...words: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=writ', '-c', 'user.email=writ@example.com', ...words], {
    cwd: folder,
    stdio: 'pipe',
  });
}

function repository(texts: { readonly [path: string]: string }): string {
  const folder = files(texts);
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'first');
  return folder;
}

async function json(words: readonly string[], folder: string) {
  const { code, out, err } = await writ(['compare', '--format', 'json', ...words], folder);
  return { code, err, answer: out === '' ? undefined : JSON.parse(out) };
}

describe('two files', () => {
  test.each([
    ['the same text', READ, READ, 'none', 0],
    ['the same meaning', READ, policy(statement({ Sid: 'Other', Action: ['s3:getobject'] })), 'none', 0],
    ['more', READ, WRITE, 'newAccess', 1],
    ['less', WRITE, READ, 'lessAccess', 0],
    ['more and less', policy(statement({ Action: 's3:DeleteObject' })), READ, 'both', 1],
    ['more on paper', READ, PAPER, 'none', 0],
    ['a text that is no JSON', READ, BROKEN, 'undecided', 3],
    ['an older text that is no JSON', BROKEN, READ, 'undecided', 3],
    ['what AWS refuses', READ, REFUSED, 'undecided', 3],
  ])('%s', async (_name, old, next, verdict, code) => {
    const folder = files({ 'old.json': old, 'new.json': next });
    const result = await json(['old.json', 'new.json'], folder);
    expect([result.answer.verdict, result.answer.comparisons[0].verdict, result.code]).toEqual([
      verdict,
      verdict,
      code,
    ]);
  });

  test('a difference has its actions, its place and a request that shows it', async () => {
    const folder = files({ 'old.json': READ, 'new.json': WRITE });
    const { answer } = await json(['old.json', 'new.json'], folder);
    expect(answer).toEqual({
      verdict: 'newAccess',
      comparisons: [
        {
          old: 'old.json',
          new: 'new.json',
          pointer: '',
          verdict: 'newAccess',
          gained: [
            {
              actions: ['s3:PutObject'],
              statement: 0,
              range: { start: { line: 3, character: 4 }, end: { line: 11, character: 5 } },
              entries: [
                {
                  element: 'Action',
                  entry: 's3:PutObject',
                  range: { start: { line: 8, character: 8 }, end: { line: 8, character: 22 } },
                },
                {
                  element: 'Resource',
                  entry: 'arn:aws:s3:::b/*',
                  range: { start: { line: 10, character: 18 }, end: { line: 10, character: 36 } },
                },
              ],
              witness: { action: 's3:PutObject', resource: 'arn:aws:s3:::b/example' },
              onlyOnPaper: false,
              actionCount: 1,
              accessLevels: ['Write'],
              isFuture: false,
              file: 'new.json',
              sid: 'Read',
              liftedDeny: null,
            },
          ],
          lost: [],
          reasons: [],
        },
      ],
    });
  });

  test('what cannot be told has its place', async () => {
    const folder = files({ 'old.json': READ, 'new.json': BROKEN });
    const { answer } = await json(['old.json', 'new.json'], folder);
    expect(answer.comparisons[0].reasons).toEqual([
      {
        code: 'syntax',
        message: 'The text is no valid JSON from here on, so what it allows cannot be told.',
        range: { start: { line: 0, character: 47 }, end: { line: 0, character: 48 } },
      },
    ]);
  });

  test('policies are paired by pointer, then by their Sids; one without a partner allowed nothing before', async () => {
    const inTemplate = (policies: { readonly [name: string]: string }) =>
      JSON.stringify(
        Object.fromEntries(
          Object.entries(policies).map(([name, text]) => [name, { PolicyDocument: JSON.parse(text) }]),
        ),
      );
    const other = policy(statement({ Sid: 'Other', Action: 'sqs:SendMessage', Resource: '*' }));
    const folder = files({
      'old.json': inTemplate({ a: READ, b: other }),
      'new.json': inTemplate({ a: READ, c: other, d: policy(statement({ Sid: 'New' })) }),
    });
    const { answer } = await json(['old.json', 'new.json'], folder);
    expect(
      answer.comparisons.map((each: { pointer: string; verdict: string }) => [each.pointer, each.verdict]),
    ).toEqual([
      ['/a/PolicyDocument', 'none'],
      ['/c/PolicyDocument', 'none'],
      ['/d/PolicyDocument', 'newAccess'],
    ]);
  });

  test.each([
    [['--fail-on', 'undecided'], WRITE, 0],
    [['--fail-on', 'new-access'], WRITE, 1],
    [['--fail-on', 'new-access'], BROKEN, 0],
    [['--fail-on', 'new-access', '--fail-on', 'undecided'], BROKEN, 3],
  ])('%j', async (words, next, code) => {
    const folder = files({ 'old.json': READ, 'new.json': next });
    expect((await writ(['compare', ...words, 'old.json', 'new.json'], folder)).code).toBe(code);
  });

  test('--type decides what a policy means', async () => {
    const allow = policy({ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' });
    const folder = files({ 'old.json': READ, 'new.json': allow });
    const { answer } = await json(['--type', 'rcp', 'old.json', 'new.json'], folder);
    expect(answer.verdict).toBe('undecided');
  });

  test('in words', async () => {
    const folder = files({ 'old.json': READ, 'new.json': WRITE });
    const { out, err } = await writ(['compare', 'old.json', 'new.json'], folder);
    expect([err, out]).toEqual([
      '',
      `new.json
New access: s3 write on 1 pattern · compared with old.json
Some requests are allowed now that were denied before. Each kind is listed with one of them.

New access
  1. s3 write: 1 action
    Actions       s3:PutObject
    Access level  Write
    Allowed by    Read (Allow, new.json:4)
        Action s3:PutObject (new.json:9)
        Resource arn:aws:s3:::b/* (new.json:11)
    Before        no statement allowed s3:PutObject
    Allowed now, denied before:
        Action    s3:PutObject
        Resource  arn:aws:s3:::b/example

1 policy compared: new access in 1
`,
    ]);
  });

  test('as annotations of GitHub Actions', async () => {
    const folder = files({ 'old.json': READ, 'new.json': WRITE });
    const { out } = await writ(['compare', '--format', 'github', 'old.json', 'new.json'], folder);
    expect(out).toBe(
      '::warning file=new.json,line=9,endLine=9,col=9,endColumn=22,title=new-access::New access: s3:PutObject, for example s3:PutObject on arn:aws:s3:::b/example, which was denied before.\n',
    );
  });

  test('as SARIF', async () => {
    const folder = files({ 'old.json': WRITE, 'new.json': NARROW });
    const { out } = await writ(['compare', '--format', 'sarif', 'old.json', 'new.json'], folder);
    const [run] = JSON.parse(out).runs;
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['less-access']);
    expect(run.results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level])).toEqual([
      ['less-access', 'note'],
      ['less-access', 'note'],
    ]);
  });
});

describe('a revision and the working tree', () => {
  const wordsOf = (answer: { comparisons: { old: string; new: string; verdict: string }[] }) =>
    answer.comparisons.map(({ old, new: next, verdict }) => [old, next, verdict]);

  test('changed, new, deleted and unchanged files of a folder', async () => {
    const folder = repository({
      'p/changed.json': READ,
      'p/gone.json': READ,
      'p/same.json': READ,
      'other/x.json': READ,
    });
    writeFileSync(join(folder, 'p/changed.json'), WRITE);
    writeFileSync(join(folder, 'p/new.json'), NARROW);
    writeFileSync(join(folder, 'other/x.json'), WRITE);
    rmSync(join(folder, 'p/gone.json'));
    const { answer, code } = await json(['--git', 'HEAD', 'p'], folder);
    expect(wordsOf(answer)).toEqual([
      ['HEAD:p/changed.json', 'p/changed.json', 'newAccess'],
      ['HEAD:p/gone.json', null, 'lessAccess'],
      [null, 'p/new.json', 'newAccess'],
      ['HEAD:p/same.json', 'p/same.json', 'none'],
    ]);
    expect(code).toBe(1);
  });

  test('a renamed file is compared under its old name', async () => {
    const folder = repository({ 'before.json': READ });
    git(folder, 'mv', 'before.json', 'after.json');
    const { answer } = await json(['--git', 'HEAD', '.'], folder);
    expect(wordsOf(answer)).toEqual([['HEAD:before.json', 'after.json', 'none']]);
  });

  test('globs, and a deleted file by its name', async () => {
    const folder = repository({ 'a.json': READ, 'b.json': READ });
    rmSync(join(folder, 'b.json'));
    expect(wordsOf((await json(['--git', 'main', '*.json'], folder)).answer)).toHaveLength(2);
    expect(wordsOf((await json(['--git', 'main', 'b.json'], folder)).answer)).toEqual([
      ['main:b.json', null, 'lessAccess'],
    ]);
  });

  test.each([
    [['--git', 'nowhere', 'a.json'], /there is no revision "nowhere"/],
    [['--git', '--output=x', 'a.json'], /revision|option/],
    [['--git', 'HEAD', 'missing.json'], /there is no file or folder missing\.json/],
    [['--git', 'HEAD'], /name at least one PATH/],
  ])('%j cannot run', async (words, message) => {
    const folder = repository({ 'a.json': READ });
    const { code, err } = await json(words, folder);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test('without a repository, and without git', async () => {
    const folder = files({ 'a.json': READ });
    expect(await json(['--git', 'HEAD', 'a.json'], folder)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no git repository/),
    });
    const { code, err } = await writ(['compare', '--git', 'HEAD', 'a.json'], folder, { env: { PATH: folder } });
    expect([code, err]).toEqual([2, expect.stringMatching(/git cannot be started/)]);
  });
});

describe('a whole principal', () => {
  const model = (boundary: string | null) =>
    JSON.stringify({
      accounts: {
        '111122223333': {
          alias: 'prod',
          managedPolicies: { limit: 'boundary.json' },
          roles: {
            app: {
              trustPolicy: 'trust.json',
              inlinePolicies: { own: 'own.json' },
              ...(boundary === null ? {} : { permissionsBoundary: boundary }),
            },
          },
        },
      },
    });
  const TRUST = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  const words = ['--principal', 'prod:role/app', '--model', 'iam-model.json'];

  test('what a boundary holds back is no new access', async () => {
    const folder = repository({
      'iam-model.json': model('limit'),
      'trust.json': TRUST,
      'own.json': READ,
      'boundary.json': READ,
    });
    writeFileSync(join(folder, 'own.json'), WRITE);
    expect((await json(['--git', 'HEAD', ...words, '.'], folder)).answer.verdict).toBe('none');
    expect((await json(['--git', 'HEAD', 'own.json'], folder)).answer.verdict).toBe('newAccess');
    writeFileSync(join(folder, 'boundary.json'), WRITE);
    const { answer } = await json(['--git', 'HEAD', ...words, '.'], folder);
    expect(answer.comparisons[0].gained[0]).toMatchObject({
      actions: ['s3:PutObject'],
      witness: { principal: 'prod:role/app', action: 's3:PutObject' },
    });
  });

  test('a file that shall take the place of one of the model', async () => {
    const folder = files({ 'iam-model.json': model(null), 'trust.json': TRUST, 'own.json': READ, 'next.json': WRITE });
    expect((await json([...words, 'own.json', 'next.json'], folder)).answer.verdict).toBe('newAccess');
  });

  test('two models', async () => {
    const folder = files({
      'iam-model.json': model(null),
      'old.iam-model.json': model('limit'),
      'trust.json': TRUST,
      'own.json': WRITE,
      'boundary.json': READ,
    });
    expect((await json([...words, '--model-old', 'old.iam-model.json'], folder)).answer.verdict).toBe('newAccess');
  });

  describe('in an organization', () => {
    const organized = (role: object = {}) =>
      JSON.stringify({
        organization: {
          id: 'o-exampleorgid',
          managementAccount: '999988887777',
          resourceControlPolicies: { Guard: 'rcp.json' },
          root: { id: 'r-ab12', resourceControlPolicies: ['Guard'], accounts: ['999988887777', '111122223333'] },
        },
        accounts: {
          '111122223333': {
            alias: 'prod',
            roles: { app: { trustPolicy: 'trust.json', inlinePolicies: { own: 'own.json' }, ...role } },
          },
        },
      });
    const guard = (more: object) =>
      policy({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*', ...more });
    const where = (operator: string, key: string, value: string) => ({ Condition: { [operator]: { [key]: value } } });
    const state = (texts: { readonly [path: string]: string }, role: object = {}) =>
      repository({
        'iam-model.json': organized(role),
        'trust.json': TRUST,
        'own.json': READ,
        'rcp.json': guard({}),
        ...texts,
      });
    const since = async (folder: string) => (await json(['--git', 'HEAD', ...words, '.'], folder)).answer;

    test('what an RCP denies is new on resources outside the organization only', async () => {
      const folder = state({});
      writeFileSync(join(folder, 'own.json'), WRITE);
      const answer = await since(folder);
      expect(answer.comparisons[0].gained[0].witness).toMatchObject({ action: 's3:PutObject' });
      expect(['111122223333', '999988887777']).not.toContain(answer.comparisons[0].gained[0].witness.resourceAccount);
    });

    test('what an RCP no longer denies is new on the account’s own resources', async () => {
      const folder = state({ 'own.json': WRITE });
      writeFileSync(join(folder, 'rcp.json'), guard({ Action: 's3:DeleteObject' }));
      const { verdict, comparisons } = await since(folder);
      expect(verdict).toBe('newAccess');
      expect(comparisons[0].gained[0].witness).toMatchObject({
        action: 's3:PutObject',
        resourceAccount: '111122223333',
      });
    });

    test('an RCP that spares the organization takes nothing from its principals', async () => {
      const folder = state({
        'own.json': WRITE,
        'rcp.json': guard(where('StringNotEquals', 'aws:PrincipalOrgID', 'o-exampleorgid')),
      });
      writeFileSync(join(folder, 'rcp.json'), guard({ Action: 's3:DeleteObject' }));
      expect((await since(folder)).verdict).toBe('none');
    });

    const ofTeam = policy(
      statement({
        Action: ['s3:GetObject', 's3:PutObject'],
        ...where('StringEquals', 'aws:PrincipalTag/team', 'data'),
      }),
    );
    const TAGGED = policy({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    });
    test.each([
      ['the role has another tag', TRUST, { team: 'web' }, 'lessAccess'],
      ['the role has no tag', TRUST, {}, 'lessAccess'],
      ['the role has the tag', TRUST, { team: 'data' }, 'newAccess'],
      ['the session may bring the tag', TAGGED, { team: 'web' }, 'both'],
    ])('a condition on a tag: %s', async (_, trust, tags, verdict) => {
      const folder = state({ 'trust.json': trust, 'rcp.json': guard({ Action: 's3:DeleteObject' }) }, { tags });
      writeFileSync(join(folder, 'own.json'), ofTeam);
      const answer = await since(folder);
      expect(answer.verdict).toBe(verdict);
    });

    test('a tag that changes with the policies leaves it undecided', async () => {
      const folder = state(
        { 'old.iam-model.json': organized({ tags: { team: 'web' } }), 'own.json': ofTeam },
        { tags: { team: 'data' } },
      );
      const { answer } = await json([...words, '--model-old', 'old.iam-model.json'], folder);
      expect(answer.verdict).toBe('undecided');
    });

    test('SCPs and RCPs do not bind a service-linked role', async () => {
      const linked = { path: '/aws-service-role/lambda.amazonaws.com/' };
      const folder = state({ 'own.json': WRITE }, linked);
      writeFileSync(join(folder, 'rcp.json'), guard({ Action: 's3:GetObject' }));
      expect((await since(folder)).verdict).toBe('none');
    });
  });

  test.each([
    [['--principal', 'prod:role/app', 'own.json', 'own.json'], /--model/],
    [['--principal', 'prod:role/ap', '--model', 'iam-model.json', 'own.json', 'own.json'], /app/],
    [[...words, 'elsewhere.json', 'elsewhere.json'], /refers to none of the files/],
  ])('%j cannot run', async (given, message) => {
    const folder = files({
      'iam-model.json': model(null),
      'trust.json': TRUST,
      'own.json': READ,
      'elsewhere.json': READ,
    });
    const { code, err } = await json(given, folder);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('bad usage', () => {
  test.each([
    [['one.json']],
    [[]],
    [['one.json', 'missing.json']],
    [['--fail-on', 'all', 'one.json', 'one.json']],
    [['none.json', 'none.json']],
  ])('%j', async (words) => {
    const folder = files({ 'one.json': READ, 'none.json': '{}' });
    expect((await writ(['compare', ...words], folder)).code).toBe(2);
  });
});
