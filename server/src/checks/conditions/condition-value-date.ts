import { parseInstant } from '../../language/values';
import { replaceNode } from '../../syntax/edits';
import { isOpenText } from '../condition-values';
import { meantDate } from '../date-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-date',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Value is no date',
  why: 'Date operators read ISO 8601 dates; a test with anything else never passes.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-type-mismatch-date',
  aaIssueCodes: ['TYPE_MISMATCH_DATE'],
  needs: 'Condition',
  messages: { value: '"{value}" is no date that {operator} can read. Write it as "2026-01-31T00:00:00Z".' },
  fixes: { change: { title: 'Change to "{iso}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2024-01-31T10:00:00.5+02:00" }, "DateLessThan": { "aws:CurrentTime": "2026" },
    "DateNotEquals": { "aws:TokenIssueTime": "2026-01-31" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateGreaterThan": { "aws:CurrentTime": "31.01.2024" } } }
                                                         ~~~~~~~~~~~~ value +fix: "31.01.2024" is no date that DateGreaterThan can read. Write it as "2026-01-31T00:00:00Z".
== fix Change to "2024-01-31T00:00:00Z" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2024-01-31T00:00:00Z" } } }`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateNotEquals": { "aws:CurrentTime": ["2024/01/31 08:30", "2024-02-30", "02/03/2024", "soon"] } } }
                                                        ~~~~~~~~~~~~~~~~~~ value +fix
                                                                            ~~~~~~~~~~~~ value
                                                                                          ~~~~~~~~~~~~ value
                                                                                                        ~~~~~~ value
== fix Change to "2024-01-31T08:30:00Z" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "DateNotEquals": { "aws:CurrentTime": ["2024-01-31T08:30:00Z", "2024-02-30", "02/03/2024", "soon"] } } }`,
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { parsed, values } of conditions) {
      if (parsed?.base.type !== 'Date') continue;
      for (const { text: value, node } of values) {
        if (isOpenText(value) || parseInstant(value) !== undefined) continue;
        const iso = meantDate(value);
        const fixes = iso === undefined ? [] : [fix('change', { iso }, [replaceNode(node, JSON.stringify(iso))])];
        report(node, 'value', { value, operator: parsed.base.name }, { fixes });
      }
    }
  },
});
