import type { PolicyDocument, Statement } from '../../policy/document';
import { allOrNone, jsonValueOf, replaceValue, type TextEdit } from '../../syntax/edits';
import type { Tree } from '../../syntax/tree';
import { policyHost } from '../policy-host';
import { rule } from '../rule';
import { addStatements } from '../statement-edits';

export default rule({
  code: 'sqs-single-resource',
  severity: 'error',
  policyTypes: ['resource'],
  title: 'Several queues in one statement',
  why: 'Amazon SQS takes one resource in a statement, and the policy is for one queue only.',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-examples.html',
  messages: {
    several: 'A statement of a queue policy takes one resource. Keep the ARN of this queue.',
  },
  fixes: {
    split: { title: 'Split statement per resource', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q1" }',
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/a", "arn:aws:s3:::amzn-s3-demo-bucket/b"] }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:us-east-1:111122223333:q1", "arn:aws:sqs:us-east-1:111122223333:q2"] }
                                                                                                                                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ several +fix
== fix Split statement per resource ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q1" }, { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q2" }`,
    {
      ignore: ['json-syntax'],
      text: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:us-east-1:111122223333:q1", "arn:aws:sqs:us-east-1:111122223333:q2", "arn:aws:sqs:us-east-1:111122223333:q3"] } // the queues
                                                                                                                                                                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ several +fix
] }
== fix Split statement per resource ==
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q1" }, // the queues
  {
    "Effect": "Allow",
    "Principal": {
      "AWS": "arn:aws:iam::111122223333:role/App"
    },
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:us-east-1:111122223333:q2"
  },
  {
    "Effect": "Allow",
    "Principal": {
      "AWS": "arn:aws:iam::111122223333:role/App"
    },
    "Action": "sqs:SendMessage",
    "Resource": "arn:aws:sqs:us-east-1:111122223333:q3"
  }
] }`,
    },
    `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:us-east-1:111122223333:q1", "arn:aws:sqs:us-east-1:111122223333:q2"] } }
                                                                                                                                                                                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ several +fix
== fix Split statement per resource ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q1" }, { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q2" }] }`,
  ],
  checkDocument({ document, statements, tree, report, fix }) {
    if (policyHost(statements) !== 'sqs') return;
    for (const { statement, resources } of statements) {
      const [, second] = resources;
      if (second === undefined || second.list.isNegated) continue;
      const fixes = () => {
        const edits = split(document, tree, statement);
        return [fix('split', {}, edits)];
      };
      report(second.node, 'several', {}, { fixes });
    }
  },
});

/** The first resource stays; each other one gets a copy of the statement, without the Sid. */
function split(document: PolicyDocument, tree: Tree, { object, resource }: Statement): readonly TextEdit[] {
  const [first, ...others] = resource?.entries ?? [];
  if (object === undefined || resource === undefined || first === undefined) return [];
  const members = object.members.filter(({ key }) => key.value !== 'Sid');
  const copy = (text: string) =>
    Object.fromEntries(
      members.map(({ key, value }) => [key.value, key.value === 'Resource' ? text : jsonValueOf(value)]),
    );
  const added = addStatements(
    document,
    others.map(({ text }) => copy(text)),
  );
  return allOrNone([replaceValue(tree, resource.member.value, first.text)], added);
}
