import type { Catalog } from '../../catalog/catalog';
import type { ActionEntry } from '../action-entries';
import { isAbsent } from '../elements';
import { rule } from '../rule';
import { insertElement } from '../statement-edits';

export default rule({
  code: 'resource-missing-in-resource-policy',
  severity: 'error',
  policyTypes: ['resource'],
  title: 'No Resource in a resource policy',
  why: 'Most services want the Resource in the policy of a resource too, and refuse a statement without it.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  needsWholeStatement: true,
  messages: {
    missing:
      'The statement has no "Resource", and {service} refuses the policy. Name the resource that it is attached to.',
  },
  fixes: {
    add: {
      title: 'Add "Resource": "*"',
      effect: 'depends',
      note: 'In the policy of a KMS key or a secret, "*" means this key or secret.',
    },
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "ecr:BatchGetImage" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:GetObject" }
~ missing +fix: The statement has no "Resource", and Amazon S3 refuses the policy. Name the resource that it is attached to.
== fix Add "Resource": "*" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:GetObject", "Resource": "*" }`,
  ],
  checkStatement({ statement, actions, tree, catalog, report, fix }) {
    const { object } = statement;
    if (object === undefined || !isAbsent(object, 'statement', ['Resource', 'NotResource'])) return;
    const service = serviceOf(catalog, actions);
    if (service === undefined) return;
    const fixes = [fix('add', {}, insertElement(tree, statement, 'Resource', '*'))];
    report({ start: object.start, end: object.start + 1 }, 'missing', { service }, { fixes });
  },
});

/** Their policies name no resource (Amazon ECR and AWS Lambda guides). */
const WITHOUT_RESOURCE: ReadonlySet<string> = new Set(['ecr', 'ecr-public', 'lambda']);

/** The name of the one service that all actions of the statement belong to, if it wants a Resource. */
function serviceOf(catalog: Catalog, actions: readonly ActionEntry[]): string | undefined {
  const prefixes = new Set(actions.map(({ prefix }) => prefix.toLowerCase()));
  const [prefix] = prefixes;
  if (prefixes.size !== 1 || prefix === undefined || WITHOUT_RESOURCE.has(prefix)) return undefined;
  return catalog.summary(prefix)?.name;
}
