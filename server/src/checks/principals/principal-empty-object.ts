import { insertMember } from '../../syntax/edits';
import { rule } from '../rule';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'principal-empty-object',
  severity: 'suggestion',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Empty Principal',
  why: 'An empty object names nobody, and the statement does nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-object-principal',
  aaIssueCodes: ['EMPTY_OBJECT_PRINCIPAL'],
  needs: 'Principal',
  messages: { empty: 'An empty "{element}" names nobody. Add a principal.' },
  fixes: { add: { title: 'Add a principal', effect: 'depends' } },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": {}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                  ~~ empty +fix: An empty "Principal" names nobody. Add a principal.
== fix Add a principal ==
{ "Effect": "Allow", "Principal": { "AWS": "" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ statement, tree, type, report, fix }) {
    const member = statement.principal?.member;
    const object = member?.value;
    if (member === undefined || object?.kind !== 'object' || object.members.length > 0 || type === 'rcp') return;
    const edits = insertMember(tree, object, 'AWS', '', 'first');
    const fixes = [fix('add', {}, edits, caretInEmptyString(tree.text, edits))];
    report(object, 'empty', { element: member.key.value }, { fixes });
  },
});
