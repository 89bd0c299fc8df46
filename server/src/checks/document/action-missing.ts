import { isAbsent } from '../elements';
import { rule } from '../rule';
import { caretInEmptyString, insertElement } from '../statement-edits';

export default rule({
  code: 'action-missing',
  severity: 'error',
  policyTypes: 'all',
  title: 'No Action',
  why: 'Each statement must name the actions it is about; IAM rejects one that does not.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-action',
  aaIssueCodes: ['MISSING_ACTION'],
  needsWholeStatement: true,
  messages: {
    missing:
      'The statement has neither "Action" nor "NotAction", and IAM rejects the policy. Add the actions it is about.',
  },
  fixes: { add: { title: 'Add "Action"', effect: 'depends' } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
~ missing +fix
== fix Add "Action" ==
{ "Effect": "Allow", "Action": "", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    const { object } = statement;
    if (object === undefined || !isAbsent(object, 'statement', ['Action', 'NotAction'])) return;
    const fixes = () => {
      const edits = insertElement(tree, statement, 'Action', '');
      return [fix('add', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    report({ start: object.start, end: object.start + 1 }, 'missing', {}, { fixes });
  },
});
