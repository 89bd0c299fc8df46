import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadSchemaCheck, type SchemaCheck, type SchemaFinding } from '../../../server/src/model/schema-check';
import { parseJson } from '../../../server/src/syntax/json';
import { readTestModel } from '../../kit/models';

let check: SchemaCheck;
beforeAll(async () => {
  check = await loadSchemaCheck();
});

const found = (text: string, findings: readonly SchemaFinding[]) =>
  findings.map(({ range, message }) => `${text.slice(range.start, range.end)}: ${message}`);
const modelFindings = (text: string) => found(text, check.model(parseJson(text, { comments: true })));
const account = (members: string) => `{"accounts":{"222222222222":${members}}}`;

describe('models', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'an unknown property, at its name',
      '{"acounts":{}}',
      ['"acounts": Unknown property "acounts". Did you mean "accounts"?'],
    ],
    ['a property of the wrong kind, at its value', '{"partition":3}', ['3: This takes a string.']],
    [
      'a missing property, at the name of its object',
      '{"organization":{"id":"o-a","managementAccount":"1","root":{}}}',
      ['"root": The property "id" is missing.'],
    ],
    [
      'a missing property inside a choice, at the name of its object',
      '{"organization":{"id":"o-a","root":{"id":"r-1"}}}',
      ['"organization": The property "managementAccount" is missing.'],
    ],
    ['a value that fits no branch of a choice', '{"organization":3}', ['3: This takes an object, or null.']],
    ['a missing property of the file', '[]', ['[]: This takes an object.']],
    [
      'a policy that is a number',
      account('{"managedPolicies":{"A":3}}'),
      ['3: This takes a path, a policy document, or an object with "policy" and "path".'],
    ],
    [
      'a list that is a word',
      account('{"users":{"a":{"groups":"Devs"}}}'),
      ['"Devs": This takes a list of group names, or "unknown".'],
    ],
    [
      'deep below a choice',
      account('{"roles":{"a":{"trust":"x"}}}'),
      ['"trust": Unknown property "trust". Did you mean "trustPolicy"?'],
    ],
    [
      'a word that is not one of them',
      account('{"vpcEndpoints":{"v":{"type":"gate"}}}'),
      ['"gate": This is one of "gateway", "interface".'],
    ],
    [
      '"unknown" is fine in every place',
      account(
        '{"users":"unknown","groups":{"g":{"managedPolicies":"unknown"}},"roles":{"r":{"trustPolicy":"unknown","tags":"unknown","permissionsBoundary":"unknown","inlinePolicies":"unknown"}},"identityProviders":"unknown","resources":{"a":"unknown","b":{"policy":"unknown","grants":"unknown","abac":"unknown","publicAccessBlock":{"restrictPublicBuckets":"unknown"}}}}',
      ),
      [],
    ],
    [
      'null is none',
      account(
        '{"roles":{"r":{"permissionsBoundary":null,"inlinePolicies":null}},"resources":{"b":{"policy":null,"grants":null}},"publicAccessBlock":null}',
      ),
      [],
    ],
    ['comments and a schema are fine', '{/* a */ "$schema":"x" // b\n}', []],
  ])('%s', (_name, text, expected) => {
    expect(modelFindings(text)).toEqual(expected);
  });

  test('are problems of the model, but only where the text is sound', () => {
    const codes = (text: string) =>
      readTestModel(text, { schema: check }).problems.map(({ code, isBuiltIn }) => [code, isBuiltIn]);
    expect(codes('{"acounts":{}}')).toEqual([['model-file-invalid', true]]);
    expect(codes('{"acounts":{}')).toEqual([['model-file-invalid', true]]);
  });
});

describe('requests', () => {
  test.each<[string, unknown, string | undefined]>([
    [
      'a good one',
      { principal: 'prod:role/a', action: 's3:GetObject', context: { 'aws:SourceIp': null, a: [1, 'b', true] } },
      undefined,
    ],
    ['nothing', undefined, 'The request: This takes an object.'],
    ['no principal', { action: 's3:GetObject' }, 'The request: The property "principal" is missing.'],
    [
      'a principal of no kind',
      { principal: { usr: 'a' }, action: 'a:b' },
      '"principal": A principal is a string, or an object with one of user, role, root, instance, saml, oidc, identityCenterUser.',
    ],
    [
      'a typing error in a session',
      { principal: { role: 'a', sesion: {} }, action: 'a:b' },
      '"principal": Unknown property "sesion". Did you mean "session"?',
    ],
    [
      'a kind that is none',
      { principal: { user: 'a', session: { kind: 'sso' } }, action: 'a:b' },
      '"principal.session": A session has a "kind": accessKey, console, getSessionToken or getFederationToken.',
    ],
    [
      'a context value that is an object',
      { principal: 'a', action: 'a:b', context: { k: {} } },
      '"context.k": This takes a string, a number, a boolean, null (the key is absent) or a list of values.',
    ],
    [
      'a hop that is a number',
      { principal: 'a', action: 'a:b', through: [3] },
      '"through.0": A hop is a role, or an object with "role" and "session".',
    ],
  ])('%s', (_name, request, expected) => {
    expect(check.requestValue(request)).toBe(expected);
  });
});

describe('tests and configuration', () => {
  const textFindings = (kind: 'test' | 'configuration', text: string) =>
    found(text, check[kind](parseJson(text, { comments: true })));

  test.each<[string, string, readonly string[]]>([
    [
      'a good one',
      '{"tests":[{"name":"a","principals":["dev:role/*"],"action":"s3:GetObject","resource":"arn:aws:s3:::b","contexts":[{}],"expect":"denied"}]}',
      [],
    ],
    ['no expectation', '{"tests":[{"name":"a"}]}', ['{: The property "expect" is missing.']],
    [
      'a wrong expectation',
      '{"tests":[{"name":"a","expect":"deny"}]}',
      ['"deny": This is one of "allowed", "denied", "explicitDeny", "implicitDeny".'],
    ],
  ])('tests: %s', (_name, text, expected) => {
    expect(textFindings('test', text)).toEqual(expected);
  });

  test.each<[string, string, readonly string[]]>([
    [
      'a good one',
      '{"severity":{"action-unknown":"off"},"overrides":[{"files":["scps/**"],"policyType":"scp"}],"options":{"scpDialect":"legacy"}}',
      [],
    ],
    [
      'a suppression without a code',
      '{"suppress":[{"file":"a","reason":"b"}]}',
      ['{: The property "code" is missing.'],
    ],
    [
      'a day that is none',
      '{"suppress":[{"file":"a","code":"b","reason":"c","expires":"soon"}]}',
      ['"soon": A day is written YYYY-MM-DD.'],
    ],
  ])('configuration: %s', (_name, text, expected) => {
    expect(textFindings('configuration', text)).toEqual(expected);
  });
});

test('every property of our schemas says what it is', () => {
  const folder = join(__dirname, '..', '..', '..', 'schemas');
  const silent: string[] = [];
  for (const name of ['iam-model', 'iam-request', 'iam-test', 'writ-config']) {
    const schema: unknown = JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8'));
    const definitions = definitionsOf(schema);
    walk(schema, (property, path) => {
      const target =
        typeof property.$ref === 'string' ? definitions[property.$ref.replace('#/definitions/', '')] : property;
      const isExternal = typeof property.$ref === 'string' && !property.$ref.startsWith('#');
      if (!isExternal && (target as { description?: unknown } | undefined)?.description === undefined)
        silent.push(`${name} ${path}`);
    });
  }
  expect(silent).toEqual([]);
});

function definitionsOf(schema: unknown): { readonly [name: string]: unknown } {
  return (schema as { definitions?: { [name: string]: unknown } }).definitions ?? {};
}

function walk(
  node: unknown,
  visit: (property: { $ref?: unknown; description?: unknown }, path: string) => void,
  path = '',
): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const at = `${path}/${key}`;
    const isProperty = path.endsWith('/properties') && !['Version', 'Id', 'Statement', 'kind'].includes(key);
    if (isProperty) visit(value as object, at);
    walk(value, visit, at);
  }
}
