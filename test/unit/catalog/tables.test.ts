import { describe, expect, test } from 'vitest';
import { apiNames, apiPermissions } from '../../../server/src/catalog/tables/api-names';
import { listScope } from '../../../server/src/catalog/tables/list-scope';
import * as requests from '../../../server/src/catalog/tables/request-rules';
import { retired, retiredAction } from '../../../server/src/catalog/tables/retired';
import { prefixesMeantBy, serviceAliases } from '../../../server/src/catalog/tables/service-aliases';
import * as support from '../../../server/src/catalog/tables/service-support';
import { testCatalog } from '../../kit/catalog';

const catalog = testCatalog();

describe('API names', () => {
  test('none is an action, and each stands for actions', () => {
    expect(apiNames.filter((name) => catalog.action(name.operation) !== undefined)).toEqual([]);
    const permissions = apiNames.flatMap((name) => name.permissions);
    expect(permissions.filter((name) => catalog.action(name) === undefined)).toEqual([]);
  });

  test.each([
    ['s3:ListObjectsV2', ['s3:ListBucket']],
    ['S3:headobject', ['s3:GetObject']],
    ['s3:CopyObject', ['s3:GetObject', 's3:PutObject']],
    ['lambda:Invoke', ['lambda:InvokeFunction']],
    ['kms:ReEncrypt', ['kms:ReEncryptFrom', 'kms:ReEncryptTo']],
    ['s3:GetObject', undefined],
    ['', undefined],
  ])('%s', (name, expected) => {
    expect(apiPermissions(name)).toEqual(expected);
  });
});

describe('retired', () => {
  test('replacements are actions', () => {
    const replacements = retired.flatMap((entry) => entry.replacements);
    expect(replacements.filter((name) => catalog.action(name)?.undocumented !== false)).toEqual([]);
  });

  test('replacements are not retired themselves', () => {
    expect(retired.flatMap((entry) => entry.replacements).filter((name) => retiredAction(name) !== undefined)).toEqual(
      [],
    );
  });

  test.each([
    ['aws-portal:ViewUsage', 'aws-portal:ViewUsage'],
    ['AWS-Portal:viewusage', 'aws-portal:ViewUsage'],
    ['aws-portal:*Billing', 'aws-portal:*'],
    ['purchase-orders:ViewPurchaseOrders', 'purchase-orders:ViewPurchaseOrders'],
    ['purchase-orders:ListPurchaseOrders', undefined],
    ['a4b:SearchUsers', 'a4b:*'],
    ['opsworks:*', 'opsworks:*'],
    ['s3:GetObject', undefined],
    ['*', undefined],
  ])('%s', (name, pattern) => {
    expect(retiredAction(name)?.pattern).toBe(pattern);
  });
});

describe('listScope', () => {
  const place = { partition: 'aws', region: 'us-east-1', account: '111122223333' };
  test.each([
    ['iam:ListUsers', 'arn:aws:iam::111122223333:user/'],
    ['iam:listroles', 'arn:aws:iam::111122223333:role/'],
    ['iam:ListGroups', 'arn:aws:iam::111122223333:group/'],
    ['dynamodb:ListTables', 'arn:aws:dynamodb:us-east-1:111122223333:table/*'],
    ['logs:DescribeLogGroups', 'arn:aws:logs:us-east-1:111122223333:log-group::log-stream:'],
    ['s3:ListAllMyBuckets', 'arn:aws:s3:::'],
    ['ec2:DescribeInstances', '*'],
    ['kms:ListKeys', '*'],
    ['sts:GetCallerIdentity', undefined],
    ['__proto__', undefined],
  ])('%s', (name, expected) => {
    expect(listScope(name, place)).toBe(expected);
  });
});

test.each([
  ['sqs:CreateQueue', true],
  ['sqs:SendMessage', false],
  ['s3:PutBucketPolicy', true],
  ['s3:GetObject', false],
  ['kms:Decrypt', false],
  ['KMS:PutKeyPolicy', true],
  ['kms:GenerateDataKeyPairWithoutPlaintext', false],
])('%s never works across accounts: %s', (name, expected) => {
  expect(requests.neverAcrossAccounts(name)).toBe(expected);
});

test.each([
  ['s3:GetObject', true],
  ['es:ESHttpGet', true],
  ['es:CreateDomain', false],
  ['lambda:InvokeFunctionUrl', true],
  ['lambda:GetFunction', false],
  ['dynamodb:GetItem', false],
])('%s accepts unsigned requests: %s', (name, expected) => {
  expect(requests.acceptsUnsigned(name)).toBe(expected);
});

test.each([
  ['kms:Decrypt', 'arn:aws:kms:us-east-1:1:key/x', true],
  ['kms:ListAliases', 'arn:aws:kms:us-east-1:1:alias/x', false],
  ['sts:AssumeRole', 'arn:aws:iam::1:role/x', true],
  ['sts:AssumeRoleWithSAML', 'arn:aws:iam::1:role/x', true],
  ['sts:TagSession', 'arn:aws:iam::1:role/x', true],
  ['iam:GetRole', 'arn:aws:iam::1:role/x', false],
  ['s3:GetObject', 'arn:aws:s3:::b/x', false],
  ['s3:ListAllMyBuckets', '*', false],
])('%s on %s needs the resource’s policy: %s', (name, arn, expected) => {
  expect(requests.needsResourcePolicy(name, arn)).toBe(expected);
});

test('request facts', () => {
  expect(requests.lacksResourceOwnerKeys('ebs:PutSnapshotBlock')).toBe(true);
  expect(requests.lacksResourceOwnerKeys('ec2:RunInstances')).toBe(false);
  expect(requests.writesManagedPolicy('iam:DeletePolicy')).toBe(true);
  expect(requests.writesManagedPolicy('iam:GetPolicy')).toBe(false);
  expect(requests.narrowsPublicAccess('AWS:SourceIp')).toBe(true);
  expect(requests.narrowsPublicAccess('aws:SecureTransport')).toBe(false);
});

test('service support', () => {
  expect(support.rcpServices).toHaveLength(62);
  expect(support.rcpServices.filter((prefix) => catalog.summary(prefix) === undefined)).toEqual([]);
  expect([support.supportsRcp('S3'), support.supportsRcp('ec2')]).toEqual([true, false]);
  expect([support.sendsSourceVpcArn('kms:Decrypt'), support.sendsSourceVpcArn('iam:PassRole')]).toEqual([true, false]);
  expect([support.sendsVpceOwner('dynamodb:GetItem'), support.sendsSourceVpcArn('dynamodb:GetItem')]).toEqual([
    true,
    false,
  ]);
  expect([support.hostsResourcePolicies('sqs'), support.hostsResourcePolicies('rds')]).toEqual([true, false]);
});

test('aliases name services', () => {
  expect(prefixesMeantBy('EventBridge')).toEqual(['events']);
  expect(prefixesMeantBy('s3')).toEqual([]);
  expect(prefixesMeantBy('bedrock-runtime')).toEqual(['bedrock']);
  for (const alias of serviceAliases) {
    expect(prefixesMeantBy(alias).filter((prefix) => catalog.summary(prefix) === undefined)).toEqual([]);
    expect(catalog.summary(alias)).toBeUndefined();
  }
});
