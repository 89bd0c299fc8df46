import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redundantResources } from '../../../server/src/checks/redundant-entries';
import { createResourceReader, readResourceEntries } from '../../../server/src/checks/resource-entries';
import { unfitActions } from '../../../server/src/checks/resource-fit';
import { createReaders, statementFacts } from '../../../server/src/checks/statement-facts';
import { compilePattern, matchesArn } from '../../../server/src/language/pattern';
import type { Statement } from '../../../server/src/policy/document';
import { testCatalog } from '../../kit/catalog';
import { siteOf } from '../../kit/rules';

const catalog = testCatalog();

function statementOf(action: string | readonly string[], resource: string | readonly string[]): Statement {
  const Statement = { Effect: 'Allow', Action: action, Resource: resource };
  return siteOf(JSON.stringify({ Version: '2012-10-17', Statement })).document.statements[0]!;
}

describe('slips of an ARN', () => {
  test.each([
    ['*', []],
    ['**', []],
    ['arn:aws:s3:::bucket/*', []],
    ['arn:aws:s3:*:*:bucket/*', []],
    ['arn:aws:s3:us-west-2:111122223333:accesspoint/app/object/*', []],
    ['arn:aws:s3::111122223333:accesspoint/abcdef0123456.mrap', []],
    ['arn:aws:s3express:us-west-2:111122223333:bucket/b--usw2-az1--x-s3', []],
    ['arn:aws:s3-outposts:us-west-2:111122223333:outpost/op-01ac5d28a6a232904/bucket/b', []],
    ['arn:aws:ec2:us-east-1::image/ami-1234567890abcdef0', []],
    ['arn:aws:ec2:us-east-1::snapshot/snap-1234567890abcdef0', []],
    ['arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/a', []],
    ['arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/a:*', []],
    ['arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/a:log-stream:b', []],
    ['arn:aws:logs:*:log-group:/aws/lambda/a', []],
    ['arn:aws:apigateway:us-east-1::/restapis/a1b2c3/*', []],
    ['arn:aws:es:us-east-1:111122223333:domain/a/*', []],
    ['arn:aws:rds:us-east-1:111122223333:cluster:docdb-1', []],
    ['arn:aws:rds:us-west-?:111122223333:*pg:*', []],
    ['arn:aws:cloudformation:us-west-2:aws:transform/Serverless-2016-10-31', []],
    ['arn:aws-cn:sqs:cn-north-1:111122223333:a', []],
    ['arn:aws-us-gov:sqs:us-gov-west-1:111122223333:a', []],
    ['arn:aws-iso:sqs:us-iso-east-1:111122223333:a', []],
    ['arn:aws-iso-b:sqs:us-isob-east-1:111122223333:a', []],
    ['arn:aws-eusc:sqs:eusc-de-east-1:111122223333:a', []],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', []],
    ['arn:${AWS::Partition}:iam::${AWS::AccountId}:role/a', []],
    ['arn:aws:iam::${AccountId}:role:a', []],
    ['${Arn}', []],
    ['arn:::::x', ['arn-partition-unknown', 'arn-service-unknown']],
    ['arn:aws:s3:eu-west-1:111122223333:bucket', ['arn-region-not-allowed', 'arn-account-not-allowed']],
    ['arn:aws:sqs:::a', ['arn-region-missing', 'arn-account-missing']],
    ['arn:aws:sqs:us-esat-1:12345:a', ['arn-region-invalid', 'arn-account-invalid']],
    ['arn:aws:iam::111122223333:role:a', ['arn-resource-format']],
    ['arn:aws:sqs', ['arn-field-count']],
    ['arn', ['arn-prefix']],
    ['', ['arn-prefix']],
  ])('%s', (text, expected) => {
    expect(readResourceEntries(createResourceReader(catalog), statementOf('s3:GetObject', text))[0]?.slips).toEqual(
      expected,
    );
  });
});

describe('actions that fit none of the resources', () => {
  test.each([
    ['s3:GetObject', 'arn:aws:s3:::b', 'type', true],
    ['s3:GetObject', 'arn:aws:s3:::b*', undefined, undefined],
    ['s3:GetObject', 'arn:aws:s3:::b:*', 'type', true],
    ['s3:*', 'arn:aws:sqs:us-east-1:111122223333:a', 'type', false],
    ['s3:*', 'arn:aws:s3:::b', undefined, undefined],
    ['s3:ListAllMyBuckets', 'arn:aws:s3:::*', undefined, undefined],
    ['s3:ListAllMyBuckets', 'arn:aws:s3:::b', 'scope', true],
    ['iam:ListUsers', 'arn:aws:iam::111122223333:user/*', undefined, undefined],
    ['iam:ListUsers', 'arn:aws:iam::111122223333:user/a', 'scope', true],
    ['ec2:Describe*', 'arn:aws:ec2:us-east-1:111122223333:instance/*', undefined, undefined],
    ['ec2:DescribeInstances', 'arn:aws:ec2:us-east-1:111122223333:instance/*', 'scope', true],
    ['ec2:DescribeInstances', 'arn:aws:ec2:*:*:instance/*', 'scope', false],
    ['sts:GetCallerIdentity', 'arn:aws:iam::111122223333:role/a', 'star', true],
    ['sqs:ListQueues', 'arn:aws:sqs:*:111122223333:*', undefined, undefined],
    ['ecs:RunTask', 'arn:aws:ecs:us-east-1:111122223333:cluster/a', 'type', false],
    ['elasticloadbalancing:AddTags', 'arn:aws:elasticloadbalancing:*:*:listener/app/*/*/*', undefined, undefined],
    ['s3:GetObject', '${Arn}', undefined, undefined],
    ['frobnicate:Get', 'arn:aws:s3:::b', undefined, undefined],
  ])('%s on %s', (action, resource, problem, isCertain) => {
    const facts = statementFacts(catalog, statementOf(action, resource), createReaders(catalog));
    const [found] = unfitActions(catalog, facts);
    expect([found?.problem, found?.isCertain]).toEqual([problem, isCertain]);
  });
});

describe('redundant resources', () => {
  const redundant = (...names: readonly string[]) =>
    redundantResources(
      statementOf(
        'x:y',
        names.map((name) => `arn:aws:x:${name}`),
      ).resource!,
    ).map(({ entry, by }) => `${entry.text} < ${by.text}`.replaceAll('arn:aws:x:', ''));

  test.each([
    [['::*', '::**'], ['::** < ::*']],
    [['::**', '::*'], ['::* < ::**']],
    [
      [':*:*', ':*:**', ':**:*'],
      [':*:** < :*:*', ':**:* < :*:*'],
    ],
    [
      ['::a?*', '::a*?', '::a*'],
      ['::a?* < ::a*', '::a*? < ::a*'],
    ],
  ])('of %j, which cover each other, one stays', (names, expected) => {
    expect(redundant(...names)).toEqual(expected);
  });

  const field = fc.stringMatching(/^[ab*?]{0,3}$/);
  const arn = fc.tuple(field, field, field).map(([region, account, name]) => `arn:aws:x:${region}:${account}:${name}`);

  test('what the removed entry matches, another one matches too', () => {
    const literal = fc.stringMatching(/^[ab]{0,3}$/);
    fc.assert(
      fc.property(
        fc.array(arn, { maxLength: 4 }),
        fc.tuple(literal, literal, literal),
        (entries, [region, account, name]) => {
          const list = statementOf('x:y', entries).resource!;
          const removed = new Set(redundantResources(list).map(({ entry }) => entry));
          const text = `arn:aws:x:${region}:${account}:${name}`;
          const isMatched = (kept: typeof list.entries) =>
            kept.some((each) => matchesArn(compilePattern(each.text), text));
          expect(isMatched(list.entries.filter((each) => !removed.has(each)))).toBe(isMatched(list.entries));
        },
      ),
    );
  });
});
