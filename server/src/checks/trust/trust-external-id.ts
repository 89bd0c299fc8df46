import { addTest } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { TRUST_ACCOUNT } from '../known-accounts';
import { pinningTests } from '../narrowing';
import { owningAccount } from '../owning-account';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { type StatementFacts, selectsAction } from '../statement-facts';
import { holdsToValues, isReadable } from '../trusted-providers';

export default rule({
  code: 'trust-external-id',
  severity: 'security',
  policyTypes: ['trust'],
  title: 'Other account without external ID',
  why: 'A vendor that uses one account for many customers could be made to use your role for another one (the confused deputy).',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  offline: 'Which accounts are yours is not in the policy: an identity model says it, or the option trustedAccounts.',
  needsWholeStatement: true,
  messages: {
    missing:
      'If account {account} is not yours, whoever it serves may use this role. Ask for an external ID in a condition, or list the account in trustedAccounts.',
  },
  fixes: {
    add: {
      title: 'Add "sts:ExternalId" condition',
      effect: 'narrows',
      note: 'The other side gives you the ID and sends it with each call.',
    },
  },
  fileFix: TRUST_ACCOUNT,
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole",
  "Condition": { "StringEquals": { "sts:ExternalId": "7f2c0d8e-5a63-4a3c-9d0b-3f8f1f6f2a11" } } }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole",
  "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole",
  "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }`,
    {
      text: '{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sts:AssumeRole" }',
      options: { trustedAccounts: ['444455556666'] },
    },
    {
      text: '{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sts:AssumeRole" }',
      knownAccounts: ['111122223333', '444455556666'],
    },
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sts:AssumeRole" },
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
    `{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sts:AssumeRole" },
{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "sts:ExternalId": "customer-17" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix: If account 444455556666 is not yours, whoever it serves may use this role. Ask for an external ID in a condition, or list the account in trustedAccounts.
== fix Add "sts:ExternalId" condition ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": "" } } }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "sts:ExternalId": "customer-17" } } }
                                           ~~~~~~~~~~~~~~ missing +fix`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sts:AssumeRole", "Condition": { "StringEqualsIfExists": { "sts:ExternalId": "customer-17" } } }
                                           ~~~~~~~~~~~~~~ missing +fix`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sts:AssumeRole", "Condition": { "Null": { "sts:ExternalId": "false" } } }
                                           ~~~~~~~~~~~~~~ missing +fix`,
  ],
  checkDocument({ statements, options, knownAccounts, tree, report, fix }) {
    const own = owningAccount(statements)?.account;
    const isTrusted = (account: string) =>
      account === own || knownAccounts?.has(account) === true || options.trustedAccounts.includes(account);
    for (const facts of statements) {
      const { statement, principals, conditions } = facts;
      if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) continue;
      const accounts = principals.filter(({ form }) => form.kind === 'account');
      if (accounts.length === 0 || !selectsAction(facts, 'sts:AssumeRole')) continue;
      if (!isReadable(facts, conditions) || conditions.some(saysWho)) continue;
      for (const { form, node } of accounts) {
        if (form.kind !== 'account' || isTrusted(form.account) || asksByDeny(statements, form.account)) continue;
        const edits = addTest(tree, statement, 'StringEquals', 'sts:ExternalId', '');
        report(
          node,
          'missing',
          { account: form.account },
          { fixes: [fix('add', {}, edits, caretInEmptyString(tree.text, edits))] },
        );
      }
    }
  },
});

/** Is everybody of the account denied who does not send an external ID? A negated test also holds without the key. */
function asksByDeny(statements: readonly StatementFacts[], account: string): boolean {
  return statements.some((facts) => {
    const { statement, principals, conditions } = facts;
    if (statement.effect !== 'Deny' || statement.principal?.isNegated !== false || conditions.length === 0)
      return false;
    const isForAccount = principals.some(
      ({ form }) => form.kind === 'everyone' || (form.kind === 'account' && form.account === account),
    );
    const isAbsence = conditions.every(
      ({ lowerKey, parsed }) => lowerKey === 'sts:externalid' && parsed?.base.isNegated === true,
    );
    return isForAccount && isAbsence && selectsAction(facts, 'sts:AssumeRole');
  });
}

/** An external ID, or a condition that is no vendor's: on the caller, its organization, its MFA. */
const WHO: ReadonlySet<string> = new Set([
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceidentity',
  'aws:userid',
  'aws:username',
  'sts:sourceidentity',
]);

function saysWho(test: ConditionEntry): boolean {
  // An external ID of another form is trust-external-id-operator and trust-external-id-format.
  if (test.lowerKey === 'sts:externalid')
    return test.parsed === undefined || pinningTests([test], test.lowerKey).length > 0;
  const isWho = WHO.has(test.lowerKey) || test.lowerKey.startsWith('aws:principaltag/');
  return isWho && holdsToValues(test);
}
