import { grantOf, grantsOf } from '../action-grant';
import { CREATE_SERVICE_LINKED_ROLE } from '../passed-service';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'slr-edit',
  severity: 'warning',
  policyTypes: ['identity'],
  title: 'Change of a service-linked role',
  why: 'A service-linked role belongs to its service: IAM refuses to change its policies, so that the statement grants nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html',
  messages: {
    refused:
      'IAM refuses "{action}" on service-linked roles: only their service changes them. Remove the action, or name another role.',
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:DeleteServiceLinkedRole", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS" }',
    {
      ignore: ['privesc-iam-self'],
      text: '{ "Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "arn:aws:iam::111122223333:role/app/*" }',
    },
    {
      ignore: ['statement-mergeable'],
      text: `{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::*:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS*" },
{ "Effect": "Allow", "Action": ["iam:AttachRolePolicy", "iam:PutRolePolicy"], "Resource": "arn:aws:iam::*:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS*" }`,
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS" }
                                                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ refused: IAM refuses "iam:PutRolePolicy" on service-linked roles: only their service changes them. Remove the action, or name another role.`,
  ],
  checkDocument({ statements, report }) {
    const found = statements.flatMap((facts) => {
      const action = refusedAction(facts);
      return action === undefined ? [] : [{ facts, action }];
    });
    // AWS's guide shows PutRolePolicy and AttachRolePolicy beside CreateServiceLinkedRole: who copied it is not bothered.
    if (found.length === 0 || grantsOf(statements, CREATE_SERVICE_LINKED_ROLE.action).length > 0) return;
    for (const { facts, action } of found) {
      for (const entry of facts.resources) if (isServiceLinked(entry.text)) report(entry.node, 'refused', { action });
    }
  },
});

/** Changes of a role that IAM refuses for service-linked ones (IAM User Guide, "Create a service-linked role"). */
const REFUSED = [
  'iam:AttachRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePolicy',
  'iam:DeleteRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRole',
];

function refusedAction(facts: StatementFacts): string | undefined {
  if (facts.statement.resource?.isNegated !== false) return undefined;
  if (!facts.resources.some(({ text }) => isServiceLinked(text))) return undefined;
  return REFUSED.find((action) => grantOf(facts, action)?.how === 'named');
}

function isServiceLinked(text: string): boolean {
  return text.includes(':role/aws-service-role/');
}
