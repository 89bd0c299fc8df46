import { removeItem, replaceString } from '../../syntax/edits';
import type { ActionEntry } from '../action-entries';
import type { PrincipalFact } from '../principal-entries';
import { callerKindOf, WAYS } from '../role-callers';
import { rule } from '../rule';
import { entrySelects } from '../statement-facts';

export default rule({
  code: 'trust-action',
  severity: 'error',
  severityBy: { 'other action': 'error', 'sts:* or "*"': 'warning' },
  policyTypes: ['trust'],
  title: 'Action that does not assume a role',
  why: 'A trust policy allows the ways to assume its role; IAM rejects one with other actions.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html',
  messages: {
    other:
      '"{action}" does not assume a role, and IAM rejects the trust policy. Use sts:AssumeRole or a related action of STS.',
    broad:
      '"{action}" allows every way to assume the role, sts:TagSession and sts:SetSourceIdentity too. List those that are needed.',
  },
  fixes: {
    change: { title: 'Change to "{wanted}"', effect: 'depends' },
    remove: { title: 'Remove "{action}"', effect: 'depends' },
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" },
  "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"] }`,
    `{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" },
{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "iam:PassRole" }
                                                                                             ~~~~~~~~~~~~~~ other [error] +fix: "iam:PassRole" does not assume a role, and IAM rejects the trust policy. Use sts:AssumeRole or a related action of STS.
== fix Change to "sts:AssumeRole" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["sts:TagSession", "sts:GetCallerIdentity", "iam:Get*"] },
                                                                                                                ~~~~~~~~~~~~~~~~~~~~~~~ other [error] +fix
                                                                                                                                         ~~~~~~~~~~ other [error] +fix
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/Ci" }, "Action": "sts:*" }
                                                                                            ~~~~~~~ broad [warning] +fix: "sts:*" allows every way to assume the role, sts:TagSession and sts:SetSourceIdentity too. List those that are needed.`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "iam:PassRole",
                                                                                                             ~~~~~~~~~~~~~~ other [error] +fix
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }
== fix Change to "sts:AssumeRoleWithSAML" ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["sts:AssumeRole", "iam:PassRole"] }
                                                                                                                ~~~~~~~~~~~~~~ other [error] +fix
== fix Remove "iam:PassRole" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["sts:AssumeRole"] }`,
  ],
  checkStatement({ statement, actions, principals, tree, report, fix }) {
    if (statement.action?.isNegated !== false) return;
    const list = statement.action.member.value;
    const wanted = wantedAction(principals);
    const isListed = actions.some(({ text }) => text.toLowerCase() === wanted.toLowerCase());
    for (const entry of actions) {
      const { text: action, node } = entry;
      const fixes =
        isListed && list.kind === 'array'
          ? [fix('remove', { action }, removeItem(tree, list, node))]
          : [fix('change', { wanted }, [replaceString(node, wanted)])];
      if (isBroad(entry)) {
        // To deny all of it is nothing to warn of.
        if (statement.effect !== 'Deny') report(node, 'broad', { action }, { fixes, severityCase: 'sts:* or "*"' });
      } else if (isOther(entry)) report(node, 'other', { action }, { fixes, severityCase: 'other action' });
    }
  },
});

/** The one by which all of them assume a role; sts:AssumeRole where they differ, or may be anybody. */
function wantedAction(principals: readonly PrincipalFact[]): string {
  const kinds = new Set(principals.map(callerKindOf));
  const [kind = 'signed'] = kinds;
  return WAYS[kinds.size === 1 ? kind : 'signed'].action;
}

/** IAM User Guide, "Permissions to assume, tag and set the source identity" (reference to STS in trust policies). */
const TRUST_ACTIONS: readonly string[] = [
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:SetContext',
  'sts:SetSourceIdentity',
  'sts:TagSession',
];

function isBroad({ isEverything, prefix, name }: ActionEntry): boolean {
  return isEverything || (prefix.toLowerCase() === 'sts' && name === '*');
}

/** Misspelt actions are reported as such. */
function isOther(entry: ActionEntry): boolean {
  if (entry.state !== 'known' && entry.state !== 'pattern') return false;
  return !TRUST_ACTIONS.some((action) => entrySelects(entry, action));
}
