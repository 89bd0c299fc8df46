import { compilePattern, hasWildcard, intersects } from '../../language/pattern';
import { replaceString } from '../../syntax/edits';
import { grantOf } from '../action-grant';
import { CREATE_SERVICE_LINKED_ROLE } from '../passed-service';
import type { ResourceEntry } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'slr-service-mismatch',
  severity: 'error',
  policyTypes: ['identity'],
  title: 'Two services for one service-linked role',
  why: 'The ARN of a service-linked role holds the name of its service: with another one in the condition the statement grants nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/create-service-linked-role.html',
  needs: 'Allow',
  messages: {
    other:
      '"{value}" is not the service in "Resource", so that the statement allows nothing. Use the same service in both.',
  },
  fixes: {
    change: { title: 'Change to "{service}"', effect: 'activates' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS", "Condition": { "StringLike": { "iam:AWSServiceName": "rds.amazonaws.com" } } }',
    '{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS", "Condition": { "StringLike": { "iam:AWSServiceName": "rds.*" } } }',
    '{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": { "StringLike": { "iam:AWSServiceName": "ecs.amazonaws.com" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS", "Condition": { "StringLike": { "iam:AWSServiceName": "ecs.amazonaws.com" } } }
                                                                                                                                                                                                                         ~~~~~~~~~~~~~~~~~~~ other +fix
== fix Change to "rds.amazonaws.com" ==
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS", "Condition": { "StringLike": { "iam:AWSServiceName": "rds.amazonaws.com" } } }`,
  ],
  checkStatement(facts) {
    const { statement, resources, conditions, report, fix } = facts;
    if (grantOf(facts, CREATE_SERVICE_LINKED_ROLE.action) === undefined || statement.resource?.isNegated !== false)
      return;
    const services = resources.map(serviceIn);
    if (services.length === 0 || services.includes(undefined)) return;
    const named = [...new Set(services)].flatMap((service) => service ?? []);
    for (const { lowerKey, parsed, values } of conditions) {
      if (lowerKey !== CREATE_SERVICE_LINKED_ROLE.lowerKey || parsed?.base.type !== 'String' || parsed.base.isNegated)
        continue;
      for (const { text: value, node } of values) {
        if (value.includes('${') || named.some((service) => meets(service, value))) continue;
        const [service, ...others] = named;
        const canChange =
          service !== undefined && others.length === 0 && !hasWildcard(service) && node.kind === 'string';
        const fixes = canChange ? [fix('change', { service }, [replaceString(node, service)])] : [];
        report(node, 'other', { value }, { fixes });
      }
    }
  },
});

/** The service in the path of a service-linked role; undefined where the entry does not say. */
function serviceIn({ arn }: ResourceEntry): string | undefined {
  const [kind, path, service = '', rest] = arn?.resource.split('/', 4) ?? [];
  if (kind !== 'role' || path !== 'aws-service-role' || rest === undefined) return undefined;
  return service === '' || service.includes('$') ? undefined : service;
}

function meets(service: string, value: string): boolean {
  return intersects(compilePattern(service), compilePattern(value));
}
