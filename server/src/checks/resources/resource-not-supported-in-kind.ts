import type { Catalog } from '../../catalog/catalog';
import { replaceString } from '../../syntax/edits';
import { serviceOfActions } from '../policy-service';
import { rule } from '../rule';

export default rule({
  code: 'resource-not-supported-in-kind',
  severity: 'error',
  policyTypes: ['resource'],
  title: 'Resource of another service',
  why: 'The policy of a resource speaks of that resource only; its service rejects ARNs of other services.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-resource-arn-in-policy',
  aaIssueCodes: ['UNSUPPORTED_RESOURCE_ARN_IN_POLICY'],
  offline:
    'Which resource the policy belongs to is taken from its actions; whether it is this bucket or queue is not known.',
  messages: {
    service:
      '"{resource}" is no resource of {service}, which rejects it in the policy of its resource. Name the own resource.',
  },
  fixes: { own: { title: 'Change to "{arn}"', effect: 'depends' } },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    '{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["backup:DeleteRecoveryPoint", "backup:StartRestoreJob"], "Resource": "arn:aws:ec2:us-east-1::snapshot/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }
                                                                                                                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t" },
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/Dev" }, "Action": "sns:Subscribe", "Resource": "arn:aws:sqs:us-east-1:111122223333:t" }
                                                                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ service +fix
== fix Change to "arn:aws:sns:us-east-1:111122223333:t" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t" },
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/Dev" }, "Action": "sns:Subscribe", "Resource": "arn:aws:sns:us-east-1:111122223333:t" }`,
  ],
  checkDocument({ statements, catalog, report, fix }) {
    const prefix = serviceOfActions(statements);
    if (prefix === undefined || OWN_CHECK.has(prefix)) return;
    const service = catalog.summary(prefix)?.name ?? prefix;
    const entries = statements.flatMap(({ resources }) => resources);
    const [own, ...others] = new Set(
      entries.filter(({ text }) => isOwn(catalog, prefix, text)).map(({ text }) => text),
    );
    for (const { text: resource, node, slips, arn } of entries) {
      if (arn === undefined || slips.length > 0 || isOwn(catalog, prefix, resource)) continue;
      const isSure = own !== undefined && others.length === 0;
      const fixes = isSure ? [fix('own', { arn: own }, [replaceString(node, own)])] : [];
      report(node, 'service', { resource, service }, { fixes });
    }
  },
});

/** Services whose own checks speak of Resource: kms-key-policy-resource, ecr-resource-not-allowed, sqs-single-resource. */
const OWN_CHECK: ReadonlySet<string> = new Set(['kms', 'ecr', 'sqs']);

/**
 * True also where the service of the ARN is open, and where the host's resources may be of any service: a backup vault holds
 * recovery points (AWS Backup Developer Guide, "Vault access policies").
 */
function isOwn(catalog: Catalog, prefix: string, text: string): boolean {
  if (catalog.servicesWithArnSegment('*').includes(prefix)) return true;
  const service = text.split(':')[2] ?? '';
  if (!text.startsWith('arn:') || /[*?$]/.test(text.slice(0, text.indexOf(service) + service.length))) return true;
  return catalog.servicesWithArnSegment(service).includes(prefix);
}
