import { renameKey } from '../../syntax/edits';
import { claimOf, providerOf } from '../condition-entries';
import { rule } from '../rule';
import { providersLetIn, trustedProviders } from '../trusted-providers';

export default rule({
  code: 'trust-oidc-key-mismatch',
  severity: 'error',
  policyTypes: ['trust'],
  title: 'Condition key of another provider',
  why: 'A token has the claims of its own issuer only, so that a condition on those of another one is never met.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  needs: ['Allow', 'Principal'],
  messages: {
    mismatch:
      'Tokens of "{issuer}" have no "{key}", so that the condition says nothing of them. Change the part before the last colon.',
    none: 'None of the providers of the statement has "{key}", so that the condition says nothing of them. Change it to one of theirs.',
  },
  fixes: { change: { title: 'Change to "{right}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" },
  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": {
    "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud": "sts.amazonaws.com",
    "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub": "system:serviceaccount:ns:app" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "gitlab.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } } }
                                   ~~~~~~~~~~~~~~~~ mismatch +fix: Tokens of "token.actions.githubusercontent.com" have no "gitlab.com:aud", so that the condition says nothing of them. Change the part before the last colon.
== fix Change to "token.actions.githubusercontent.com:aud" ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" },
  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": {
    "oidc.eks.eu-west-1.amazonaws.com:aud": "sts.amazonaws.com",
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ mismatch +fix
    "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub": "system:serviceaccount:ns:app" } } }
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ mismatch +fix`,
    `
{ "Effect": "Allow", "Principal": { "Federated": ["accounts.google.com", "www.amazon.com"] }, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "accounts.google.com:aud": "a", "graph.facebook.com:app_id": "b" } } }
                                                                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~ none: None of the providers of the statement has "graph.facebook.com:app_id", so that the condition says nothing of them. Change it to one of theirs.`,
  ],
  checkStatement(facts) {
    const { principals, conditions, report, fix } = facts;
    const [provider, ...others] = providersLetIn(facts);
    if (provider === undefined || principals.length > trustedProviders(principals).length) return;
    const issuers = new Set([provider, ...others].map(({ issuer }) => issuer));
    for (const { key, member } of conditions) {
      const issuer = providerOf(key);
      if (issuer === undefined || issuers.has(issuer)) continue;
      if (others.length > 0) {
        report(member.key, 'none', { key });
        continue;
      }
      const right = `${provider.name}:${claimOf(key)}`;
      const isTaken = conditions.some(({ lowerKey }) => lowerKey === right.toLowerCase());
      const fixes = isTaken ? [] : [fix('change', { right }, [renameKey(member, right)])];
      report(member.key, 'mismatch', { issuer: provider.name, key }, { fixes });
    }
  },
});
