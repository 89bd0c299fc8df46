import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compileArnPattern,
  compileTemplate,
  literalArn,
  templateMatches,
  templateMatchesAcross,
} from '../../../server/src/catalog/arn-template';
import { actionTypesMatching, holdersOf, resourceTypesOf } from '../../../server/src/catalog/resource-types';
import { compilePattern, matchesArn } from '../../../server/src/language/pattern';
import { testCatalog } from '../../kit/catalog';

const catalog = testCatalog();

describe('one format', () => {
  const bucket = 'arn:${Partition}:s3:::${BucketName}';
  const object = 'arn:${Partition}:s3:::${BucketName}/${ObjectName}';
  const table = 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}';
  const index = 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}';
  const role = 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}';
  const logGroup = 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}';
  const image = 'arn:${Partition}:ec2:${Region}::image/${ImageId}';
  const api =
    'arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${Method}/${ApiSpecificResourcePath}';
  const task = 'arn:${Partition}:dms:${Region}:${Account}:task:*';
  const siblings = [bucket, object, table, index, role, logGroup, image, api, task];

  test.each([
    [bucket, 'arn:aws:s3:::b', true],
    [bucket, 'arn:aws:s3:::b*', true],
    [bucket, 'arn:aws:s3:::*', true],
    [bucket, 'arn:aws:s3:::b/*', false],
    [bucket, 'arn:aws:s3:::b:*', false],
    [bucket, 'arn:aws:s3:::', false],
    [bucket, 'arn:aws:s3:us-east-1::b', false],
    [bucket, 'arn:aws:s3:*:*:b', true],
    [bucket, 'arn:*:s3:::b', true],
    [bucket, '*', true],
    [bucket, 'arn:aws:s3*', true],
    [bucket, 'arn:aws:S3:::b', false],
    [object, 'arn:aws:s3:::b/a/b/c', true],
    [object, 'arn:aws:s3:::b', false],
    [object, 'arn:aws:s3:::b*', true],
    [object, 'arn:aws:s3:::${aws:PrincipalTag/team}/x', true],
    [object, 'arn:aws:s3:::b${*}', false],
    [table, 'arn:aws:dynamodb:us-east-1:111122223333:table/t', true],
    [table, 'arn:aws:dynamodb:us-east-1:111122223333:table/t/index/i', false],
    [table, 'arn:aws:dynamodb:::table/t', false],
    [table, 'arn:aws:dynamodb:us-east-?:*:table/*', true],
    [index, 'arn:aws:dynamodb:us-east-1:111122223333:table/t/index/*', true],
    [index, 'arn:aws:dynamodb:us-east-1:111122223333:table/t*', true],
    [role, 'arn:aws:iam::111122223333:role/App', true],
    [role, 'arn:aws:iam::111122223333:role/team/App', true],
    [role, 'arn:aws:iam::111122223333:role:App', false],
    [role, 'arn:aws:iam::111122223333:role/', false],
    [role, 'arn:aws:iam::*:mfa/${aws:username}', false],
    [role, 'arn:::::x', false],
    [role, '', false],
    [logGroup, 'arn:aws:logs:*:log-group:/x', true],
    [logGroup, 'arn:aws:logs:*:*:*', true],
    [logGroup, 'arn:aws:logs:*', true],
    [logGroup, 'arn:aws:logs:*x:log-group:/x', false],
    [image, 'arn:aws:ec2:us-east-1::image/ami-1', true],
    [image, 'arn:aws:ec2:us-east-1:111122223333:image/ami-1', false],
    [api, 'arn:aws:execute-api:us-east-1:111122223333:abc/prod/GET/', true],
    [api, 'arn:aws:execute-api:us-east-1:111122223333:abc/prod', false],
    [task, 'arn:aws:dms:us-east-1:111122223333:task:ABC', true],
    [task, 'arn:aws:dms:us-east-1:111122223333:rep:ABC', false],
  ])('%s and %s: %s', (format, entry, expected) => {
    expect(templateMatches(compileTemplate(format, siblings), compileArnPattern(entry))).toBe(expected);
  });

  test('a literal ARN has no wildcards', () => {
    const template = compileTemplate(table, siblings);
    expect(templateMatches(template, literalArn('arn:aws:dynamodb:us-east-1:111122223333:table/*'))).toBe(true);
    expect(templateMatches(template, literalArn('arn:aws:dynamodb:*'))).toBe(false);
  });

  test('what a format can be filled to, it matches; so does the filling with stars put in', () => {
    const word = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...siblings),
        fc.array(word, { minLength: 6, maxLength: 6 }),
        fc.nat(),
        (format, words, cut) => {
          let at = 0;
          const arn = format.replace(/\$\{[^}]*\}/g, () => words[at++ % 6]!);
          const template = compileTemplate(format, siblings);
          expect(templateMatches(template, literalArn(arn))).toBe(true);
          const start = arn.lastIndexOf(':') + 1;
          const place = start + (cut % (arn.length - start));
          expect(templateMatches(template, compileArnPattern(`${arn.slice(0, place)}*`))).toBe(true);
          expect(templateMatches(template, compileArnPattern(`${arn.slice(0, place)}?${arn.slice(place + 1)}`))).toBe(
            true,
          );
        },
      ),
    );
  });

  test.each([
    [logGroup, 'arn:aws:logs:*:*:/aws-glue/*', true],
    [logGroup, 'arn:aws:logs:*:log-group:x', true],
    [logGroup, 'arn:aws:logs:us-east-1:*:x', true],
    [logGroup, 'arn:aws:logs:us-east-1:*1:x', false],
    [logGroup, 'arn:aws:logs:us-east-1:111122223333:x', false],
    [table, 'arn:aws:dynamodb:*:*:t', false],
    [table, 'arn:aws:dynamodb:*:table/t', true],
    [image, 'arn:aws:ec2:*:*:volume/*', false],
    [image, 'arn:aws:s3:*:*:image/*', false],
  ])('a star may run over colons: %s, %s: %s', (format, entry, expected) => {
    expect(templateMatchesAcross(compileTemplate(format, siblings), compileArnPattern(entry))).toBe(expected);
  });

  test('what IAM matches, one of the two finds, wherever stars stand', () => {
    const word = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
    const cut = fc.record({ from: fc.nat(), length: fc.nat(30) });
    fc.assert(
      fc.property(
        fc.constantFrom(...siblings),
        fc.array(word, { minLength: 6, maxLength: 6 }),
        fc.array(cut, { maxLength: 3 }),
        (format, words, cuts) => {
          let at = 0;
          const arn = format.replace(/\$\{[^}]*\}/g, () => words[at++ % 6]!);
          const head = arn.indexOf(':', arn.indexOf(':', 4) + 1) + 1;
          let entry = arn;
          for (const { from, length } of cuts) {
            const start = head + (from % (entry.length - head + 1));
            entry = `${entry.slice(0, start)}*${entry.slice(start + length)}`;
          }
          fc.pre(matchesArn(compilePattern(entry), arn));
          const [template, pattern] = [compileTemplate(format, siblings), compileArnPattern(entry)];
          expect([entry, templateMatches(template, pattern) || templateMatchesAcross(template, pattern)]).toEqual([
            entry,
            true,
          ]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('long patterns of stars end', () => {
    const entry = compileArnPattern(`arn:aws:s3:::${'*a'.repeat(2000)}`);
    expect(templateMatches(compileTemplate(object, siblings), entry)).toBe(true);
  });
});

describe('types of an ARN', () => {
  test.each([
    ['arn:aws:s3:::b', ['s3.bucket', 'ssm.bucket']],
    ['arn:aws:s3:::b/k/x', ['s3.object']],
    ['arn:aws:s3:::b:*', []],
    ['arn:aws:iam::111122223333:role/a/App', ['iam.role', 'ec2.role', 'ssm.iam-role', 'sts.role']],
    ['arn:aws:iam::111122223333:role:App', []],
    ['arn:aws:iam::*:mfa/${aws:username}', ['iam.mfa']],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', ['iam.policy']],
    ['arn:aws:dynamodb:us-east-1:1:table/T/index/*', ['dynamodb.index']],
    ['arn:aws:logs:us-east-1:1:log-group:/x:*', ['logs.log-group', 'logs.log-stream']],
    ['arn:aws:logs:us-east-1:1:log-group:/x:log-stream:y', ['logs.log-stream', 'logs.log-group']],
    ['arn:aws:lambda:us-east-1:1:function:f', ['lambda.function']],
    ['arn:aws:sqs:us-east-1:111122223333:q', ['sqs.queue']],
    ['arn:aws:kms:us-east-1:111122223333:key/1', ['kms.key', 'events.key', 'kinesis.kmsKey']],
    ['arn:aws:ssm:us-east-1::document/AWS-RunShellScript', ['ssm.document']],
    ['arn:aws:cloudformation:us-west-2:aws:transform/Serverless-2016-10-31', ['cloudformation.transform']],
    ['arn:aws:apigateway:us-east-1::/restapis/a/stages/b', ['apigateway.Stage', 'wafv2.apigateway']],
    ['arn:aws:backup:us-east-1:1:recovery-point:1', ['backup.recoveryPoint']],
    ['*', []],
    ['arn:aws:*:::x', []],
    ['', []],
    ['nonsense', []],
  ])('%s', (arn, expected) => {
    expect(resourceTypesOf(catalog, arn).map(({ type }) => `${type.service}.${type.name}`)).toEqual(expected);
  });

  test('the partition-wide formats of API Gateway are two', () => {
    expect(catalog.service('apigateway')!.resourceType('Stage')!.arns).toEqual([
      'arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/stages/${StageName}',
      'arn:${Partition}:apigateway:${Region}::/restapis/${RestApiId}/stages/${StageName}',
    ]);
  });
});

describe('an action and an entry of Resource', () => {
  test.each([
    ['s3:GetObject', 'arn:aws:s3:::b', []],
    ['s3:GetObject', 'arn:aws:s3:::b/*', ['object']],
    ['s3:ListBucket', 'arn:aws:s3:::b/*', []],
    ['s3:ListBucket', 'arn:aws:s3:::b', ['bucket']],
    ['lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:1:function:f:*', ['function']],
    ['ec2:RunInstances', 'arn:aws:ec2:*:*:instance/*', ['instance']],
    ['logs:CreateLogStream', 'arn:aws:logs:us-east-1:1:log-group:/x:*', ['log-stream']],
    ['logs:CreateLogStream', 'arn:aws:logs:us-east-1:1:log-group:/x', []],
    ['sts:GetCallerIdentity', '*', []],
  ])('%s on %s', (name, entry, expected) => {
    const action = catalog.action(name)!;
    const service = catalog.service(action.service)!;
    const types = actionTypesMatching(service, action, compileArnPattern(entry)).map((type) => type.name);
    expect(types).toEqual(expected);
  });
});

describe('what holds a resource', () => {
  test.each([
    ['arn:aws:s3:::b/k/x', ['arn:aws:s3:::b']],
    ['arn:aws:s3:::b', []],
    ['arn:aws:logs:us-east-1:1:log-group:/x:log-stream:y', ['arn:aws:logs:us-east-1:1:log-group:/x']],
    ['arn:aws:logs:us-east-1:1:log-group:/x:*', ['arn:aws:logs:us-east-1:1:log-group:/x']],
    ['arn:aws:dynamodb:us-east-1:1:table/T/index/i', ['arn:aws:dynamodb:us-east-1:1:table/T']],
    ['arn:aws:lambda:us-east-1:1:function:f:prod', ['arn:aws:lambda:us-east-1:1:function:f']],
    ['arn:aws:sqs:us-east-1:1:q', []],
    ['*', []],
    ['', []],
  ])('%s', (arn, expected) => {
    expect(holdersOf(catalog, arn)).toEqual(expected);
  });
});
