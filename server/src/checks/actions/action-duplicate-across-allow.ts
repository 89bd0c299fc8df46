import type { Entry, PolicyDocument, Statement } from '../../policy/document';
import { addEntries, jsonValueOf, removeItem, type TextEdit } from '../../syntax/edits';
import type { Tree } from '../../syntax/tree';
import { canonicalValue, statementCopies } from '../canonical-statement';
import { resourcesOverlap } from '../resource-overlap';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'action-duplicate-across-allow',
  severity: 'suggestion',
  policyTypes: ['identity', 'boundary', 'session'],
  title: 'Action allowed by two statements',
  why: 'Two statements that allow the same are harder to read and to change than one.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html',
  messages: {
    same: '{statement} allows "{action}" on these resources already. Merge the two.',
    overlap: '{statement} allows "{action}" on resources that overlap with these. Consider one statement for both.',
  },
  fixes: {
    merge: { title: 'Merge statements', effect: 'depends', note: 'The Sid of the later statement is lost.' },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    {
      ignore: ['statement-mergeable', 'statement-covered-allow'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/a/*" },
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/b/*" },
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/a/*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
    },
    {
      ignore: ['statement-mergeable'],
      text: `
{ "Effect": "Allow", "Action": "ec2:CreateNetworkInterface", "Resource": "arn:aws:ec2:*:*:subnet/*" },
{ "Effect": "Allow", "Action": "ec2:CreateNetworkInterface", "Resource": "arn:aws:ec2:*:*:security-group/*" }`,
    },
  ],
  bad: [
    {
      ignore: ['statement-covered-allow'],
      text: `
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "Again", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                ~~~~~~~~~~~~~~ same +fix => 1 Allowed here.: Statement 1 allows "s3:GetObject" on these resources already. Merge the two.
== fix Merge statements ==
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
    {
      ignore: ['statement-covered-allow'],
      text: `
{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"] },
{ "Effect": "Allow", "Action": ["S3:getObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                ~~~~~~~~~~~~~~ same +fix: Read allows "S3:getObject" on these resources already. Merge the two.
== fix Merge statements ==
{ "Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"] }`,
    },
    {
      ignore: ['statement-mergeable'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::*/reports/*" }
                               ~~~~~~~~~~~~~~ overlap`,
    },
    {
      ignore: ['condition-securetransport-allow'],
      text: `
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "true" }, "StringEquals": { "aws:PrincipalAccount": ["111122223333", "444455556666"] } } },
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"], "Condition": { "StringEquals": { "aws:PrincipalAccount": ["444455556666", "111122223333"] }, "Bool": { "aws:SecureTransport": ["true"] } } }
                                ~~~~~~~~~~~~~~ same +fix`,
    },
  ],
  checkDocument({ document, statements, tree, catalog, report, fix }) {
    // A copy of a whole statement is statement-redundant.
    const copies = statementCopies(statements);
    const allows = statements.filter(({ statement }) => isPlainAllow(statement) && !copies.has(statement));
    const repeated = repeatedActions(allows, catalog.actionCount);
    if (repeated.size === 0) return;
    const compare = comparisonOf();
    const earlier = new Map<string, Grant[]>();
    for (const { statement, actions } of allows) {
      for (const entry of actions) {
        const folded = entry.lowerText;
        if (!repeated.has(folded)) continue;
        const grants = earlier.get(folded) ?? [];
        const overlap = grants
          .slice(0, MAX_COMPARED)
          .find((grant) => compare(grant.statement, statement) !== undefined);
        if (overlap === undefined || overlap.statement === statement) {
          grants.push({ statement, entry });
          earlier.set(folded, grants);
          continue;
        }
        const shared = compare(overlap.statement, statement) ?? 'overlap';
        const fixes = () => {
          const edits = shared === 'same' ? mergeEdits(document, tree, overlap.statement, statement) : [];
          return [fix('merge', {}, edits)];
        };
        const data = { action: entry.text, statement: nameOf(overlap.statement) };
        const related = [{ range: overlap.entry.node, message: 'Allowed here.' }];
        report(entry.node, shared, data, { fixes, related });
      }
    }
  },
});

/** The actions that stand in more than one of the statements, in lower case: few of thousands. */
function repeatedActions(allows: readonly StatementFacts[], actionCount: number): ReadonlySet<string> {
  const repeated = new Set<string>();
  if (allows.length < 2) return repeated;
  // Known ones by their number, which takes a fraction of the memory of their names. Statements count from 1 here.
  const byNumber = new Int32Array(actionCount);
  const byText = new Map<string, number>();
  for (const { statement, actions } of allows) {
    const current = statement.index + 1;
    for (const { lowerText, number } of actions) {
      const first = number === undefined ? byText.get(lowerText) : byNumber[number];
      if (first !== undefined && first !== 0 && first !== current) repeated.add(lowerText);
      else if (number === undefined) byText.set(lowerText, current);
      else byNumber[number] = current;
    }
  }
  return repeated;
}

interface Grant {
  readonly statement: Statement;
  readonly entry: Entry;
}

/** Statements of one action that are compared with a later one: more of them make the point as well. */
const MAX_COMPARED = 50;

function isPlainAllow({ effect, action, resource }: Statement): boolean {
  return effect === 'Allow' && action?.isNegated === false && resource?.isNegated === false;
}

/** What two statements share; undefined where they do not concern the same requests. */
type Shared = 'same' | 'overlap' | undefined;

/** Remembers: statements have many actions in common. */
function comparisonOf(): (left: Statement, right: Statement) => Shared {
  const known = new Map<string, Shared>();
  const keysOf = new Map<Statement, Keys>();
  const keys = (statement: Statement): Keys => {
    const made = keysOf.get(statement) ?? { condition: conditionKey(statement), resource: resourceKey(statement) };
    keysOf.set(statement, made);
    return made;
  };
  const sharedBy = (left: Statement, right: Statement): Shared => {
    if (left === right) return 'same';
    if (keys(left).condition !== keys(right).condition) return undefined;
    if (keys(left).resource === keys(right).resource) return 'same';
    return resourcesOverlap(textsOf(left), textsOf(right)) ? 'overlap' : undefined;
  };
  return (left, right) => {
    const pair = `${left.index} ${right.index}`;
    if (!known.has(pair)) known.set(pair, sharedBy(left, right));
    return known.get(pair);
  };
}

/** The same for statements with equal conditions, or equal resources. */
interface Keys {
  readonly condition: string;
  readonly resource: string;
}

function conditionKey({ elements }: Statement): string {
  return elements.Condition === undefined ? '' : JSON.stringify(canonicalValue(jsonValueOf(elements.Condition.value)));
}

function resourceKey({ resource }: Statement): string {
  return JSON.stringify([...new Set(resource?.entries.map(({ text }) => text))].sort());
}

function textsOf({ resource }: Statement): readonly string[] {
  return (resource?.entries ?? []).map(({ text }) => text);
}

/** The later statement's actions go to the earlier one. */
function mergeEdits(document: PolicyDocument, tree: Tree, first: Statement, later: Statement): readonly TextEdit[] {
  const list = document.statementMember?.value;
  const target = first.action?.member.value;
  if (list?.kind !== 'array' || target === undefined) return [];
  const present = new Set(first.action?.entries.map(({ text }) => text.toLowerCase()));
  const added = (later.action?.entries ?? []).filter(({ text }) => !present.has(text.toLowerCase()));
  return [
    ...addEntries(
      tree,
      target,
      added.map(({ text }) => text),
    ),
    ...removeItem(tree, list, later.node),
  ];
}

/** The Sid, else the number as people count. */
function nameOf({ sid, index }: Statement): string {
  return sid === undefined || sid === '' ? `Statement ${index + 1}` : sid;
}
