import { isBuiltInProvider, principalTypeOf } from '../../evaluation/principal-form';
import { replaceString } from '../../syntax/edits';
import { owningAccount } from '../owning-account';
import type { PrincipalFact } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-federated-format',
  severity: 'error',
  policyTypes: ['trust'],
  title: 'Text that names no identity provider',
  why: 'An identity provider is named by its ARN, but for the few that IAM knows by name; AWS rejects another text, or no user gets in.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-federated-principal-syntax-in-role-trust-policy',
  aaIssueCodes: ['INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY'],
  needs: 'Principal',
  messages: {
    url: '"{provider}" is a URL, and AWS rejects the policy. Name the provider by its ARN.',
    scheme: 'IAM knows this provider by its name alone. Remove "{scheme}".',
    arn: 'The ARN of an OIDC provider holds its host without "{scheme}", and AWS rejects this one. Change it.',
    host: 'IAM knows no provider by the name "{provider}". Name it by its ARN, arn:aws:iam::ACCOUNT:oidc-provider/{provider}.',
    malformed:
      '"{provider}" names no identity provider, and AWS rejects the policy. Use the ARN of an OIDC or SAML provider.',
  },
  fixes: {
    scheme: { title: 'Remove "{scheme}"', effect: 'activates' },
    arn: { title: 'Change to "{arn}"', effect: 'activates' },
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "accounts.google.com:aud": "app-id", "accounts.google.com:sub": "1234567890" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "https://token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ url: "https://token.actions.githubusercontent.com" is a URL, and AWS rejects the policy. Name the provider by its ARN.
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": ["https://accounts.google.com", "gitlab.com", "Corp", "arn:aws:iam::111122223333:role/App"] },
                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ scheme +fix: IAM knows this provider by its name alone. Remove "https://".
                                                                                 ~~~~~~~~~~~~ host: IAM knows no provider by the name "gitlab.com". Name it by its ARN, arn:aws:iam::ACCOUNT:oidc-provider/gitlab.com.
                                                                                               ~~~~~~ malformed: "Corp" names no identity provider, and AWS rejects the policy. Use the ARN of an OIDC or SAML provider.
                                                                                                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ malformed
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "accounts.google.com:aud": "app-id", "accounts.google.com:sub": "1234567890" } } }
== fix Remove "https://" ==
{ "Effect": "Allow", "Principal": { "Federated": ["accounts.google.com", "gitlab.com", "Corp", "arn:aws:iam::111122223333:role/App"] },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "accounts.google.com:aud": "app-id", "accounts.google.com:sub": "1234567890" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": ["gitlab.com", "arn:aws:iam::111122223333:saml-provider/Corp"] }, "Action": ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"],
                                                  ~~~~~~~~~~~~ host +fix
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }
== fix Change to "arn:aws:iam::111122223333:oidc-provider/gitlab.com" ==
{ "Effect": "Allow", "Principal": { "Federated": ["arn:aws:iam::111122223333:oidc-provider/gitlab.com", "arn:aws:iam::111122223333:saml-provider/Corp"] }, "Action": ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"],
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
    {
      text: `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/https://gitlab.example.com/" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "gitlab.example.com:aud": "aws", "gitlab.example.com:sub": "app" } } }
                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ arn +fix: The ARN of an OIDC provider holds its host without "https://", and AWS rejects this one. Change it.
== fix Change to "arn:aws:iam::111122223333:oidc-provider/gitlab.example.com" ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.example.com" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "gitlab.example.com:aud": "aws", "gitlab.example.com:sub": "app" } } }`,
    },
    `
{ "Effect": "Allow", "Principal": { "Federated": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                                 ~~~~~~~~~~~~~~~~~~~ malformed`,
  ],
  checkStatement({ statement, principals, actions, resources, conditions, report, fix }) {
    const owner = owningAccount([{ statement, principals, actions, resources, conditions }]);
    for (const fact of principals) {
      const { text: provider, node } = fact;
      if (!isToCheck(fact)) continue;
      const named = ARN_WITH_SCHEME.exec(provider);
      if (named !== null) {
        const [, start = '', scheme = '', rest = ''] = named;
        const arn = `${start}${withoutSlashes(rest)}`;
        report(node, 'arn', { scheme }, { fixes: [fix('arn', { arn }, [replaceString(node, arn)])] });
        continue;
      }
      const { scheme, host } = partsOf(provider);
      if (scheme !== '' && isBuiltInProvider(host)) {
        report(node, 'scheme', { scheme }, { fixes: [fix('scheme', { scheme }, [replaceString(node, host)])] });
        continue;
      }
      const isHost = principalTypeOf(host) !== 'Service' && /^[\w-]+(\.[\w-]+)+(:\d+)?(\/[^\s?#]*)?$/.test(host);
      const arn = `arn:${owner?.partition}:iam::${owner?.account}:oidc-provider/${host}`;
      const fixes = isHost && owner !== undefined ? [fix('arn', { arn }, [replaceString(node, arn)])] : [];
      report(node, scheme !== '' ? 'url' : isHost ? 'host' : 'malformed', { provider }, { fixes });
    }
  },
});

/** `…:oidc-provider/https://HOST`: start, scheme, host. */
const ARN_WITH_SCHEME = /^(arn:[^:]*:iam::\d{12}:oidc-provider\/)(https?:\/\/)([^?#]*)$/i;

const PROVIDER_ARN = /^arn:[^:]*:iam::\d{12}:(saml-provider\/[\w.+=,@-]+|oidc-provider\/\S+)$/;

function isToCheck({ type, form, text, isOpen }: PrincipalFact): boolean {
  if (type !== 'Federated' || isOpen) return false;
  if (form.kind === 'refused') return form.reason === 'malformed';
  return !isBuiltInProvider(text) && (ARN_WITH_SCHEME.test(text) || !PROVIDER_ARN.test(text));
}

function partsOf(provider: string): { readonly scheme: string; readonly host: string } {
  const scheme = /^https?:\/\//i.exec(provider)?.[0] ?? '';
  return { scheme, host: withoutSlashes(provider.slice(scheme.length)) };
}

/** Without those at its end. A regular expression would look for the end behind each slash of a long text. */
function withoutSlashes(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === '/') end -= 1;
  return text.slice(0, end);
}
