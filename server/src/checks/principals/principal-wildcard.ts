import { isAccountId, parseArn } from '../../language/arn';
import type { Statement } from '../../policy/document';
import { allOrNone, replaceString, type TextEdit } from '../../syntax/edits';
import type { Tree } from '../../syntax/tree';
import { addTest } from '../condition-edits';
import { type PrincipalFact, refusedEntries } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-wildcard',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Wildcard in a principal',
  why: 'A principal is compared as a whole: AWS refuses "*" and "?" in a part of it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-wildcard-in-principal',
  aaIssueCodes: ['UNSUPPORTED_WILDCARD_IN_PRINCIPAL'],
  needs: 'Principal',
  messages: {
    part: 'AWS refuses a wildcard in a part of a principal. Name the account, and use a condition on aws:PrincipalArn.',
    star: 'AWS takes no wildcard under "{type}". Name each principal.',
    negated: '"NotPrincipal" takes no wildcard, and AWS rejects the policy. Name each principal.',
  },
  fixes: {
    account: { title: 'Use the account with a condition on aws:PrincipalArn', effect: 'depends' },
    everyone: { title: 'Use "*" with a condition on aws:PrincipalArn', effect: 'depends' },
    role: { title: 'Use the role "{role}"', effect: 'depends' },
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }`,
    `
{ "Effect": "Deny", "Principal": { "AWS": ["*"] }, "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "false" } } }`,
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::${Account}:role/*" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/*" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ part +fix: AWS refuses a wildcard in a part of a principal. Name the account, and use a condition on aws:PrincipalArn.
== fix Use the account with a condition on aws:PrincipalArn ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }`,
    `
{ "Effect": "Deny", "Principal": { "AWS": ["arn:aws:iam::*:role/Ci"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~~ part +fix
== fix Use "*" with a condition on aws:PrincipalArn ==
{ "Effect": "Deny", "Principal": { "AWS": ["*"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/Ci" } } }`,
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:sts::111122223333:assumed-role/App/*" }, "Action": "sts:AssumeRole" },
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ part +fix
{ "Effect": "Allow", "Principal": { "Service": "*.amazonaws.com" }, "Action": "sts:AssumeRole" },
                                               ~~~~~~~~~~~~~~~~~ star: AWS takes no wildcard under "Service". Name each principal.
{ "Effect": "Allow", "Principal": { "AWS": ["1111*", "444455556666"] }, "Action": "sts:AssumeRole",
                                            ~~~~~~~ part
  "Condition": { "StringEquals": { "sts:ExternalId": "7f2c0d8e" } } }
== fix Use the role "arn:aws:iam::111122223333:role/App" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" },
{ "Effect": "Allow", "Principal": { "Service": "*.amazonaws.com" }, "Action": "sts:AssumeRole" },
{ "Effect": "Allow", "Principal": { "AWS": ["1111*", "444455556666"] }, "Action": "sts:AssumeRole",
  "Condition": { "StringEquals": { "sts:ExternalId": "7f2c0d8e" } } }`,
    },
    {
      text: `
{ "Effect": "Deny", "NotPrincipal": { "AWS": "*" }, "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                             ~~~ negated: "NotPrincipal" takes no wildcard, and AWS rejects the policy. Name each principal.`,
      ignore: ['notprincipal-deny'],
    },
  ],
  checkStatement(context) {
    const { statement, principals, tree, type, report, fix } = context;
    for (const fact of refusedEntries(context, 'wildcard')) {
      if (fact.type !== 'AWS') {
        report(fact.node, 'star', { type: fact.type });
        continue;
      }
      const role = roleOfSession(fact.text);
      const fixes = () => {
        if (role !== undefined) return [fix('role', { role }, [replaceString(fact.node, role)])];
        const rewritten = principals.length === 1 ? withCondition(tree, statement, fact) : undefined;
        return rewritten === undefined ? [] : [fix(rewritten.id, {}, rewritten.edits)];
      };
      report(fact.node, 'part', {}, { fixes });
    }
    // In a trust policy NotPrincipal itself is refused: trust-notprincipal.
    if (type !== 'resource' && type !== 'vpce') return;
    for (const { node } of principals.filter(isNegatedStar)) report(node, 'negated', {});
  },
});

function isNegatedStar({ element, form }: PrincipalFact): boolean {
  return element.isNegated && form.kind === 'everyone';
}

/** `arn:aws:sts::111122223333:assumed-role/App/*` → the role, whose ARN covers all its sessions. */
function roleOfSession(text: string): string | undefined {
  const match = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/*?]+)\/\*$/.exec(text);
  return match === null ? undefined : `arn:${match[1]}:iam::${match[2]}:role/${match[3]}`;
}

/** The only principal of a statement → the account, or everyone, with the pattern in a condition. */
function withCondition(
  tree: Tree,
  statement: Statement,
  fact: PrincipalFact,
): { readonly id: 'account' | 'everyone'; readonly edits: readonly TextEdit[] } | undefined {
  const arn = parseArn(fact.text);
  if (arn?.service !== 'iam' || fact.element.isNegated || !/^(user|role)\//.test(arn.resource)) return undefined;
  if (statement.conditions.some(({ key }) => key.toLowerCase() === 'aws:principalarn')) return undefined;
  const isAccount = isAccountId(arn.account);
  const principal = isAccount ? `arn:${arn.partition}:iam::${arn.account}:root` : '*';
  const edits = allOrNone(
    [replaceString(fact.node, principal)],
    addTest(tree, statement, 'ArnLike', 'aws:PrincipalArn', fact.text),
  );
  return { id: isAccount ? 'account' : 'everyone', edits };
}
