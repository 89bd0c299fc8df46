import type { PolicyDocument, Statement } from '../../policy/document';
import { addEntries, removeItem, type TextEdit } from '../../syntax/edits';
import type { Tree } from '../../syntax/tree';
import { canonicalStatement } from '../canonical-statement';
import { rule } from '../rule';
import { statementName, statementPlace } from '../statement-place';

export default rule({
  code: 'statement-mergeable',
  severity: 'suggestion',
  asksKernel: true,
  policyTypes: 'all',
  title: 'Statements that could be one',
  why: 'Two statements that differ in one list only are longer than one, and are easily changed apart.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html',
  messages: {
    actions: 'This differs from {statement} in its actions only. Merge the two.',
    resources: 'This differs from {statement} in its resources only. Merge the two.',
  },
  fixes: {
    merge: { title: 'Merge statements', effect: 'none', safe: true },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    `{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "Write", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::other-bucket/*" }`,
    `{ "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*" },
{ "Effect": "Allow", "Action": "xray:PutTraceSegments", "Resource": "*" }`,
    {
      ignore: ['statement-covered-allow'],
      text: `{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" },
{ "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }`,
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
~ actions +fix! => 1 The other one.
== fix Merge statements ==
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::other-bucket/*" }
~ resources +fix!
== fix Merge statements ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:s3:::other-bucket/*"] }`,
  ],
  checkDocument({ document, tree, proofs, report, fix }) {
    const byRest = new Map<string, Statement>();
    const merged = new Set<Statement>();
    const isCovered = (index: number) => (proofs.coveringOf(index)?.length ?? 0) > 0;
    for (const statement of document.statements) {
      for (const element of ['Action', 'Resource'] as const) {
        const rest = mergeKey(statement, element);
        if (rest === undefined || merged.has(statement)) continue;
        const first = byRest.get(rest);
        if (first === undefined) {
          byRest.set(rest, statement);
          continue;
        }
        merged.add(statement);
        // Equal statements are statement-redundant.
        if (canonicalStatement(first) === canonicalStatement(statement) || isKeptApart(first, statement)) continue;
        // Of an action that both list action-duplicate-across-allow speaks.
        if (element === 'Action' && (shareAction(first, statement) || !shareService(first, statement))) continue;
        // One that others cover goes, rather than into another.
        if (isCovered(first.index) || isCovered(statement.index)) continue;
        const edits = mergeEdits(document, tree, { first, later: statement, element });
        if (edits.length === 0 || !proofs.keepsMeaning(edits)) continue;
        const related = [{ range: statementPlace(first), message: 'The other one.' }];
        const details = { fixes: [fix('merge', {}, edits)], related };
        const at = { start: statement.node.start, end: statement.node.start + 1 };
        report(at, element === 'Action' ? 'actions' : 'resources', { statement: statementName(first) }, details);
      }
    }
  },
});

/** What two statements must have in common; undefined where the element is no plain list. */
function mergeKey(statement: Statement, element: 'Action' | 'Resource'): string | undefined {
  const list = element === 'Action' ? statement.action : statement.resource;
  if (statement.effect === undefined || list?.name !== element || list.entries.length === 0 || list.invalid.length > 0)
    return undefined;
  const rest = canonicalStatement(statement, [element]);
  return rest === undefined ? undefined : `${element} ${rest}`;
}

/** The later statement's entries go to the first; its Sid is lost only where the first has one. */
function mergeEdits(
  document: PolicyDocument,
  tree: Tree,
  {
    first,
    later,
    element,
  }: { readonly first: Statement; readonly later: Statement; readonly element: 'Action' | 'Resource' },
): readonly TextEdit[] {
  const list = document.statementMember?.value;
  const [into, from] = [first, later].map((each) => (element === 'Action' ? each.action : each.resource));
  if (list?.kind !== 'array' || into === undefined || from === undefined) return [];
  const present = new Set(into.entries.map(({ text }) => text));
  const added = from.entries.map(({ text }) => text).filter((text) => !present.has(text));
  return [...addEntries(tree, into.member.value, added), ...removeItem(tree, list, later.node)];
}

function shareAction(left: Statement, right: Statement): boolean {
  const names = new Set(left.action?.entries.map(({ text }) => text.toLowerCase()));
  return right.action?.entries.some(({ text }) => names.has(text.toLowerCase())) === true;
}

/** Actions of different services are kept apart by what they are for. */
function shareService(left: Statement, right: Statement): boolean {
  const prefixes = new Set(left.action?.entries.map(({ text }) => prefixOf(text)));
  return right.action?.entries.some(({ text }) => prefixes.has(prefixOf(text))) === true;
}

function prefixOf(text: string): string {
  return text.slice(0, text.indexOf(':')).toLowerCase();
}

/** A name, or other statements in between, show that somebody wanted two. */
function isKeptApart(first: Statement, later: Statement): boolean {
  return Boolean(first.sid) || Boolean(later.sid) || later.index !== first.index + 1;
}
