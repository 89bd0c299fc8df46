import { unwrapArray, wrapInArray } from '../../syntax/edits';
import type { ArrayNode } from '../../syntax/tree';
import { rule } from '../rule';

export default rule({
  code: 'action-array-single',
  severity: 'suggestion',
  policyTypes: 'all',
  defaultOn: false,
  title: 'One action as a list, or without one',
  why: 'Both forms mean the same; policies are easier to compare if all use one of them (option arrayStyle).',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  messages: {
    array: 'A list with one action can be a string.',
    string: 'A single action should be a list, as the option arrayStyle says.',
  },
  fixes: {
    unwrap: { title: 'Use a single string', effect: 'none', safe: true },
    wrap: { title: 'Use a list', effect: 'none', safe: true },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    {
      text: '{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
      options: { arrayStyle: 'array' },
    },
    {
      ignore: ['element-data-type'],
      text: '{ "Effect": "Allow", "Action": [["s3:GetObject"]], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                               ~~~~~~~~~~~~~~~~ array +fix!
== fix Use a single string ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      text: `
{ "Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                  ~~~~~~~~~~~~~~ string +fix!
== fix Use a list ==
{ "Effect": "Allow", "NotAction": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
      options: { arrayStyle: 'array' },
    },
  ],
  checkStatement({ statement, tree, options, report, fix }) {
    const value = statement.action?.member.value;
    if (value === undefined) return;
    if (options.arrayStyle === 'string' && value.kind === 'array' && isOneString(value)) {
      const edits = unwrapArray(tree, value);
      report(value, 'array', {}, { fixes: [fix('unwrap', {}, edits)] });
    }
    if (options.arrayStyle === 'array' && value.kind === 'string') {
      report(value, 'string', {}, { fixes: [fix('wrap', {}, wrapInArray(value))] });
    }
  },
});

function isOneString({ items }: ArrayNode): boolean {
  return items.length === 1 && items[0]?.kind === 'string';
}
