import { replaceString } from '../../syntax/edits';
import type { ActionEntry } from '../action-entries';
import { addTest } from '../condition-edits';
import { type FoundEscalation, iamEscalations } from '../iam-escalation';
import { firstOf } from '../open-grants';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'privesc-iam-self',
  severity: 'security',
  policyTypes: ['identity'],
  title: 'Way to become an administrator',
  why: 'Whoever may change policies, boundaries, groups or credentials of any entity can give themselves every right in one step.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  messages: {
    direct:
      'With "{action}" on these resources whoever has this policy can become an administrator. Name the entities, or limit what may be attached.',
    several:
      '"{action}" includes {first}: whoever has this policy can become an administrator. List the actions and entities that are needed.',
  },
  fixes: {
    boundary: {
      title: 'Add "iam:PermissionsBoundary" condition',
      effect: 'narrows',
      note: 'The ARN of the boundary is yours to fill in. It holds for all actions of the statement.',
    },
    self: { title: 'Restrict to own user', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:AttachUserPolicy", "Resource": "arn:aws:iam::111122223333:user/app/*", "Condition": { "ArnEquals": { "iam:PolicyARN": "arn:aws:iam::111122223333:policy/AppReadOnly" } } }',
    '{ "Effect": "Allow", "Action": ["iam:CreateAccessKey", "iam:UpdateLoginProfile"], "Resource": "arn:aws:iam::*:user/${aws:username}" }',
    '{ "Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "arn:aws:iam::111122223333:role/app-*" }',
    '{ "Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*", "Condition": { "StringEquals": { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/Boundary" } } }',
    {
      ignore: ['statement-shadowed-by-deny'],
      text: `{ "Effect": "Allow", "Action": "iam:AttachUserPolicy", "Resource": "*" },
{ "Effect": "Deny", "Action": "iam:Attach*", "Resource": "*" }`,
    },
  ],
  bad: [
    {
      ignore: ['resource-star-unneeded'],
      text: `
{ "Effect": "Allow", "Action": "iam:AttachUserPolicy", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~~~ direct +fix
== fix Add "iam:PermissionsBoundary" condition ==
{ "Effect": "Allow", "Action": "iam:AttachUserPolicy", "Resource": "*", "Condition": { "StringEquals": { "iam:PermissionsBoundary": "" } } }`,
    },
    {
      ignore: ['resource-star-unneeded'],
      text: `
{ "Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~~ direct +fix
== fix Restrict to own user ==
{ "Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "arn:aws:iam::*:user/\${aws:username}" }`,
    },
    `
{ "Effect": "Allow", "Action": ["iam:Put*", "iam:GetUser"], "Resource": "arn:aws:iam::111122223333:*" }
                                ~~~~~~~~~~ several: "iam:Put*" includes "iam:PutUserPolicy" and 3 others: whoever has this policy can become an administrator. List the actions and entities that are needed.`,
    `
{ "Effect": "Allow", "Action": "iam:AttachUserPolicy", "Resource": "arn:aws:iam::*:user/\${aws:username}", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }
                               ~~~~~~~~~~~~~~~~~~~~~~ direct +fix`,
    `
{ "Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": "*", "Condition": { "ArnLike": { "iam:PolicyARN": "arn:aws:iam::*:policy/*" } } }
                               ~~~~~~~~~~~~~~~~~~~~~~ direct +fix`,
  ],
  checkDocument({ statements, tree, report, fix }) {
    for (const [entry, found] of byEntry(iamEscalations(statements))) {
      const names = found.map(({ escalation }) => escalation.action);
      const [first] = found;
      if (first === undefined) continue;
      const fixes = () => {
        const { statement, resources } = first.grant.facts;
        const limited = canHaveBoundary(found)
          ? addTest(tree, statement, 'StringEquals', 'iam:PermissionsBoundary', '')
          : [];
        const [only, ...others] = resources;
        const toSelf =
          only?.isEverything === true && others.length === 0 && found.every((each) => each.escalation.isHarmlessOnSelf)
            ? [replaceString(only.node, 'arn:aws:iam::*:user/${aws:username}')]
            : [];
        return [
          ...(limited.length > 0 ? [fix('boundary', {}, limited, caretInEmptyString(tree.text, limited))] : []),
          ...(toSelf.length > 0 ? [fix('self', {}, toSelf)] : []),
        ];
      };
      const action = entry.text;
      const details = entry.nameHasWildcard ? {} : { fixes };
      if (entry.nameHasWildcard) report(entry.node, 'several', { action, first: firstOf(names) }, details);
      else report(entry.node, 'direct', { action }, details);
    }
  },
});

function byEntry(found: readonly FoundEscalation[]): ReadonlyMap<ActionEntry, readonly FoundEscalation[]> {
  const entries = new Map<ActionEntry, FoundEscalation[]>();
  for (const each of found) {
    const known = entries.get(each.grant.entry);
    if (known === undefined) entries.set(each.grant.entry, [each]);
    else known.push(each);
  }
  return entries;
}

/** Only with these actions does a request carry the key. */
function canHaveBoundary(found: readonly FoundEscalation[]): boolean {
  return found.every(({ escalation }) => escalation.limitedBy.includes('iam:permissionsboundary'));
}
