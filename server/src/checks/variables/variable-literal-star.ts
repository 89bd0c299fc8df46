import type { StringNode } from '../../syntax/tree';
import { rule } from '../rule';

export default rule({
  code: 'variable-literal-star',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Escaped star under an operator without wildcards',
  why: '"${*}" is a star as a character. StringEquals knows no wildcards, so a value that was meant as a pattern matches nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars',
  needs: 'variable',
  messages: {
    star: '{operator} has no wildcards, and "{star}" is the character "*". Use {better} if this is part of a pattern.',
  },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/a\${*}b",
  "Condition": { "StringLike": { "aws:PrincipalTag/x": "a\${*}*" }, "StringEquals": { "aws:PrincipalTag/y": "what\${?} \${$}5" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/x": "a\${*}b\${*}" } } }
                                                         ~~~~~~~~~~~~ star: StringEquals has no wildcards, and "\${*}" is the character "*". Use StringLike if this is part of a pattern.`,
  ],
  checkStatement({ variables, document, report }) {
    if (document.languageVersion !== '2012-10-17') return;
    let last: StringNode | undefined;
    for (const { kind, name, test, node } of variables) {
      const better = LIKE.get(test?.parsed?.base.name ?? '');
      if (kind !== 'escape' || name !== '*' || test === undefined || better === undefined) continue;
      if (node !== last) report(node, 'star', { operator: test.operator, better, star: '${*}' });
      last = node;
    }
  },
});

const LIKE: ReadonlyMap<string, string> = new Map([
  ['StringEquals', 'StringLike'],
  ['StringNotEquals', 'StringNotLike'],
  ['StringEqualsIgnoreCase', 'StringLike'],
  ['StringNotEqualsIgnoreCase', 'StringNotLike'],
]);
