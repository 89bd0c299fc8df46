import { addEntries } from '../../syntax/edits';
import { logGroupsWithoutStreams } from '../near-arns';
import { rule } from '../rule';

export default rule({
  code: 'arn-log-group-suffix',
  severity: 'warning',
  policyTypes: ['identity', 'boundary', 'session', 'scp'],
  title: 'Log group without its streams',
  why: 'Calls on log streams are checked against the ARN of the stream, which goes on behind that of the group.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html',
  needs: 'ARN',
  messages: {
    suffix: 'This ARN names the log group, and actions on its streams are not allowed by it. Add "{arn}".',
  },
  fixes: { add: { title: 'Add "{arn}"', effect: 'widens' } },
  good: [
    '{ "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/orders", "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/orders:*"] }',
    '{ "Effect": "Allow", "Action": "logs:DescribeLogStreams", "Resource": "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/orders" }',
    '{ "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/orders-*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/orders" }
                                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ suffix +fix
== fix Add "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/orders:*" ==
{ "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/orders", "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/orders:*"] }`,
  ],
  checkStatement({ statement, actions, resources, principals, conditions, tree, report, fix }) {
    const list = statement.resource?.member.value;
    if (list === undefined) return;
    for (const { text, node } of logGroupsWithoutStreams({ statement, actions, resources, principals, conditions })) {
      const arn = `${text}:*`;
      report(node, 'suffix', { arn }, { fixes: () => [fix('add', { arn }, addEntries(tree, list, [arn]))] });
    }
  },
});
