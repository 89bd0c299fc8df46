import type { Catalog } from '../../catalog/catalog';
import { rangeIn } from '../../syntax/tree';
import { rule } from '../rule';
import { replaceInString } from '../variable-uses';

export default rule({
  code: 'variable-missing-brace',
  severity: 'error',
  policyTypes: 'all',
  title: 'Variable without closing brace',
  why: 'IAM refuses a policy with a variable that is never closed.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-brace-in-variable',
  aaIssueCodes: ['MISSING_BRACE_IN_VARIABLE'],
  needs: 'variable',
  messages: {
    brace: 'The variable "{variable}" has no closing "}". Add it behind the name.',
    open: 'A variable begins here and is never closed. Write "{dollar}" if a dollar sign is meant.',
  },
  fixes: { add: { title: 'Add "}" behind "{key}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:PrincipalTag/${TagName}}/*" }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${Prefix" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username/*" }
                                                                                             ~~~~~~~~~~~~~~ brace +fix: The variable "\${aws:username" has no closing "}". Add it behind the name.
== fix Add "}" behind "aws:username" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/cost center/\${aws:userid}/\${" }
                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ brace +fix
                                                                                                                                          ~~ open
== fix Add "}" behind "aws:PrincipalTag/cost center" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/cost center}/\${aws:userid}/\${" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:nonsense" }
                                                                                             ~~~~~~~~~~~~~~ open`,
  ],
  checkStatement({ variables, catalog, report, fix }) {
    for (const { node, start, end, isClosed, kind } of variables) {
      if (isClosed) continue;
      const length = kind === 'key' ? nameLength(catalog, node.value.slice(start + 2, end)) : undefined;
      if (length === undefined) {
        report(rangeIn(node, start, kind === 'key' ? end : start + 2), 'open', { dollar: '${$}' });
        continue;
      }
      const range = rangeIn(node, start, start + 2 + length);
      const key = node.value.slice(start + 2, start + 2 + length);
      const fixes = [fix('add', { key }, [replaceInString({ start: range.end, end: range.end }, '}')])];
      report(range, 'brace', { variable: `\${${key}` }, { fixes });
    }
  },
});

/** How much of a text is the name of a key that is known, the longest one; undefined where nothing is. */
function nameLength(catalog: Catalog, text: string): number | undefined {
  const [head = ''] = /^[\w:.-]*/.exec(text.slice(0, MAX_NAME)) ?? [];
  if (text.charAt(head.length) === '/' && catalog.conditionKey(`${head}/key`) !== undefined) {
    const [tag = ''] = /^[^/*?${}'",]*/.exec(text.slice(head.length + 1)) ?? [];
    return head.length + 1 + tag.length;
  }
  for (let length = head.length; length > 0; length -= 1)
    if (catalog.conditionKey(head.slice(0, length)) !== undefined) return length;
  return undefined;
}

/** Longer than every key. */
const MAX_NAME = 100;
