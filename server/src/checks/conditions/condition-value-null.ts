import { replaceNode } from '../../syntax/edits';
import { meantBoolean, notBooleans } from '../boolean-words';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-null',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Value of Null is neither true nor false',
  why: 'Null takes "true" (the key is absent) or "false" (it is present); a test with anything else never passes.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null',
  aaIssueCodes: ['TYPE_MISMATCH_BOOLEAN'],
  needs: 'Condition',
  messages: {
    value: 'Null takes "true" (the key is absent) or "false" (it is present), and "{value}" is neither.',
  },
  fixes: { change: { title: 'Change to "{word}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:TokenIssueTime": true, "aws:SourceVpc": "false" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:TokenIssueTime": "null" } } }
                                                 ~~~~~~ value +fix: Null takes "true" (the key is absent) or "false" (it is present), and "null" is neither.
== fix Change to "true" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:TokenIssueTime": "true" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:TokenIssueTime": "anything" } } }
                                                 ~~~~~~~~~~ value +fix
== fix Change to "false" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:TokenIssueTime": "false" } } }`,
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { parsed, values } of conditions) {
      if (parsed?.base.type !== 'Null') continue;
      for (const { text: value, node } of notBooleans(values)) {
        const words = meantWords(value).map((each) => String(each));
        const fixes = words.map((word) => fix('change', { word }, [replaceNode(node, JSON.stringify(word))]));
        report(node, 'value', { value }, { fixes });
      }
    }
  },
});

/** What may be meant, the likelier first. */
function meantWords(text: string): readonly boolean[] {
  const meant = meantBoolean(text) ?? WORDS.get(text.trim().toLowerCase());
  return meant === undefined ? [true, false] : [meant];
}

/** Words for a key that is absent (true) or present. */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['null', true],
  ['none', true],
  ['absent', true],
  ['exists', false],
  ['present', false],
  ['not null', false],
]);
