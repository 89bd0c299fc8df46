import { appendItem } from '../../syntax/edits';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { removeStatement } from '../statement-place';

export default rule({
  code: 'action-empty-array',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Empty list of actions',
  why: 'A statement without an action has no effect, or with NotAction an effect on every action.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-action',
  aaIssueCodes: ['EMPTY_ARRAY_ACTION'],
  messages: {
    action: '"Action" is an empty list, so the statement is about nothing. Add actions, or remove the statement.',
    notAction: '"NotAction" is an empty list, so the statement is about every action. Add those to leave out.',
  },
  fixes: {
    removeStatement: { title: 'Remove statement', effect: 'depends' },
    add: { title: 'Add an action', effect: 'depends' },
  },
  good: ['{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": [], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
                               ~~ action +fix
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
== fix Remove statement ==
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
== fix Add an action ==
{ "Effect": "Allow", "Action": [""], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Deny", "NotAction": [], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                 ~~ notAction +fix`,
  ],
  checkStatement({ statement, document, tree, report, fix }) {
    const list = statement.action;
    if (list?.member.value.kind !== 'array' || list.member.value.items.length > 0) return;
    const removal = list.isNegated ? [] : removeStatement(document, tree, statement);
    const filled = appendItem(tree, list.member.value, '');
    const fixes = [fix('removeStatement', {}, removal), fix('add', {}, filled, caretInEmptyString(tree.text, filled))];
    report(list.member.value, list.isNegated ? 'notAction' : 'action', {}, { fixes });
  },
});
