import { formatJson, type TextEdit } from '../../syntax/edits';
import type { Tree } from '../../syntax/tree';
import { rule } from '../rule';
import { policySkeleton } from '../skeleton';
import { caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'document-not-object',
  severity: 'error',
  policyTypes: 'all',
  title: 'Policy is not an object',
  why: 'A policy document is one JSON object with a Statement. Anything else is refused.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  readsBrokenText: true,
  messages: {
    empty: 'The file is empty, so there is no policy. Insert a skeleton to start with.',
    kind: 'A policy is one JSON object with a Statement, and this is {kind}. IAM refuses it.',
  },
  fixes: { skeleton: { title: 'Insert policy skeleton', effect: 'depends' } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    {
      whole: true,
      text: `
[{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ kind`,
    },
    {
      whole: true,
      text: `
null
~~~~ kind: A policy is one JSON object with a Statement, and this is null. IAM refuses it.`,
    },
    {
      whole: true,
      text: `

^ empty +fix
== fix Insert policy skeleton ==
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "",
      "Resource": ""
    }
  ]
}`,
    },
  ],
  checkDocument({ document, tree, type, report, fix }) {
    const { root } = document;
    if (root.kind === 'object') return;
    if (root.kind !== 'missing') {
      report(root, 'kind', { kind: KIND[root.kind] ?? `a ${root.kind}` });
      return;
    }
    const edits = replaceAll(tree, formatJson(policySkeleton(type)));
    const fixes = [fix('skeleton', {}, edits, caretInEmptyString(tree.text, edits))];
    report({ start: 0, end: 0 }, 'empty', {}, { fixes });
  },
});

const KIND: { readonly [kind: string]: string } = { array: 'an array', null: 'null' };

/** Comments stay above. */
function replaceAll(tree: Tree, newText: string): readonly TextEdit[] {
  const start = tree.comments.at(-1)?.end ?? 0;
  const lead = start === 0 ? '' : '\n';
  return [{ range: { start, end: tree.text.length }, newText: `${lead}${newText}` }];
}
