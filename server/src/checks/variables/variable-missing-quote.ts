import { rangeIn } from '../../syntax/tree';
import { rule } from '../rule';
import { replaceInString } from '../variable-uses';

export default rule({
  code: 'variable-missing-quote',
  severity: 'error',
  policyTypes: 'all',
  title: 'Default of a variable without quotes',
  why: 'IAM refuses a policy in which the default of a variable is not in single quotes.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-quote-in-variable',
  aaIssueCodes: ['MISSING_QUOTE_IN_VARIABLE'],
  needs: 'variable',
  messages: {
    quotes: 'The default of "{key}" has to stand in single quotes. Write {wanted}.',
    empty: 'Behind the comma stands no default for "{key}". Write one in single quotes, or remove the comma.',
  },
  fixes: { quote: { title: 'Change to {wanted}', effect: 'activates' } },
  good: [
    `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team, 'company'}/*" }`,
    `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team,''}/*" }`,
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${join(var.parts, s3:prefix)}/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team, company}/*" }
                                                                                                                      ~~~~~~~ quotes +fix: The default of "aws:PrincipalTag/team" has to stand in single quotes. Write 'company'.
== fix Change to 'company' ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team, 'company'}/*" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:PrincipalTag/team,'company}/\${aws:username, }/*" }
                                                                                                                     ~~~~~~~~ quotes +fix
                                                                                                                                             ~~ empty`,
  ],
  checkStatement({ variables, report, fix }) {
    for (const { node, key, kind, isClosed, fallback } of variables) {
      if (fallback === undefined || !isClosed || kind !== 'key') continue;
      const { text, start } = fallback;
      const written = text.trim();
      if (written === '') {
        report(rangeIn(node, start - 1, start + text.length), 'empty', { key });
        continue;
      }
      if (isQuoted(written)) continue;
      const from = start + text.indexOf(written);
      const range = rangeIn(node, from, from + written.length);
      const wanted = `'${withoutQuotes(written)}'`;
      report(range, 'quotes', { key, wanted }, { fixes: [fix('quote', { wanted }, [replaceInString(range, wanted)])] });
    }
  },
});

function isQuoted(text: string): boolean {
  return text.length >= 2 && text.startsWith("'") && text.endsWith("'");
}

/** Without the quotes at either end that are there, of whatever kind. */
function withoutQuotes(text: string): string {
  const from = QUOTES.has(text.charAt(0)) ? 1 : 0;
  const to = text.length > from && QUOTES.has(text.charAt(text.length - 1)) ? text.length - 1 : text.length;
  return text.slice(from, to);
}

const QUOTES: ReadonlySet<string> = new Set(["'", '"', '`', '‘', '’', '“', '”']);
