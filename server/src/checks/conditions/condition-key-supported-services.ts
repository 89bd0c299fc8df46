import { sendsVpceOwner } from '../../catalog/tables/service-support';
import type { ActionEntry } from '../action-entries';
import { listText } from '../message';
import { rule } from '../rule';

export default rule({
  code: 'condition-key-supported-services',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Key that some services do not send',
  why: 'A request to a service that does not support the key lacks it: a negated test then hits all of them, a positive one none.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-use-condition-key-only-with-supported-services',
  aaIssueCodes: ['USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES'],
  offline: 'The list of services that send the key is the one of the IAM User Guide on the day that the table states.',
  needs: 'Condition',
  messages: {
    everything: 'Only some services send "{key}", and "*" selects the others too. List actions of services that do.',
    services: 'Requests to {services} lack "{key}". Test it only for services that send it.',
  },
  good: [
    `
{ "Effect": "Deny", "Action": ["s3:*", "dynamodb:GetItem"], "Resource": "*",
  "Condition": { "StringNotEquals": { "aws:VpceOrgID": "o-a1b2c3d4e5" } } }`,
    '{ "Effect": "Deny", "NotAction": "ec2:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:VpceOrgID": "o-a1b2c3d4e5" } } }',
  ],
  bad: [
    {
      type: 'resource',
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*",
  "Condition": { "StringNotEquals": { "aws:VpceOrgID": "o-a1b2c3d4e5" } } }
                                      ~~~~~~~~~~~~~~~ everything: Only some services send "aws:VpceOrgID", and "*" selects the others too. List actions of services that do.`,
    },
    `
{ "Effect": "Deny", "Action": ["s3:*", "sqs:SendMessage", "SNS:Subscribe", "sns:Publish", "events:PutEvents"], "Resource": "*",
  "Condition": { "StringNotEquals": { "aws:VpceAccount": "111122223333" } } }
                                      ~~~~~~~~~~~~~~~~~ services: Requests to events and sns lack "aws:VpceAccount". Test it only for services that send it.`,
  ],
  checkStatement({ conditions, statement, actions, report }) {
    if (statement.action?.isNegated !== false) return;
    for (const { lowerKey, key, member, parsed } of conditions) {
      if (!VPCE_KEYS.has(lowerKey) || parsed?.base.type === 'Null') continue;
      if (actions.some(({ isEverything }) => isEverything)) {
        report(member.key, 'everything', { key });
        continue;
      }
      const services = [...new Set(actions.filter(lacksKey).map(({ prefix }) => prefix.toLowerCase()))].sort();
      if (services.length > 0) report(member.key, 'services', { key, services: listText(services) });
    }
  },
});

/** Keys about the owner of the VPC endpoint, lower case. */
const VPCE_KEYS: ReadonlySet<string> = new Set(['aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths']);

function lacksKey({ state, service, text }: ActionEntry): boolean {
  return service !== undefined && (state === 'known' || state === 'pattern') && !sendsVpceOwner(text);
}
