import { replaceNode } from '../../syntax/edits';
import { isEpochText, isoOfSeconds } from '../date-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-date-epoch',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Date as seconds since 1970',
  why: 'A number of seconds says nothing to readers, and one in milliseconds is a date far in the future.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-invalid-date-value',
  aaIssueCodes: ['INVALID_DATE_VALUE'],
  needs: 'Condition',
  messages: {
    seconds: '{value} is {iso} in seconds since 1970. Write the date itself, which people can read.',
    milliseconds: '{value} is read as seconds since 1970, but looks like milliseconds ({iso}). Write the date itself.',
  },
  fixes: {
    convert: {
      title: 'Convert to "{iso}"',
      effect: 'none',
      safe: 'the value counts seconds, not milliseconds, and is no number in a list',
    },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateLessThan": { "aws:CurrentTime": "2026-01-01T00:00:00Z" }, "NumericLessThan": { "aws:EpochTime": "1767225600" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateLessThan": { "aws:CurrentTime": "1767225600" } } }
                                                      ~~~~~~~~~~~~ seconds +fix!: 1767225600 is 2026-01-01T00:00:00Z in seconds since 1970. Write the date itself, which people can read.
== fix Convert to "2026-01-01T00:00:00Z" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateLessThan": { "aws:CurrentTime": "2026-01-01T00:00:00Z" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateLessThan": { "aws:CurrentTime": 1767225600000 } } }
                                                      ~~~~~~~~~~~~~ milliseconds +fix`,
    {
      ignore: ['condition-value-redundant-number'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateLessThan": { "aws:CurrentTime": [1767225600, 1767312000] } } }
                                                       ~~~~~~~~~~ seconds +fix
                                                                   ~~~~~~~~~~ seconds +fix`,
    },
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { parsed, values } of conditions) {
      if (parsed?.base.type !== 'Date') continue;
      for (const { text: value, node } of values) {
        if (!isEpochText(value)) continue;
        const isMilliseconds = value.length >= 13;
        const iso = isoOfSeconds(isMilliseconds ? Math.floor(Number(value) / 1000) : Number(value));
        if (iso === undefined) continue;
        const edits = [replaceNode(node, JSON.stringify(iso))];
        // One text among numbers makes a list that IAM refuses.
        const isSafe = !isMilliseconds && (node.kind === 'string' || values.length === 1);
        const fixes = [fix('convert', { iso }, edits, { isSafe })];
        report(node, isMilliseconds ? 'milliseconds' : 'seconds', { value, iso }, { fixes });
      }
    }
  },
});
