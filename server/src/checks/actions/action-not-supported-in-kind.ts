import type { Catalog } from '../../catalog/catalog';
import type { Statement } from '../../policy/document';
import { removeItem } from '../../syntax/edits';
import type { ActionEntry } from '../action-entries';
import { serviceOfActions } from '../policy-service';
import { rule } from '../rule';

export default rule({
  code: 'action-not-supported-in-kind',
  severity: 'error',
  policyTypes: ['resource'],
  title: 'Action that the resource does not know',
  why: 'The policy of a resource takes actions on that resource only; its service rejects the policy as a whole.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-action-in-policy',
  aaIssueCodes: ['UNSUPPORTED_ACTION_IN_POLICY'],
  messages: {
    service: '"{action}" is no action of {service}, which rejects the policy of its resource with it. Remove it.',
    type: '"{action}" works on no single resource, and {service} rejects the policy of its resource with it. Remove it.',
  },
  fixes: { remove: { title: 'Remove "{action}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" },
  "Action": ["s3:GetObject", "kms:Decrypt"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                             ~~~~~~~~~~~~~ service +fix: "kms:Decrypt" is no action of Amazon S3, which rejects the policy of its resource with it. Remove it.
== fix Remove "kms:Decrypt" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" },
  "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" },
  "Action": "s3:ListAllMyBuckets", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"] }
            ~~~~~~~~~~~~~~~~~~~~~ type`,
  ],
  checkDocument({ statements, tree, catalog, report, fix }) {
    const ofActions = serviceOfActions(statements);
    for (const { statement, actions } of statements) {
      const segment = resourceService(statement);
      const service = segment === undefined ? undefined : catalog.summary(segment)?.name;
      if (segment === undefined || service === undefined) continue;
      // Where all actions agree, the ARN is the odd one: resource-not-supported-in-kind.
      const isArnOdd = ofActions !== undefined && !catalog.servicesWithArnSegment(segment).includes(ofActions);
      for (const entry of isArnOdd ? [] : actions) {
        const problem = problemOf(catalog, segment, entry);
        if (problem === undefined) continue;
        const array = entry.list.member.value;
        const canGo = array.kind === 'array' && array.items.length > 1;
        const fixes = canGo ? [fix('remove', { action: entry.text }, removeItem(tree, array, entry.node))] : [];
        report(entry.node, problem, { action: entry.text, service }, { fixes });
      }
    }
  },
});

/** The service field that all ARNs of the statement's Resource have in common. */
function resourceService({ resource }: Statement): string | undefined {
  const segments = new Set((resource?.entries ?? []).map(({ text }) => /^arn:[^:]*:([a-z0-9-]+):/.exec(text)?.[1]));
  const [segment] = segments;
  return segments.size === 1 ? segment : undefined;
}

/** Services whose guides list the actions that a policy of their resources takes; of others too little is known. */
const STRICT: ReadonlySet<string> = new Set(['s3', 'sqs', 'sns', 'kms', 'secretsmanager']);

function problemOf(catalog: Catalog, segment: string, entry: ActionEntry): 'service' | 'type' | undefined {
  const action = entry.number === undefined ? undefined : catalog.actionAt(entry.number);
  if (action === undefined || action.undocumented) return undefined;
  const isOwn = action.service === segment || catalog.servicesWithArnSegment(segment).includes(action.service);
  if (!isOwn) return 'service';
  return STRICT.has(action.service) && action.resourceTypes.length === 0 ? 'type' : undefined;
}
