import { parseDecimal } from '../../language/values';
import { replaceNode } from '../../syntax/edits';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-number',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Value is no number',
  why: 'Numeric operators read plain decimal numbers; a test with anything else never passes.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-type-mismatch-number',
  aaIssueCodes: ['TYPE_MISMATCH_NUMBER'],
  needs: 'Condition',
  messages: {
    value: '"{value}" is no number that {operator} can read. Write digits only, without unit or separators.',
  },
  fixes: { change: { title: 'Change to "{number}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "NumericLessThanEquals": { "s3:max-keys": 10, "aws:MultiFactorAuthAge": "3600" }, "NumericGreaterThan": { "s3:TlsVersion": "1.1" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "1h" } } }
                                                                ~~~~ value +fix: "1h" is no number that NumericLessThan can read. Write digits only, without unit or separators.
== fix Change to "3600" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "NumericLessThanEquals": { "s3:max-keys": ["1,000", "20 keys", "many"] } } }
                                                            ~~~~~~~ value +fix
                                                                     ~~~~~~~~~ value +fix
                                                                                ~~~~~~ value
== fix Change to "1000" ==
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "NumericLessThanEquals": { "s3:max-keys": ["1000", "20 keys", "many"] } } }`,
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { parsed, values, lowerKey } of conditions) {
      if (parsed?.base.type !== 'Numeric') continue;
      for (const { text: value, node } of values) {
        if (isOpenText(value) || parseDecimal(value) !== undefined) continue;
        const number = meantNumber(value, lowerKey);
        const fixes =
          number === undefined ? [] : [fix('change', { number }, [replaceNode(node, JSON.stringify(number))])];
        report(node, 'value', { value, operator: parsed.base.name }, { fixes });
      }
    }
  },
});

/** Keys that count seconds, lower case. */
const IN_SECONDS: ReadonlySet<string> = new Set(['aws:multifactorauthage', 'sts:durationseconds']);

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['sec', 1],
  ['seconds', 1],
  ['m', 60],
  ['min', 60],
  ['minutes', 60],
  ['h', 3600],
  ['hour', 3600],
  ['hours', 3600],
  ['d', 86_400],
  ['day', 86_400],
  ['days', 86_400],
]);

/** The number without its unit; a duration in seconds where the key counts those. */
function meantNumber(text: string, lowerKey: string): string | undefined {
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,9})? ?([a-zA-Z]{0,10})$/.exec(text.trim());
  if (match === null) return undefined;
  const number = `${(match[1] ?? '').replaceAll(',', '')}${match[2] ?? ''}`;
  const unit = (match[3] ?? '').toLowerCase();
  if (unit === '' || !IN_SECONDS.has(lowerKey)) return number;
  const seconds = SECONDS.get(unit);
  return seconds === undefined ? undefined : String(Number(number) * seconds);
}
