import { compilePattern, matches } from '../../language/pattern';
import { removePrincipal } from '../principal-edits';
import type { PrincipalFact } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'setting-blocked-principal',
  severity: 'security',
  policyTypes: ['resource', 'trust', 'vpce'],
  title: 'Principal that the project does not allow',
  why: 'The project says which principals may have access, and this one may not.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  needs: ['Allow', 'Principal'],
  messages: {
    blocked: 'This project blocks "{principal}" ("{pattern}"). Remove it.',
    outside:
      'This project allows access to listed principals only, and "{principal}" is not among them. Remove it, or list it.',
  },
  fixes: {
    remove: { title: 'Remove the principal', effect: 'narrows' },
  },
  good: [
    {
      ignore: ['principal-root-means-account'],
      options: { blockedPrincipals: ['arn:aws:iam::999999999999:*', 'evil.example.com'] },
      text: '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    },
    {
      ignore: ['confused-deputy', 'principal-root-means-account'],
      options: { allowedPrincipals: ['arn:aws:iam::111122223333:*', '*.amazonaws.com'] },
      text: '{ "Effect": "Allow", "Principal": { "AWS": "111122223333", "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    },
    {
      ignore: ['principal-root-means-account'],
      text: '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::999999999999:root" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    },
  ],
  bad: [
    {
      options: { blockedPrincipals: ['arn:aws:iam::999999999999:*', 'evil.example.com'] },
      text: `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "arn:aws:iam::999999999999:root"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ blocked +fix: This project blocks "arn:aws:iam::999999999999:root" ("arn:aws:iam::999999999999:*"). Remove it.
== fix Remove the principal ==
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
    {
      options: { allowedPrincipals: ['arn:aws:iam::111122223333:*', '*.amazonaws.com'] },
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~ outside`,
    },
    {
      options: { blockedPrincipals: ['arn:aws-cn:iam::999999999999:*'] },
      text: `
{ "Effect": "Allow", "Principal": { "AWS": ["111122223333", "999999999999"] }, "Action": "s3:GetObject", "Resource": "arn:aws-cn:s3:::amzn-s3-demo-bucket/*" }
                                                            ~~~~~~~~~~~~~~ blocked +fix`,
    },
  ],
  checkStatement({ statement, principals, options, tree, report, fix }) {
    const { blockedPrincipals, allowedPrincipals } = options;
    if (blockedPrincipals.length + allowedPrincipals.length === 0) return;
    if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) return;
    for (const fact of principals) {
      const { text: principal, node } = fact;
      const blocking = blockedPrincipals.find((pattern) => meets(fact, pattern));
      const isOutside = allowedPrincipals.length > 0 && !allowedPrincipals.some((pattern) => meets(fact, pattern));
      if (blocking === undefined && !isOutside) continue;
      const edits = removePrincipal(tree, fact);
      const fixes = [fix('remove', {}, edits)];
      if (blocking === undefined) report(node, 'outside', { principal }, { fixes });
      else report(node, 'blocked', { principal, pattern: blocking }, { fixes });
    }
  },
});

/** A bare account number is its root ARN too. */
function meets({ text, form }: PrincipalFact, pattern: string): boolean {
  const compiled = compilePattern(pattern);
  return matches(compiled, text) || (form.kind === 'account' && isRootOf(form.account, pattern));
}

function isRootOf(account: string, pattern: string): boolean {
  const [, partition = 'aws'] = /^arn:([\w-]+):/.exec(pattern) ?? [];
  return account === pattern || matches(compilePattern(pattern), `arn:${partition}:iam::${account}:root`);
}
