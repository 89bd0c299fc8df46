import { wrapInArray } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'statement-single-object',
  severity: 'suggestion',
  policyTypes: 'all',
  defaultOn: false,
  title: 'Statement without an array',
  why: 'One statement may stand without an array; with one, a second statement is easier to add and to compare.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html',
  messages: { single: 'The statement stands without an array. Wrap it, so that all policies look alike.' },
  fixes: { wrap: { title: 'Wrap in an array', effect: 'none', safe: true } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" } }
               ~ single +fix!
== fix Wrap in an array ==
{ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }`,
  ],
  checkDocument({ document, report, fix }) {
    const value = document.statementMember?.value;
    if (value?.kind !== 'object') return;
    report(
      { start: value.start, end: value.start + 1 },
      'single',
      {},
      { fixes: [fix('wrap', {}, wrapInArray(value))] },
    );
  },
});
