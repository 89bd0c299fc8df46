import type { JsonValue } from '../../syntax/edits';
import { allOrNone } from '../../syntax/edits';
import { addTest } from '../condition-edits';
import { type ConditionEntry, providerOf } from '../condition-entries';
import { owningAccount, rootArn } from '../owning-account';
import { replacePrincipals } from '../principal-edits';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { holdsToValues, isReadable } from '../trusted-providers';

export default rule({
  code: 'trust-wildcard-principal',
  severity: 'error',
  severityBy: {
    '"Principal": "*"': 'error',
    '{"AWS": "*"} without a narrowing condition': 'security',
  },
  policyTypes: ['trust'],
  title: 'Role for everybody',
  why: 'Whoever has an AWS account could assume the role.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-role-trust-policy-unsupported-wildcard-in-principal',
  aaIssueCodes: ['ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL'],
  needsWholeStatement: true,
  messages: {
    everyone:
      'A trust policy takes no "*" as Principal. Name the accounts, roles or services that may assume the role.',
    open: 'Every principal of every AWS account may assume this role. Name an account, or add a condition on your organization.',
  },
  fixes: {
    known: { title: 'Restrict to account {account}', effect: 'narrows' },
    account: { title: 'Restrict to an account or role', effect: 'narrows' },
    organization: { title: 'Restrict to your organization', effect: 'narrows' },
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }`,
    '{ "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }',
    `
{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/ci-*" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole" }
                                  ~~~ everyone [error] +fix: A trust policy takes no "*" as Principal. Name the accounts, roles or services that may assume the role.
== fix Restrict to an account or role ==
{ "Effect": "Allow", "Principal": { "AWS": "" }, "Action": "sts:AssumeRole" }
== fix Restrict to your organization ==
{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "" } } }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": ["*"] }, "Action": "sts:AssumeRole", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } },
                                            ~~~ open [security] +fix: Every principal of every AWS account may assume this role. Name an account, or add a condition on your organization.
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }
== fix Restrict to account 111122223333 ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sts:AssumeRole", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } },
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
  ],
  checkDocument({ statements, tree, report, fix }) {
    for (const facts of statements) {
      const { statement, principals, conditions } = facts;
      const star = principals.find(({ form }) => form.kind === 'everyone');
      const element = statement.principal;
      if (star === undefined || element?.isNegated !== false || statement.effect !== 'Allow') continue;
      const isBare = star.type === '*';
      if (!isBare && (!isReadable(facts, conditions) || conditions.some(narrowsCaller))) continue;
      const fixes = () => {
        const owner = owningAccount(statements);
        const account: JsonValue = { AWS: owner === undefined ? '' : rootArn(owner) };
        const named = replacePrincipals(tree, element, account);
        const organization = allOrNone(
          replacePrincipals(tree, element, { AWS: '*' }),
          addTest(tree, statement, 'StringEquals', 'aws:PrincipalOrgID', ''),
        );
        return [
          owner === undefined
            ? fix('account', {}, named, caretInEmptyString(tree.text, named))
            : fix('known', { account: owner.account }, named),
          ...(conditions.some(narrowsCaller)
            ? []
            : [fix('organization', {}, organization, caretInEmptyString(tree.text, organization))]),
        ];
      };
      const severityCase = isBare ? '"Principal": "*"' : '{"AWS": "*"} without a narrowing condition';
      report(star.node, isBare ? 'everyone' : 'open', {}, { fixes, severityCase });
    }
  },
});

/** Keys that say who calls, or for whom a service does (IAM User Guide, "AWS global condition context keys"). */
const CALLER_KEYS: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:userid',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
]);

function narrowsCaller(test: ConditionEntry): boolean {
  const isOfToken = test.lowerKey.startsWith('saml:') || providerOf(test.key) !== undefined;
  return (isOfToken || CALLER_KEYS.has(test.lowerKey)) && holdsToValues(test);
}
