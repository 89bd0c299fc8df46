import { replaceString } from '../../syntax/edits';
import { completedFields } from '../arn-patterns';
import { owningAccount } from '../owning-account';
import { rule } from '../rule';
import { namesSourceOwner, servicePrincipals } from '../source-keys';
import { isOnlyStars } from '../universal-values';

export default rule({
  code: 'confused-deputy-wildcard',
  severity: 'security',
  policyTypes: ['resource'],
  title: 'Source in any account',
  why: 'A source ARN that leaves the account open lets every customer of the service in.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  messages: {
    open: '"{value}" names no account, so that every customer of the service is let in. Put your account in, or add "aws:SourceAccount".',
  },
  fixes: {
    set: { title: 'Set account in source ARN', effect: 'narrows' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:cloudtrail:*:111122223333:trail/*" } } }',
    '{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:cloudtrail:*:*:trail/*" }, "StringEquals": { "aws:SourceOrgID": "o-a1b2c3d4e5" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:cloudtrail:*:*:trail/*" } } }
                                                                                                                                                                                                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ open +fix
== fix Set account in source ARN ==
{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:cloudtrail:*:111122223333:trail/*" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:*" } } }
                                                                                                                                                                                                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ open +fix
== fix Set account in source ARN ==
{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:111122223333:*" } } }`,
    {
      ignore: ['condition-wildcard-too-permissive'],
      text: `
{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:cloudtrail:*" } } }
                                                                                                                                                                                                       ~~~~~~~~~~~~~~~~~~~~~~ open +fix
== fix Set account in source ARN ==
{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:cloudtrail:*:111122223333:*" } } }`,
    },
  ],
  checkDocument({ statements, report, fix }) {
    const owner = owningAccount(statements);
    for (const { statement, principals, conditions } of statements) {
      if (statement.effect !== 'Allow' || namesSourceOwner(conditions)) continue;
      if (servicePrincipals(principals).length === 0) continue;
      for (const { lowerKey, parsed, values } of conditions) {
        if (lowerKey !== 'aws:sourcearn' || parsed?.base.takesWildcards !== true || parsed.base.isNegated) continue;
        for (const { text: value, node } of values) {
          const fields = completedFields(value);
          if (!isOnlyStars(fields[4] ?? '')) continue;
          const set = fields.map((field, index) => (index === 4 ? (owner?.account ?? field) : field)).join(':');
          const canFix = owner !== undefined && node.kind === 'string';
          report(node, 'open', { value }, canFix ? { fixes: [fix('set', {}, [replaceString(node, set)])] } : {});
        }
      }
    }
  },
});
