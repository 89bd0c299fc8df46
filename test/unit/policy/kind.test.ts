import { describe, expect, test } from 'vitest';
import { decideTypes, type TypeHints } from '../../../server/src/policy/kind';
import { sitesIn } from './policies';

const statement = (more: object) => ({ Statement: [{ Effect: 'Allow', ...more }] });

const IDENTITY = statement({ Action: 's3:*', Resource: '*' });
const BUCKET = statement({ Principal: '*', Action: 's3:*', Resource: '*' });
const TRUST = statement({ Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });

/** The types with their reasons: `scp path scps`. */
function types(file: unknown, hints: TypeHints = {}): string[] {
  const [site] = sitesIn(file);
  return decideTypes(site!, hints).map(({ type, reason, detail }) => `${type} ${reason} ${detail ?? '-'}`);
}

describe('each reason', () => {
  test.each<[string, unknown, TypeHints, string[]]>([
    ['a setting', IDENTITY, { setting: { type: 'scp', pattern: '**/*.json' } }, ['scp setting **/*.json']],
    ['the model', IDENTITY, { uses: [{ type: 'boundary', by: 'role/app' }] }, ['boundary model role/app']],
    ['the property', { AssumeRolePolicyDocument: IDENTITY }, {}, ['trust property AssumeRolePolicyDocument']],
    ['the path', IDENTITY, { path: 'scps/deny.json' }, ['scp path scps']],
    ['the content of a trust policy', TRUST, {}, ['trust trustContent -']],
    ['a principal', BUCKET, {}, ['resource principal -']],
    ['nothing', IDENTITY, {}, ['identity default -']],
  ])('%s', (_name, file, hints, expected) => {
    expect(types(file, hints)).toEqual(expected);
  });
});

describe('the order', () => {
  const all: TypeHints = {
    setting: { type: 'rcp', pattern: 'x' },
    uses: [{ type: 'session', by: 'role/app' }],
    path: 'boundary.json',
  };

  test.each<[string, unknown, TypeHints, string]>([
    ['a setting before the model', { TrustPolicy: IDENTITY }, all, 'rcp'],
    ['the model before the property', { TrustPolicy: IDENTITY }, { ...all, setting: undefined }, 'session'],
    ['the property before the path', { TrustPolicy: IDENTITY }, { path: all.path }, 'trust'],
    ['the path before the content', IDENTITY, { path: all.path }, 'boundary'],
    ['no uses are no model', IDENTITY, { uses: [], path: all.path }, 'boundary'],
  ])('%s', (_name, file, hints, expected) => {
    expect(types(file, hints).map((line) => line.split(' ')[0])).toEqual([expected]);
  });
});

test('a model that uses a file in two ways gives two types, each once', () => {
  const uses = [
    { type: 'identity', by: 'role/a' },
    { type: 'boundary', by: 'role/b' },
    { type: 'identity', by: 'role/c' },
  ] as const;
  expect(types(IDENTITY, { uses })).toEqual(['identity model role/a', 'boundary model role/b']);
});

describe('the property', () => {
  test.each([
    ['AssumeRolePolicyDocument', 'trust property AssumeRolePolicyDocument'],
    ['assumeRolePolicy', 'trust property assumeRolePolicy'],
    ['trustPolicy', 'trust property trustPolicy'],
    ['BucketPolicy', 'resource property BucketPolicy'],
    ['KeyPolicy', 'resource property KeyPolicy'],
    ['queuePolicy', 'resource property queuePolicy'],
    ['topicPolicy', 'resource property topicPolicy'],
    ['ResourcePolicy', 'resource property ResourcePolicy'],
    ['RepositoryPolicyText', 'resource property RepositoryPolicyText'],
    ['sessionPolicy', 'session property sessionPolicy'],
    ['PolicyDocument', 'identity default -'],
    ['InlinePolicy', 'identity default -'],
    ['Policy', 'identity default -'],
  ])('%s', (name, expected) => {
    expect(types({ [name]: IDENTITY })).toEqual([expected]);
    expect(types({ [name]: [IDENTITY] })).toEqual([expected]);
    expect(types({ [name]: JSON.stringify(IDENTITY) })).toEqual([expected]);
  });
});

describe('words in the path', () => {
  test.each([
    ['scp.json', IDENTITY, 'scp path scp'],
    ['org/SCPs/x.json', IDENTITY, 'scp path scps'],
    ['team-boundary.json', IDENTITY, 'boundary path boundary'],
    ['DeveloperBoundary.json', IDENTITY, 'boundary path boundary'],
    ['boundaries/a_b.json', IDENTITY, 'boundary path boundaries'],
    ['session_policies/x.json', IDENTITY, 'session path session'],
    ['rcps/x.json', BUCKET, 'rcp path rcps'],
    ['s3-endpoint.json', BUCKET, 'vpce path endpoint'],
    ['vpce/s3.json', BUCKET, 'vpce path vpce'],
    // The word nearest to the file's name.
    ['scps/team-boundary.json', IDENTITY, 'boundary path boundary'],
    ['boundaries/scp/x.json', IDENTITY, 'scp path scp'],
    // Whole words only.
    ['descriptions/obsession.json', IDENTITY, 'identity default -'],
    ['scpolicy.json', IDENTITY, 'identity default -'],
    ['', IDENTITY, 'identity default -'],
    // The content speaks against it.
    ['session-store.json', BUCKET, 'resource principal -'],
    ['scps/bucket.json', BUCKET, 'resource principal -'],
    ['boundary/role.json', TRUST, 'trust trustContent -'],
    ['api-endpoints/app.json', IDENTITY, 'identity default -'],
    // The next word counts where the first is spoken against.
    ['rcps/session-store.json', BUCKET, 'rcp path rcps'],
    // A principal that is not typed yet does not speak against a word that means nothing else.
    ['rcps/x.json', IDENTITY, 'rcp path rcps'],
    ['vpce/x.json', IDENTITY, 'vpce path vpce'],
    // AWS names an identity policy so.
    ['OpensearchIngestionSelfManagedVpcePolicy.json', IDENTITY, 'identity default -'],
    ['S3VpcePolicy.json', BUCKET, 'vpce path vpce'],
  ])('%s', (path, file, expected) => {
    expect(types(file, { path })).toEqual([expected]);
  });
});

describe('the content', () => {
  const principal = { Principal: '*' };

  test.each<[string, unknown, string]>([
    ['only sts actions', { ...principal, Action: ['sts:AssumeRole', 'STS:TagSession'] }, 'trust trustContent -'],
    ['all sts actions', { ...principal, Action: 'sts:*' }, 'trust trustContent -'],
    ['NotPrincipal is a principal', { NotPrincipal: '*', Action: 'sts:AssumeRole' }, 'trust trustContent -'],
    ['another action beside', { ...principal, Action: ['sts:AssumeRole', 's3:*'] }, 'resource principal -'],
    ['all actions', { ...principal, Action: '*' }, 'resource principal -'],
    ['a resource', { ...principal, Action: 'sts:AssumeRole', Resource: '*' }, 'resource principal -'],
    ['a resource by exclusion', { ...principal, Action: 'sts:AssumeRole', NotResource: 'x' }, 'resource principal -'],
    ['all but sts actions', { ...principal, NotAction: 'sts:AssumeRole' }, 'resource principal -'],
    ['no action yet', principal, 'resource principal -'],
    ['an empty list of actions', { ...principal, Action: [] }, 'resource principal -'],
    ['an sts action without principal', { Action: 'sts:AssumeRole' }, 'identity default -'],
  ])('%s', (_name, more, expected) => {
    expect(types(statement(more as object))).toEqual([expected]);
  });

  test.each<[string, object[], string]>([
    ['a second statement of a trust policy that is not typed yet', [{}], 'trust trustContent -'],
    ['a second statement with its effect only', [{ Effect: 'Allow' }], 'trust trustContent -'],
    ['a second statement with a resource', [{ Resource: '*' }], 'resource principal -'],
    ['a second statement with another action', [{ Action: 's3:*' }], 'resource principal -'],
  ])('%s', (_name, more, expected) => {
    expect(types({ Statement: [...TRUST.Statement, ...more] })).toEqual([expected]);
  });

  test('a principal in one statement is enough', () => {
    expect(types({ Statement: [...IDENTITY.Statement, ...BUCKET.Statement] })).toEqual(['resource principal -']);
  });
});
