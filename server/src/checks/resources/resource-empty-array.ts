import { appendItem } from '../../syntax/edits';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';
import { removeStatement } from '../statement-place';

export default rule({
  code: 'resource-empty-array',
  severity: 'suggestion',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Empty list of resources',
  why: 'A statement without resources decides nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-resource',
  aaIssueCodes: ['EMPTY_ARRAY_RESOURCE'],
  messages: { empty: 'The list of resources is empty, so the statement decides nothing. Add a resource or remove it.' },
  fixes: {
    add: { title: 'Add a resource', effect: 'depends' },
    removeStatement: { title: 'Remove statement', effect: 'depends' },
  },
  good: ['{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"] }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": [] },
                                                           ~~ empty +fix
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
== fix Add a resource ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": [""] },
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
== fix Remove statement ==
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkDocument({ statements, document, tree, report, fix }) {
    for (const { statement } of statements) {
      const array = statement.resource?.member.value;
      if (array?.kind !== 'array' || array.items.length > 0) continue;
      const added = appendItem(tree, array, '');
      const removal = removeStatement(document, tree, statement);
      const fixes = [fix('add', {}, added, caretInEmptyString(tree.text, added)), fix('removeStatement', {}, removal)];
      report(array, 'empty', {}, { fixes });
    }
  },
});
