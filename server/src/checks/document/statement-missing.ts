import type { PolicyDocument, PolicyType } from '../../policy/document';
import { appendItem, insertMember, type TextEdit } from '../../syntax/edits';
import type { Tree } from '../../syntax/tree';
import { isAbsent } from '../elements';
import { rule } from '../rule';
import { statementSkeleton } from '../skeleton';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'statement-missing',
  severity: 'error',
  policyTypes: 'all',
  title: 'No statement',
  why: 'A policy without a statement says nothing, and IAM rejects it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-statement',
  aaIssueCodes: ['MISSING_STATEMENT'],
  messages: {
    missing: 'The policy has no "Statement", and IAM rejects it. Add one.',
    empty: '"Statement" is empty, and IAM rejects a policy without a statement. Add one.',
  },
  fixes: { add: { title: 'Add a statement', effect: 'depends' } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Version": "2012-10-17", "Statement": [] }
                                        ~~ empty +fix: "Statement" is empty, and IAM rejects a policy without a statement. Add one.
== fix Add a statement ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "", "Resource": "" }] }`,
    {
      whole: true,
      type: 'trust',
      text: `
{
~ missing +fix
  "Version": "2012-10-17"
}
== fix Add a statement ==
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": ""
      },
      "Action": "sts:AssumeRole"
    }
  ]
}`,
    },
    {
      whole: true,
      type: 'scp',
      text: `
{ "Version": "2012-10-17" }
~ missing +fix
== fix Add a statement ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "", "Resource": "" }] }`,
    },
  ],
  checkDocument({ document, tree, type, report, fix }) {
    const { root, statementMember } = document;
    if (root.kind !== 'object') return;
    const fixes = () => {
      const edits = addStatement(document, tree, type);
      return [fix('add', {}, edits, caretInEmptyString(tree.text, edits))];
    };
    if (statementMember === undefined) {
      if (!isAbsent(root, 'policy', ['Statement'])) return;
      report({ start: root.start, end: root.start + 1 }, 'missing', {}, { fixes });
    } else if (statementMember.value.kind === 'array' && statementMember.value.items.length === 0) {
      report(statementMember.value, 'empty', {}, { fixes });
    }
  },
});

function addStatement({ root, statementMember }: PolicyDocument, tree: Tree, type: PolicyType): readonly TextEdit[] {
  const statement = statementSkeleton(type);
  if (statementMember?.value.kind === 'array') return appendItem(tree, statementMember.value, statement);
  return root.kind === 'object' ? insertMember(tree, root, 'Statement', [statement], 'last') : [];
}
