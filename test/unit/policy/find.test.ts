import { describe, expect, test } from 'vitest';
import { findPolicies, mayHoldPolicy, siteRange, siteText } from '../../../server/src/policy/find';
import { parseJson } from '../../../server/src/syntax/json';
import { sitesIn } from './policies';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const POLICY = { Version: '2012-10-17', Statement: [ALLOW] };
const TEXT = JSON.stringify(POLICY);

/** Where policies are found: `pointer property`, with `"` in front for those in strings. */
const found = (file: unknown) =>
  sitesIn(file).map(
    ({ pointer, property, embedding }) => `${embedding === undefined ? '' : '"'}${pointer} ${property ?? '-'}`,
  );

describe('a policy is found', () => {
  test.each<[string, unknown, string[]]>([
    ['as the whole file', POLICY, [' -']],
    ['with one statement that is no list', { Statement: ALLOW }, [' -']],
    ['with a statement that has Effect only', { Statement: [{ Effect: 'Allow' }] }, [' -']],
    ['with a statement that has Action only', { Statement: [{ Action: 's3:*' }] }, [' -']],
    ['with a statement that has NotAction only', { Statement: [1, { NotAction: 's3:*' }] }, [' -']],
    ['in an array', [POLICY, POLICY], ['/0 -', '/1 -']],
    ['under any name', { a: { 'b/c': POLICY } }, ['/a/b~1c b/c']],
    ['under PolicyDocument', { PolicyDocument: POLICY }, ['/PolicyDocument PolicyDocument']],
    ['under policyDocument', { policyDocument: { Version: '2012-10-17' } }, ['/policyDocument policyDocument']],
    [
      'under AssumeRolePolicyDocument',
      { AssumeRolePolicyDocument: {} },
      ['/AssumeRolePolicyDocument AssumeRolePolicyDocument'],
    ],
    ['under policy with any Statement', { policy: { Statement: [] } }, ['/policy policy']],
    ['under policy with no statement yet', { policy: { Statement: null } }, ['/policy policy']],
    ['under Document with an empty list', { Document: { Statement: [] } }, ['/Document Document']],
    [
      'in lists under policies',
      { policies: [{ Statement: {} }, POLICY] },
      ['/policies/0 policies', '/policies/1 policies'],
    ],
    ['in a string', { a: TEXT }, ['"/a a']],
    ['in a string with blanks around', { a: `\n ${TEXT}\n` }, ['"/a a']],
    ['in a string in a list', { a: ['x', TEXT] }, ['"/a/1 a']],
    ['in an object in a string', { a: JSON.stringify({ PolicyDocument: POLICY }) }, ['"/a PolicyDocument']],
    ['in a string in a string', { a: JSON.stringify({ b: TEXT }) }, ['"/a b']],
    ['in three strings', { a: JSON.stringify({ b: JSON.stringify({ c: TEXT }) }) }, ['"/a c']],
    [
      'in a string under PolicyDocument, with no Statement yet',
      { PolicyDocument: '{"Version":"2012-10-17"}' },
      ['"/PolicyDocument PolicyDocument'],
    ],
  ])('%s', (_name, file, expected) => {
    expect(found(file)).toEqual(expected);
  });

  test.each([
    ['{ "Statement": [{ "Effect": "Al', [' -']],
    ['{ "Statement": { "Effect": ', [' -']],
    ['{ "PolicyDocument": {', ['/PolicyDocument PolicyDocument']],
    ['{ "PolicyDocument": { "', ['/PolicyDocument PolicyDocument']],
    ['{ "PolicyDocument": { "Vers', ['/PolicyDocument PolicyDocument']],
    ['{ "PolicyDocument": { Statement: [', ['/PolicyDocument PolicyDocument']],
    ['{ "PolicyDocument": { "statement": []', ['/PolicyDocument PolicyDocument']],
    ['{ "PolicyDocument": { "Effect": "Allow" } }', ['/PolicyDocument PolicyDocument']],
    ['{ "policy": { "Statement"', ['/policy policy']],
  ])('while it is typed: %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('in a CloudFormation template', () => {
    const template = {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: { 'Fn::If': ['InChina', POLICY, POLICY] },
            Policies: [{ PolicyName: 'a', PolicyDocument: POLICY }],
          },
        },
        Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: POLICY } },
        Bucket: { Type: 'AWS::S3::BucketPolicy', Properties: { PolicyDocument: { Ref: 'Policy' } } },
        Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryPolicyText: POLICY } },
      },
    };
    const role = '/Resources/Role/Properties';
    expect(found(template)).toEqual([
      `${role}/AssumeRolePolicyDocument/Fn::If/1 AssumeRolePolicyDocument`,
      `${role}/AssumeRolePolicyDocument/Fn::If/2 AssumeRolePolicyDocument`,
      `${role}/Policies/0/PolicyDocument PolicyDocument`,
      '/Resources/Key/Properties/KeyPolicy KeyPolicy',
      '/Resources/Repository/Properties/RepositoryPolicyText RepositoryPolicyText',
    ]);
  });

  test('in the account authorization details', () => {
    const details = {
      UserDetailList: [{ UserName: 'a', UserPolicyList: [{ PolicyName: 'p', PolicyDocument: POLICY }] }],
      GroupDetailList: [{ GroupPolicyList: [{ PolicyName: 'p', PolicyDocument: TEXT }] }],
      RoleDetailList: [{ AssumeRolePolicyDocument: POLICY, RolePolicyList: [] }],
      Policies: [{ PolicyName: 'm', PolicyVersionList: [{ Document: POLICY, VersionId: 'v1' }] }],
    };
    expect(found(details)).toEqual([
      '/UserDetailList/0/UserPolicyList/0/PolicyDocument PolicyDocument',
      '"/GroupDetailList/0/GroupPolicyList/0/PolicyDocument PolicyDocument',
      '/RoleDetailList/0/AssumeRolePolicyDocument AssumeRolePolicyDocument',
      '/Policies/0/PolicyVersionList/0/Document Document',
    ]);
  });

  test.each<[string, unknown, string[]]>([
    ['get-bucket-policy', { Policy: TEXT }, ['"/Policy Policy']],
    ['get-queue-attributes', { Attributes: { Policy: TEXT } }, ['"/Attributes/Policy Policy']],
    ['get-policy-version', { PolicyVersion: { Document: POLICY } }, ['/PolicyVersion/Document Document']],
    ['describe-policy', { Policy: { PolicySummary: {}, Content: TEXT } }, ['"/Policy/Content Content']],
    [
      'describe-vpc-endpoints',
      { VpcEndpoints: [{ PolicyDocument: TEXT }] },
      ['"/VpcEndpoints/0/PolicyDocument PolicyDocument'],
    ],
    ['a Terraform plan', { values: { assume_role_policy: TEXT } }, ['"/values/assume_role_policy assume_role_policy']],
  ])('in the output of %s', (_name, file, expected) => {
    expect(found(file)).toEqual(expected);
  });
});

describe('no policy is found', () => {
  test.each<[string, unknown]>([
    ['nothing', ''],
    ['an empty object', {}],
    ['a package.json', { name: 'x', version: '1.0.0', scripts: { policy: 'x' }, policy: { strict: true } }],
    ['an account statement', { Statement: [{ Amount: 1 }], Balance: 2 }],
    ['an account statement under a name of ours', { document: { Statement: 'of account' } }],
    ['statements in text', { policy: 'Statement of {intent}', content: '"Statement"' }],
    ['an empty Statement under no name', { Version: '2012-10-17', Statement: [] }],
    ['Statement in lower case', { statement: [ALLOW] }],
    ['a web ACL', { Rules: [{ Action: { Block: {} }, Statement: { ByteMatchStatement: { SearchString: 'x' } } }] }],
    [
      'a schema of CloudFormation',
      { properties: { PolicyDocument: { type: ['object', 'string'], description: 'The document.' } } },
    ],
    ['a service model', { members: { PolicyDocument: { shape: 'policyDocumentType', documentation: '…' } } }],
    ['a resource policy of Kubernetes', { spec: { resourcePolicy: { containerPolicies: [{ mode: 'Off' }] } } }],
    ['a list under a name of ours', { PolicyDocument: ['x', 1, null] }],
    ['a file name', { PolicyDocument: 'file://policy.json' }],
    ['a statement by itself', ALLOW],
    ['a text that only looks like JSON', { a: '{ "Statement" of intent }' }],
    ['a text in four strings', { a: JSON.stringify({ a: JSON.stringify({ a: JSON.stringify({ a: TEXT }) }) }) }],
    ['a string without end', `{ "a": ${JSON.stringify(TEXT).slice(0, -1)}`],
  ])('in %s', (_name, file) => {
    expect(found(file)).toEqual([]);
  });
});

test('the whole file is a policy where somebody said so', () => {
  for (const text of ['', '{}', '[1]', '{ "Statement": [] }', '{ "PolicyDocument": {} }']) {
    const tree = parseJson(text, { comments: false });
    const sites = findPolicies(tree, { wholeFile: true });
    expect(sites.map(({ pointer, property, embedding }) => ({ pointer, property, embedding }))).toEqual([
      { pointer: '', property: undefined, embedding: undefined },
    ]);
    expect(sites[0]?.document.root).toBe(tree.root);
  }
});

describe('places in a policy lead to the file', () => {
  const file = JSON.stringify({ PolicyDocument: POLICY, a: JSON.stringify({ b: TEXT }) }, undefined, 2);

  test.each([
    [0, '"s3:GetObject"'],
    [1, '\\\\\\"s3:GetObject\\\\\\"'],
  ])('policy %i', (index, expected) => {
    const site = sitesIn(file)[index]!;
    const { start, end } = siteRange(site, site.document.statements[0]!.action!.entries[0]!.node);
    expect(file.slice(start, end)).toBe(expected);
    const changed = file.slice(0, start) + siteText(site, '"s3:PutObject"') + file.slice(end);
    const [first, second] = sitesIn(changed).map(({ document }) => document.statements[0]?.action?.entries[0]?.text);
    expect([first, second]).toEqual(index === 0 ? ['s3:PutObject', 's3:GetObject'] : ['s3:GetObject', 's3:PutObject']);
  });
});

describe('mayHoldPolicy', () => {
  test.each([
    [TEXT, true],
    [JSON.stringify({ a: JSON.stringify({ b: TEXT }) }), true],
    ['{ "PolicyDocument": {', true],
    ['{ "AssumeRolePolicyDocument": {} }', true],
    ['{ "bucketPolicy" : {} }', true],
    ['{ "name": "x", "version": "1.0.0" }', false],
    ['{ "policyholder": 1 }', false],
    ['', false],
  ])('%s: %s', (text, expected) => {
    expect(mayHoldPolicy(text)).toBe(expected);
  });
});
