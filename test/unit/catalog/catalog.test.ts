import { describe, expect, test } from 'vitest';
import { type ActionTraits, conditionKeysOf } from '../../../server/src/catalog/catalog';
import { openCatalog } from '../../../server/src/catalog/packed';
import { testCatalog, testCatalogBytes } from '../../kit/catalog';

const catalog = testCatalog();

describe('the whole', () => {
  test('holds what the data packages hold', () => {
    expect(catalog.counts).toEqual({
      services: 456,
      undocumentedServices: 11,
      actions: 22_091,
      undocumentedActions: 107,
      resourceTypes: 2335,
      conditionKeys: 2575,
      managedPolicies: 1594,
    });
    expect(catalog.globalKeys).toHaveLength(61);
    expect(catalog.actionCount).toBe(22_091 + 107);
  });

  test('carries the days on which the packages were released', () => {
    expect(catalog.dates).toEqual({ services: '2026-09-26', managedPolicies: '2026-09-16' });
  });

  test('opening reads no blob', () => {
    const read: string[] = [];
    const bytes = testCatalogBytes();
    const opened = openCatalog({
      index: bytes.index,
      slice: (blob, offset, length) => {
        read.push(blob);
        return bytes.slice(blob, offset, length);
      },
    });
    expect(opened.services).toHaveLength(467);
    opened.actionRanges('*');
    opened.actionRanges('s3:*');
    expect(read).toEqual([]);
    opened.actionNumber('s3:GetObject');
    opened.actionNumber('s3:PutObject');
    expect(read).toEqual(['services.txt']);
  });

  test('a catalog of another format is refused', () => {
    expect(() => openCatalog({ index: '{"format":0}', slice: () => '' })).toThrow('format 0');
  });

  test('every service, action and policy can be read', () => {
    let types = 0;
    let actions = 0;
    for (const summary of catalog.services) {
      const service = catalog.service(summary.prefix)!;
      expect(service.actions).toHaveLength(summary.actionCount);
      types += service.resourceTypes.length;
      actions += service.actions.length;
    }
    expect(types).toBe(catalog.counts.resourceTypes);
    expect(actions).toBe(catalog.actionCount);
    for (const { name } of catalog.managedPolicies) {
      expect(JSON.parse(catalog.managedPolicy(name)!.text)).toHaveProperty('Statement');
    }
  });
});

describe('services', () => {
  test('are found whatever the case', () => {
    expect(catalog.summary('S3')).toEqual({
      prefix: 's3',
      name: 'Amazon S3',
      url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html',
      firstAction: expect.any(Number),
      actionCount: catalog.service('s3')!.actions.length,
      undocumented: false,
    });
    expect(catalog.service('S3')).toBe(catalog.service('s3'));
  });

  test.each(['', 'nope', 's3:GetObject', '__proto__', 'constructor'])('%j is none', (prefix) => {
    expect(catalog.summary(prefix)).toBeUndefined();
    expect(catalog.service(prefix)).toBeUndefined();
    expect(catalog.servicesWithArnSegment(prefix)).toEqual([]);
  });

  test('known from managed policies only', () => {
    expect(catalog.services.filter((service) => service.undocumented).map((service) => service.prefix)).toEqual([
      'builderid',
      'datazonecontrol',
      'deepcomposer',
      'deeplens',
      'deepracer',
      'elastic-inference',
      'iot1click',
      'iotroborunner',
      'mobilehub',
      'sagemaker-groundtruth-synthetic',
      'zocalo',
    ]);
    expect(catalog.service('deeplens')!.actions).toEqual([]);
  });

  test('merged pages have the service’s own name', () => {
    expect(['cloudformation', 'ses', 'apigateway'].map((prefix) => catalog.summary(prefix)?.name)).toEqual([
      'AWS CloudFormation',
      'Amazon Simple Email Service',
      'Amazon API Gateway Management',
    ]);
  });
});

describe('actions', () => {
  test('in full', () => {
    expect(catalog.action('S3:getobject')).toEqual({
      service: 's3',
      name: 'GetObject',
      fullName: 's3:GetObject',
      number: catalog.actionNumber('s3:GetObject'),
      accessLevels: ['Read'],
      resourceTypeUse: 'sometimes',
      resourceTypes: expect.arrayContaining([{ name: 'object', required: false, conditionKeys: [] }]),
      conditionKeys: expect.arrayContaining(['s3:ExistingObjectTag/${TagKey}', 's3:authType']),
      dependentActions: [],
      undocumented: false,
      url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html#list_s3-action-GetObject',
    });
  });

  test.each([
    ['s3:GetObject', 'Grants permission to retrieve objects from Amazon S3'],
    ['s3:AbortMultipartUpload', 'Grants permission to abort a multipart upload'],
    ['budgets:CreateBudget', ''],
  ])('%s is described when somebody asks', (name, description) => {
    const action = catalog.action(name)!;
    expect(catalog.service(action.service)?.descriptionOf(action)).toBe(description);
  });

  test.each([
    ['s3:PutObjectTagging', ['Tagging', 'Write']],
    ['s3:PutBucketPolicy', ['Permissions management', 'Write']],
    ['s3:ListBucket', ['List']],
    ['ec2:RunInstances', ['Write']],
  ])('%s has its access levels apart', (name, levels) => {
    expect(catalog.action(name)?.accessLevels).toEqual(levels);
  });

  test.each([
    ['s3:ListAllMyBuckets', 'none'],
    ['s3:GetObject', 'sometimes'],
    ['sqs:SendMessage', 'always'],
    ['budgets:CreateBudget', 'none'],
  ])('%s works on resource types: %s, which is known without its service', (name, resourceTypeUse) => {
    const { accessLevels } = catalog.action(name)!;
    expect(catalog.actionTraitsAt(catalog.actionNumber(name)!)).toEqual({ accessLevels, resourceTypeUse });
  });

  test('all have the traits that their resource types say', () => {
    for (let number = 0; number < catalog.actionCount; number += 1) {
      const { resourceTypes, resourceTypeUse } = catalog.actionAt(number)!;
      const isAlways = resourceTypes.every(({ required }) => required);
      expect(resourceTypeUse).toBe(resourceTypes.length === 0 ? 'none' : isAlways ? 'always' : 'sometimes');
    }
    expect(catalog.actionTraitsAt(catalog.actionCount)).toBeUndefined();
  });

  test('that a pattern selects, or those of them with certain traits', () => {
    const names = (where?: (traits: ActionTraits) => boolean) =>
      catalog.actionsMatching('sqs:*Queue', where).map(({ name }) => name);
    expect(names()).toEqual(['CreateQueue', 'DeleteQueue', 'PurgeQueue', 'TagQueue', 'UntagQueue']);
    expect(names(({ resourceTypeUse }) => resourceTypeUse === 'none')).toEqual([]);
    expect(names(({ accessLevels }) => accessLevels.includes('Tagging'))).toEqual(['TagQueue', 'UntagQueue']);
  });

  test('know what they need besides', () => {
    expect(catalog.action('access-analyzer:StartPolicyGeneration')?.dependentActions).toEqual(['iam:PassRole']);
  });

  test('that only AWS’s own policies name', () => {
    expect(catalog.action('budgets:CreateBudget')).toMatchObject({
      undocumented: true,
      accessLevels: [],
      resourceTypes: [],
    });
    expect(catalog.action('deepracer:ListModels')?.undocumented).toBe(true);
  });

  test.each(['s3:GetObjekt', 's3:', 's3', '', ':', 'nope:GetObject', 's3:Get*', '*', 's3:ListObjectsV2'])(
    '%j is none',
    (name) => {
      expect(catalog.action(name)).toBeUndefined();
      expect(catalog.actionNumber(name)).toBeUndefined();
    },
  );

  test('numbers go both ways', () => {
    for (const number of [0, 1, 999, 12_345, catalog.actionCount - 1]) {
      const action = catalog.actionAt(number)!;
      expect(action.number).toBe(number);
      expect(catalog.actionNumber(action.fullName)).toBe(number);
      expect(catalog.actionNameAt(number)).toBe(action.fullName);
    }
    for (const number of [-1, catalog.actionCount, 0.5, Number.NaN]) {
      expect(catalog.actionAt(number)).toBeUndefined();
      expect(catalog.actionNameAt(number)).toBeUndefined();
    }
  });
});

describe('patterns of actions', () => {
  const names = (pattern: string) => catalog.actionsMatching(pattern).map((action) => action.fullName);

  test.each([
    ['s3:GetObject', ['s3:GetObject']],
    ['S3:getOBJECTa*', ['s3:GetObjectAcl', 's3:GetObjectAnnotation', 's3:GetObjectAttributes']],
    ['sqs:*MessageMoveTask?', ['sqs:ListMessageMoveTasks']],
    ['sts:*WebIdentity', ['sts:AssumeRoleWithWebIdentity']],
    ['s3:', []],
    ['s3', []],
    ['s*:GetObject', []],
    ['nope:*', []],
    ['deeplens:*', []],
    ['', []],
  ])('%j', (pattern, expected) => {
    expect(names(pattern)).toEqual(expected);
  });

  test('all, and all of a service, are one range', () => {
    expect(catalog.actionRanges('*')).toEqual([{ start: 0, end: catalog.actionCount }]);
    expect(catalog.actionRanges('*:*')).toEqual([{ start: 0, end: catalog.actionCount }]);
    const { firstAction, actionCount } = catalog.summary('s3')!;
    for (const pattern of ['s3:*', 'S3:***']) {
      expect(catalog.actionRanges(pattern)).toEqual([{ start: firstAction, end: firstAction + actionCount }]);
    }
  });
});

describe('condition keys', () => {
  test.each([
    ['aws:PrincipalOrgID', 'aws:PrincipalOrgID', 'String', false],
    ['AWS:sourceip', 'aws:SourceIp', 'IPAddress', false],
    ['aws:ResourceTag/team', 'aws:ResourceTag/${TagKey}', 'String', false],
    ['aws:requesttag/a/b c', 'aws:RequestTag/${TagKey}', 'String', false],
    ['aws:TagKeys', 'aws:TagKeys', 'String', true],
    ['aws:CalledVia', 'aws:CalledVia', 'String', true],
    ['aws:SecureTransport', 'aws:SecureTransport', 'Bool', false],
    ['aws:CurrentTime', 'aws:CurrentTime', 'Date', false],
    ['ec2:SourceInstanceArn', 'ec2:SourceInstanceArn', 'ARN', false],
    ['s3:ExistingObjectTag/x', 's3:ExistingObjectTag/${TagKey}', 'String', false],
    ['secretsmanager:ResourceTag/x', 'secretsmanager:ResourceTag/${TagKey}', 'String', false],
    ['elasticloadbalancing:resourcetag/x', 'elasticloadbalancing:ResourceTag/${TagKey}', 'String', false],
    ['kms:EncryptionContext:app', 'kms:EncryptionContext:${EncryptionContextKey}', 'String', false],
    ['dynamodb:LeadingKeys', 'dynamodb:LeadingKeys', 'String', true],
    ['saml:aud', 'saml:aud', 'String', false],
    ['token.actions.githubusercontent.com:ref', 'token.actions.githubusercontent.com:ref', 'String', false],
    ['s3:max-keys', 's3:max-keys', 'Numeric', false],
  ])('%s', (asked, name, type, multivalued) => {
    expect(catalog.conditionKey(asked)).toMatchObject({ name, type, multivalued });
  });

  test.each(['aws:Nope', 'aws:ResourceTag/', 'aws:ResourceTag', 's3:Nope', 'nope:x', 'noColon', '', '__proto__'])(
    '%j is none',
    (name) => {
      expect(catalog.conditionKey(name)).toBeUndefined();
    },
  );

  test('global ones say when they are present', () => {
    expect(catalog.globalKey('aws:username')).toMatchObject({
      present: 'for IAM users only; not for roles, the root user, federated users or Identity Center',
      sensitive: false,
      service: undefined,
      url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-username',
    });
    expect(catalog.globalKeys.filter((key) => key.sensitive)).toHaveLength(10);
    expect(catalog.globalKeys.filter((key) => key.present === '')).toEqual([]);
  });

  test('prefixes', () => {
    const known = ['aws', 'S3', 'saml', 'github.com/enterprises/acme', 'accounts.google.com'];
    expect(known.filter((prefix) => catalog.isConditionKeyPrefix(prefix))).toEqual(known);
    expect(catalog.isConditionKeyPrefix('oidc.example.com')).toBe(false);
  });

  test('each is written once in a service', () => {
    const names = catalog.service('ssm')!.conditionKeys.map((key) => key.name);
    expect(names.filter((name) => name.toLowerCase().startsWith('ssm:resourcetag/'))).toEqual([
      'ssm:resourceTag/${TagKey}',
      'ssm:resourceTag/aws:ssmmessages:session-id',
      'ssm:resourceTag/aws:ssmmessages:target-id',
    ]);
  });

  test('of an action: its own and those of its resource types', () => {
    const service = catalog.service('s3')!;
    const keys = conditionKeysOf(service, service.action('GetObject')!);
    expect(keys).toContain('s3:ExistingObjectTag/${TagKey}');
    expect(keys).toContain('s3:BucketTag/${TagKey}');
    expect(keys).toEqual([...new Set(keys)].sort());
  });
});

describe('managed policies', () => {
  test('by name and by ARN', () => {
    const policy = catalog.managedPolicy('AdministratorAccess')!;
    expect(policy).toEqual({
      name: 'AdministratorAccess',
      path: '/',
      arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      version: 'v1',
      updated: '2015-02-06',
      url: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html',
      text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    });
    expect(catalog.managedPolicy(policy.arn)).toEqual(policy);
    expect(catalog.managedPolicy('arn:aws-cn:iam::aws:policy/AdministratorAccess')).toEqual(policy);
  });

  test.each([
    'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    'arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy',
    'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess',
  ])('%s', (arn) => {
    expect(catalog.managedPolicy(arn)?.arn).toBe(arn);
  });

  test.each([
    'arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole',
    'arn:aws:iam::123456789012:policy/AdministratorAccess',
    'arn:aws:iam::aws:policy/',
    'Nope',
    '',
  ])('%j is none', (name) => {
    expect(catalog.managedPolicy(name)).toBeUndefined();
  });
});

describe('principals, partitions, Regions', () => {
  test.each([
    ['ec2.amazonaws.com', true],
    ['lambda.amazonaws.com', true],
    ['s3.ap-east-1.amazonaws.com', true],
    ['ec2.amazonaws.com.cn', true],
    ['us-east-1.elasticache-snapshot.amazonaws.com', true],
    ['elasticache-snapshot.amazonaws.com', false],
    ['inspector2.amazonaws.com', true],
    ['nope.amazonaws.com', false],
    ['s3.mars-1.amazonaws.com', false],
    ['EC2.amazonaws.com', false],
    ['*', false],
    ['', false],
  ])('%s is a service principal: %s', (name, expected) => {
    expect(catalog.isServicePrincipal(name)).toBe(expected);
  });

  test('the list holds whole names', () => {
    expect(catalog.servicePrincipals).toHaveLength(363);
    expect(catalog.servicePrincipals.filter((name) => !/^[a-z0-9.-]+\.amazon(aws)?\.com$/.test(name))).toEqual([]);
  });

  test('partitions', () => {
    expect(catalog.partitions.slice(0, 2).map(({ id, dnsSuffix }) => [id, dnsSuffix])).toEqual([
      ['aws', 'amazonaws.com'],
      ['aws-cn', 'amazonaws.com.cn'],
    ]);
    expect(catalog.partitions.map((partition) => partition.id)).toContain('aws-us-gov');
    expect(catalog.region('cn-north-1')).toEqual({
      name: 'cn-north-1',
      partition: 'aws-cn',
      description: 'China (Beijing)',
    });
    expect(catalog.region('aws-global')).toBeUndefined();
  });
});
