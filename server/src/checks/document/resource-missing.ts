import { isAbsent } from '../elements';
import { rule } from '../rule';
import { caretInEmptyString, insertElement } from '../statement-edits';

export default rule({
  code: 'resource-missing',
  severity: 'error',
  policyTypes: ['identity', 'boundary', 'session', 'scp', 'rcp'],
  title: 'No Resource',
  why: 'A statement that is not attached to a resource must name the resources it is about; IAM rejects one that does not.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-resource',
  aaIssueCodes: ['MISSING_RESOURCE'],
  needsWholeStatement: true,
  messages: {
    missing:
      'The statement has neither "Resource" nor "NotResource", and IAM rejects the policy. Add the resources it is about.',
  },
  fixes: {
    add: { title: 'Add "Resource"', effect: 'depends' },
    addStar: { title: 'Add "Resource": "*"', effect: 'depends' },
  },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject" }
~ missing +fix
== fix Add "Resource" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "" }
== fix Add "Resource": "*" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    const { object } = statement;
    if (object === undefined || !isAbsent(object, 'statement', ['Resource', 'NotResource'])) return;
    const fixes = () => {
      const edits = insertElement(tree, statement, 'Resource', '');
      return [
        fix('add', {}, edits, caretInEmptyString(tree.text, edits)),
        fix('addStar', {}, insertElement(tree, statement, 'Resource', '*')),
      ];
    };
    report({ start: object.start, end: object.start + 1 }, 'missing', {}, { fixes });
  },
});
