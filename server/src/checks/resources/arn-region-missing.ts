import { missingFields } from '../missing-arn-fields';
import { replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-region-missing',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'ARN without a Region',
  why: 'An empty field matches an empty field only, and resources of this kind have a Region in their ARNs.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-arn-region',
  aaIssueCodes: ['MISSING_ARN_REGION'],
  needs: 'ARN slip',
  messages: { missing: 'ARNs of this kind have a Region, so this one matches no resource. Write a Region, or "*".' },
  fixes: {
    star: { title: 'Add Region "*"', effect: 'activates' },
    known: { title: 'Add Region "{region}"', effect: 'activates' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:*:111122223333:table/Orders" }',
    '{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": ["arn:aws:ec2:us-east-1::image/ami-1234567890abcdef0", "arn:aws:ec2:*:111122223333:instance/*", "arn:aws:ec2:*:111122223333:network-interface/*", "arn:aws:ec2:*:111122223333:security-group/*", "arn:aws:ec2:*:111122223333:subnet/*", "arn:aws:ec2:*:111122223333:volume/*"] }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb::111122223333:table/Orders" }
                                                                                ~~ missing +fix
== fix Add Region "*" ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:*:111122223333:table/Orders" }`,
    `
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:eu-west-1:111122223333:a", "arn:aws:sqs::111122223333:b"] }
                                                                                                                   ~~ missing +fix
== fix Add Region "eu-west-1" ==
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:eu-west-1:111122223333:a", "arn:aws:sqs:eu-west-1:111122223333:b"] }`,
  ],
  checkStatement({ resources, catalog, report, fix }) {
    for (const { entry, at, others } of missingFields(
      resources,
      'arn-region-missing',
      3,
      (name) => catalog.region(name) !== undefined,
    )) {
      const fixes = [
        fix('star', {}, [replaceField(entry, 3, '*')]),
        ...others.map((region) => fix('known', { region }, [replaceField(entry, 3, region)])),
      ];
      report(at, 'missing', {}, { fixes });
    }
  },
});
