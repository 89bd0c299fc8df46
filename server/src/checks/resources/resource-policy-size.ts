import { ENDPOINT_POLICY_SIZE, RESOURCE_POLICY_SIZES } from '../../policy/quotas';
import { policySize } from '../../policy/size';
import { serviceOfActions } from '../policy-service';
import { removeRedundant } from '../redundant-entries';
import { rule } from '../rule';
import { minifyPolicy, openingBrace } from '../size-edits';

export default rule({
  code: 'resource-policy-size',
  severity: 'warning',
  policyTypes: ['resource', 'vpce'],
  title: 'Resource policy over its quota',
  why: 'The service refuses a policy that is longer than its quota.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-policy-size-exceeds-resource-policy-quota',
  aaIssueCodes: ['POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA'],
  offline:
    'The service is taken from the actions of the policy; of services that are not in our table the quota is not known.',
  messages: {
    bytes:
      'This policy has {size} bytes ({stripped} characters without white space), and {service} takes {limit} bytes. Shorten it.',
    endpoint:
      'This endpoint policy has {size} characters ({stripped} without white space) and may have {limit}. Shorten it.',
  },
  fixes: {
    minify: { title: 'Minify JSON', effect: 'none', safe: true },
    redundant: { title: 'Remove redundant entries', effect: 'none' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    {
      text: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["sqs:SendMessage", "sqs:SendMessage"], "Resource": "arn:aws:sqs:us-east-1:111122223333:orders", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "${'x'.repeat(8000)}" } } }] }
~ bytes +fix!
== fix Remove redundant entries ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["sqs:SendMessage"], "Resource": "arn:aws:sqs:us-east-1:111122223333:orders", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "${'x'.repeat(8000)}" } } }] }`,
      ignore: ['action-redundant', 'condition-tag-limits'],
    },
    {
      text: `
{ "Version": "2012-10-17", "Statement": [${' '.repeat(20400)}{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
~ endpoint +fix!
== fix Minify JSON ==
{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*"}]}`,
      type: 'vpce',
    },
  ],
  checkDocument({ document, statements, type, catalog, report, fix }) {
    const { counted: size, stripped } = policySize(document, type);
    const prefix = type === 'vpce' ? undefined : serviceOfActions(statements);
    const limit = prefix === undefined ? ENDPOINT_POLICY_SIZE : RESOURCE_POLICY_SIZES.get(prefix);
    if (limit === undefined || size <= limit || (type !== 'vpce' && prefix === undefined)) return;
    const fixes = () => {
      const shorter = minifyPolicy(document);
      const fewer = removeRedundant(document);
      return [fix('minify', {}, shorter), fix('redundant', {}, fewer)];
    };
    const range = openingBrace(document);
    if (prefix === undefined) report(range, 'endpoint', { size, stripped, limit }, { fixes });
    else {
      const service = catalog.summary(prefix)?.name ?? prefix;
      report(range, 'bytes', { size, stripped, limit, service }, { fixes });
    }
  },
});
