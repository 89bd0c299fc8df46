import { insertMembers, jsonValueOf, removeMember, replaceNode, type TextEdit } from '../../syntax/edits';
import type { Member, ObjectNode, Tree, TreeNode } from '../../syntax/tree';
import { rule } from '../rule';

export default rule({
  code: 'json-duplicate-key',
  severity: 'error',
  policyTypes: 'all',
  title: 'Duplicate name in an object',
  why: 'JSON parsers silently keep the last of two equal names, and IAM rejects the document.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  messages: {
    duplicate: '"{key}" stands twice in this object, and IAM rejects the policy. Merge the two, or remove one.',
  },
  fixes: {
    merge: {
      title: 'Merge into the first "{key}"',
      effect: 'depends',
      note: 'Right only if both were meant.',
    },
    remove: { title: 'Remove duplicate "{key}"', effect: 'depends' },
  },
  good: [
    `
{
  "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:RequestedRegion": "eu-west-1" } }
}`,
  ],
  bad: [
    `
{
  "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": {
    "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
    "StringEquals": { "aws:RequestedRegion": "eu-west-1" }
    ~~~~~~~~~~~~~~ duplicate +fix => 4 The first one.
  }
}
== fix Merge into the first "StringEquals" ==
{
  "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": {
    "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:RequestedRegion": "eu-west-1" }
  }
}
== fix Remove duplicate "StringEquals" ==
{
  "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": {
    "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }
  }
}`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Action": ["s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                               ~~~~~~~~ duplicate +fix
== fix Merge into the first "Action" ==
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                     ~~~~~~~~ duplicate +fix
== fix Remove duplicate "Effect" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Version": "2012-10-17", "Version": "2012-10-17",
                           ~~~~~~~~~ duplicate +fix
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    for (const object of objectsIn(statement.node)) {
      for (const [first, later] of duplicatesIn(object)) {
        const key = later.key.value;
        const merged = mergeEdits(tree, object, first, later);
        report(
          later.key,
          'duplicate',
          { key },
          {
            related: [{ range: first.key, message: 'The first one.' }],
            fixes: [fix('merge', { key }, merged), fix('remove', { key }, removeMember(tree, object, later))],
          },
        );
      }
    }
  },
  checkDocument({ document, tree, report, fix }) {
    const { root } = document;
    if (root.kind !== 'object') return;
    for (const [first, later] of duplicatesIn(root)) {
      const key = later.key.value;
      report(
        later.key,
        'duplicate',
        { key },
        {
          related: [{ range: first.key, message: 'The first one.' }],
          fixes: [fix('remove', { key }, removeMember(tree, root, later))],
        },
      );
    }
  },
});

/** The objects in a node, itself among them, in the order of the text. */
function objectsIn(node: TreeNode, found: ObjectNode[] = []): readonly ObjectNode[] {
  if (node.kind === 'object') {
    found.push(node);
    for (const { value } of node.members) objectsIn(value, found);
  } else if (node.kind === 'array') {
    for (const item of node.items) if (item.kind === 'object' || item.kind === 'array') objectsIn(item, found);
  }
  return found;
}

/** Each later member with the first of its name. */
function duplicatesIn(object: ObjectNode): readonly (readonly [Member, Member])[] {
  if (areFewAndDifferent(object.members)) return NONE;
  const firsts = new Map<string, Member>();
  const found: [Member, Member][] = [];
  for (const member of object.members) {
    const first = firsts.get(member.key.value);
    if (first === undefined) firsts.set(member.key.value, member);
    else found.push([first, member]);
  }
  return found;
}

const NONE: readonly (readonly [Member, Member])[] = [];
/** So many names are compared with each other faster than a map of them is made. */
const FEW = 12;

function areFewAndDifferent(members: readonly Member[]): boolean {
  if (members.length > FEW) return false;
  for (let at = 1; at < members.length; at += 1) {
    const name = members[at]?.key.value;
    for (let before = 0; before < at; before += 1) if (members[before]?.key.value === name) return false;
  }
  return true;
}

/** Elements that hold one word: two of them cannot be one list. */
const SINGLE: ReadonlySet<string> = new Set(['Sid', 'Effect', 'Version', 'Id']);

/** Objects without a common name become one; strings and lists of strings become one list. */
function mergeEdits(tree: Tree, object: ObjectNode, first: Member, later: Member): readonly TextEdit[] {
  const removal = removeMember(tree, object, later);
  if (first.value.kind === 'object' && later.value.kind === 'object') {
    const names = new Set(first.value.members.map((member) => member.key.value));
    if (later.value.members.some((member) => names.has(member.key.value))) return [];
    return [...insertMembers(tree, first.value, later.value.members), ...removal];
  }
  if (SINGLE.has(later.key.value) || !isList(first.value) || !isList(later.value)) return [];
  const values = [...itemsOf(first.value), ...itemsOf(later.value)].map(jsonValueOf);
  const text = `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
  return [replaceNode(first.value, text), ...removal];
}

function isList(node: TreeNode): boolean {
  return itemsOf(node).every((item) => item.kind === 'string');
}

function itemsOf(node: TreeNode): readonly TreeNode[] {
  return node.kind === 'array' ? node.items : [node];
}
