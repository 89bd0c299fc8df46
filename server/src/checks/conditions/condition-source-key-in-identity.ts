import { removeTest, renameTestKey } from '../condition-edits';
import { rule } from '../rule';
import { readsSource } from '../source-keys';

export default rule({
  code: 'condition-source-key-in-identity',
  severity: 'warning',
  policyTypes: ['identity', 'boundary', 'session', 'scp'],
  title: 'Key that only services send',
  why: 'Principals with this policy never send the key: a positive test never holds, and a negated one always does.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn',
  needs: 'Condition',
  messages: {
    never:
      'Only calls of AWS services carry "{key}", and they do not come under this policy: the test never holds. Use a key of the principal or the resource.',
    always:
      'Only calls of AWS services carry "{key}", and they do not come under this policy: the test always holds. Use a key of the principal or the resource.',
  },
  fixes: {
    replace: { title: 'Replace by "aws:ResourceAccount"', effect: 'depends' },
    remove: { title: 'Remove the key', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t" }',
    {
      ignore: ['condition-ifexists-allow'],
      text: '{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLikeIfExists": { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket" } } }',
    },
  ],
  bad: [
    {
      ignore: ['confused-deputy-s3-arn'],
      text: `
{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket" } } }
                                                                                                                              ~~~~~~~~~~~~~~~ never +fix
== fix Remove the key ==
{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t" }`,
    },
    `
{ "Effect": "Deny", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "StringNotEquals": { "aws:SourceAccount": "111122223333" } } }
                                                                                                                                     ~~~~~~~~~~~~~~~~~~~ always +fix
== fix Replace by "aws:ResourceAccount" ==
{ "Effect": "Deny", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "StringNotEquals": { "aws:ResourceAccount": "111122223333" } } }`,
    {
      ignore: ['condition-forallvalues-single'],
      text: `
{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ForAllValues:StringEquals": { "aws:SourceAccount": "111122223333" } } }
                                                                                                                                                ~~~~~~~~~~~~~~~~~~~ always +fix`,
    },
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    for (const test of conditions) {
      const { key, lowerKey, parsed, member } = test;
      if (!readsSource([test]) || parsed === undefined || parsed.base.type === 'Null' || parsed.ifExists) continue;
      const replaced = lowerKey === 'aws:sourceaccount' ? renameTestKey(test, 'aws:ResourceAccount') : [];
      const fixes = () => [fix('replace', {}, replaced), fix('remove', {}, removeTest(tree, statement, test))];
      const holds = parsed.set === undefined ? parsed.base.isNegated : parsed.set === 'ForAllValues';
      report(member.key, holds ? 'always' : 'never', { key }, { fixes });
    }
  },
});
