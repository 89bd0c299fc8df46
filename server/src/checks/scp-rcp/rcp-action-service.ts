import { supportsRcp } from '../../catalog/tables/service-support';
import { removeItem } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'rcp-action-service',
  severity: 'error',
  policyTypes: ['rcp'],
  title: 'Action that RCPs do not reach',
  why: 'RCPs take actions of the services that support them, with the service in front; Organizations refuses "*" alone.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-rcp-syntax-error-action',
  aaIssueCodes: ['RCP_SYNTAX_ERROR_ACTION'],
  offline: 'The list of services is that of the Organizations User Guide of September 2026; it grows.',
  messages: {
    star: 'Organizations refuses "*" as an action of an RCP. Name the services, such as "s3:*".',
    service:
      '"{prefix}" is not among the services that support RCPs (list of {date}), so "{action}" is refused. Remove it.',
  },
  fixes: { remove: { title: 'Remove "{action}"', effect: 'depends' } },
  good: [
    '{ "Effect": "Deny", "Principal": "*", "Action": ["s3:*", "sqs:*", "sts:AssumeRole", "kms:*Key"], "Resource": "*", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": ["s3:*", "ec2:*"], "Resource": "*", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }
                                                         ~~~~~~~ service +fix
== fix Remove "ec2:*" ==
{ "Effect": "Deny", "Principal": "*", "Action": ["s3:*"], "Resource": "*", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }`,
    `
{ "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }
                                                ~~~ star`,
  ],
  checkStatement({ statement, actions, tree, report, fix }) {
    if (statement.effect === 'Allow') return;
    for (const { text: action, node, list, isEverything, prefix, prefixHasWildcard } of actions) {
      if (isEverything) {
        report(node, 'star', {});
        continue;
      }
      if (prefixHasWildcard || supportsRcp(prefix)) continue;
      const array = list.member.value;
      const canGo = array.kind === 'array' && array.items.length > 1;
      const fixes = canGo ? [fix('remove', { action }, removeItem(tree, array, node))] : [];
      report(node, 'service', { action, prefix, date: 'September 2026' }, { fixes });
    }
  },
});
