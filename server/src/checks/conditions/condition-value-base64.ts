import { parseBase64 } from '../../language/values';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-base64',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Value is no Base64',
  why: 'BinaryEquals compares the bytes that Base64 text stands for; a test with other text never passes.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals',
  aaIssueCodes: ['TYPE_MISMATCH_STRING'],
  needs: 'Condition',
  messages: { value: '"{value}" is no Base64 text, so that BinaryEquals matches nothing. Encode the value in Base64.' },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "BinaryEquals": { "idp.example.com:hash": ["QUVTMjU2", "QUI="] } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "BinaryEquals": { "idp.example.com:hash": ["not base64!", "QUI"] } } }
                                                            ~~~~~~~~~~~~~ value
                                                                           ~~~~~ value`,
  ],
  checkStatement({ conditions, report }) {
    for (const { parsed, values } of conditions) {
      if (parsed?.base.type !== 'Binary') continue;
      for (const { text: value, node } of values) {
        if (!isOpenText(value) && parseBase64(value) === undefined) report(node, 'value', { value });
      }
    }
  },
});
