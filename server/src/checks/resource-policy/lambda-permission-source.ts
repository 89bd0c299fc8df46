import { applyEdits } from '../../syntax/edits';
import { grantOf } from '../action-grant';
import { addTest } from '../condition-edits';
import { rule } from '../rule';
import { asksForSource, servicePrincipals } from '../source-keys';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'lambda-permission-source',
  severity: 'suggestion',
  policyTypes: ['resource'],
  title: 'Function that a service may invoke for everybody',
  why: 'Without the source in a condition, resources of other customers can make the service invoke the function.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
  needs: ['Allow', 'Principal'],
  messages: {
    open: '"{service}" may invoke the function for every customer. Name the source with "aws:SourceArn".',
  },
  fixes: {
    arn: {
      title: 'Add "aws:SourceArn" condition',
      effect: 'depends',
      note: 'The name of the source is yours to fill in.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:f", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:events:us-east-1:111122223333:rule/r" } } }',
    '{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:f", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }',
    '{ "Effect": "Allow", "Principal": { "Service": "cognito-idp.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:f" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:f" }
                                               ~~~~~~~~~~~~~~~~~~~~~~ open +fix
== fix Add "aws:SourceArn" condition ==
{ "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:f", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:events:us-east-1:111122223333:rule/" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:f" }
                                               ~~~~~~~~~~~~~~~~~~ open +fix
== fix Add "aws:SourceArn" condition ==
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:f", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::" } } }`,
  ],
  checkStatement(facts) {
    const { statement, principals, conditions, tree, report, fix } = facts;
    if (grantOf(facts, 'lambda:InvokeFunction') === undefined || asksForSource(conditions)) return;
    for (const { fact, service } of servicePrincipals(principals)) {
      const start = sourceStart(service, facts);
      if (start === undefined) continue;
      const fixes = () => {
        const edits = addTest(tree, statement, 'ArnLike', 'aws:SourceArn', start);
        const at = applyEdits(tree.text, edits).indexOf(`"${start}"`, statement.node.start);
        return [fix('arn', {}, edits, at === -1 ? {} : { completeAt: at + start.length + 1 })];
      };
      report(fact.node, 'open', { service: fact.text }, { fixes });
    }
  },
});

/** The beginning of the ARNs of sources, in the function's Region and account. */
function sourceStart(service: string, { resources }: StatementFacts): string | undefined {
  const arn = resources.find((entry) => entry.arn?.service === 'lambda')?.arn;
  const place = `${arn?.region ?? '*'}:${arn?.account ?? '*'}`;
  const partition = arn?.partition ?? 'aws';
  switch (service) {
    case 's3.amazonaws.com':
      return `arn:${partition}:s3:::`;
    case 'sns.amazonaws.com':
      return `arn:${partition}:sns:${place}:`;
    case 'events.amazonaws.com':
      return `arn:${partition}:events:${place}:rule/`;
    case 'apigateway.amazonaws.com':
      return `arn:${partition}:execute-api:${place}:`;
    default:
      return undefined;
  }
}
