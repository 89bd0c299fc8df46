import type { PolicyDocument, Statement } from '../../policy/document';
import { replaceNode } from '../../syntax/edits';
import type { Member, TreeNode } from '../../syntax/tree';
import { looksLikeConditionKey } from '../misplaced';
import { rule } from '../rule';
import { isTemplateValue } from '../template-values';

export default rule({
  code: 'element-data-type',
  severity: 'error',
  policyTypes: 'all',
  title: 'Value of the wrong type',
  why: 'Each element takes values of certain JSON types only, and IAM rejects a policy with another.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-data-type-mismatch',
  aaIssueCodes: ['DATA_TYPE_MISMATCH'],
  messages: {
    type: '"{element}" takes {expected}, and this is {actual}. IAM rejects the policy.',
  },
  fixes: { quote: { title: 'Convert to string', effect: 'depends' } },
  good: [
    `
{ "Sid": "1", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "NumericLessThanEquals": { "s3:max-keys": 10 }, "Bool": { "aws:SecureTransport": true } } }`,
  ],
  bad: [
    `
{ "Sid": 1, "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
         ~ type +fix: "Sid" takes a string, and this is a number. IAM rejects the policy.
== fix Convert to string ==
{ "Sid": "1", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": ["s3:GetObject", ["s3:PutObject"]], "Resource": { "arn": "*" },
                                                ~~~~~~~~~~~~~~~~ type
                                                                               ~~~~~~~~~~~~~~ type
  "Condition": { "StringEquals": { "aws:PrincipalOrgID": null }, "Bool": true } }
                                                         ~~~~ type
                                                                         ~~~~ type`,
    {
      type: 'resource',
      text: `
{ "Effect": "Allow", "Principal": { "AWS": null }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~ type: "AWS" takes a string or an array of strings, and this is null. IAM rejects the policy.`,
    },
    {
      type: 'resource',
      text: `
{ "Version": "2012-10-17", "Id": {}, "Statement": [
                                 ~~ type
  "Allow",
  ~~~~~~~ type
  { "Effect": "Allow", "Principal": { "Service": 1 }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" } ] }
                                                 ~ type +fix`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": "none" }
                                                                                                              ~~~~~~ type`,
  ],
  checkStatement({ statement, report, fix }) {
    for (const wrong of wrongInStatement(statement)) {
      const fixes = wrong.isQuotable ? [fix('quote', {}, [quoted(wrong.node)])] : [];
      report(wrong.node, 'type', { ...wrong.data, actual: KIND_TEXT[wrong.node.kind] }, { fixes });
    }
  },
  checkDocument({ document, report, fix }) {
    for (const wrong of wrongInPolicy(document)) {
      const fixes = wrong.isQuotable ? [fix('quote', {}, [quoted(wrong.node)])] : [];
      report(wrong.node, 'type', { ...wrong.data, actual: KIND_TEXT[wrong.node.kind] }, { fixes });
    }
  },
});

interface Wrong {
  readonly node: TreeNode;
  readonly data: { readonly element: string; readonly expected: string };
  /** A number or boolean where a string should be. */
  readonly isQuotable: boolean;
}

const KIND_TEXT: { readonly [Kind in TreeNode['kind']]: string } = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  null: 'null',
  missing: 'missing',
};

const STRING = 'a string';
const STRINGS = 'a string or an array of strings';

function quoted(node: TreeNode) {
  const text = node.kind === 'number' ? node.text : node.kind === 'boolean' ? String(node.value) : '';
  return replaceNode(node, JSON.stringify(text));
}

function wrongInPolicy({ version, id }: PolicyDocument): readonly Wrong[] {
  return [
    // A number as Version is version-invalid, which knows the right one.
    ...(version === undefined || version.value.kind === 'number' ? [] : strings(version, STRING, [version.value])),
    ...(id === undefined ? [] : strings(id, STRING, [id.value])),
  ];
}

function wrongInStatement(statement: Statement): readonly Wrong[] {
  const { elements, node, object } = statement;
  if (object === undefined) {
    const isSaid = node.kind === 'missing' || isTemplateValue(node);
    return isSaid ? [] : [wrong(node, 'Statement', 'an object or an array of objects', false)];
  }
  const found: Wrong[] = [];
  for (const member of [elements.Sid, elements.Effect]) {
    if (member !== undefined) found.push(...strings(member, STRING, [member.value]));
  }
  for (const member of [elements.Action, elements.NotAction, elements.Resource, elements.NotResource]) {
    if (member !== undefined) found.push(...strings(member, STRINGS, itemsOf(member.value)));
  }
  for (const member of [elements.Principal, elements.NotPrincipal]) {
    if (member !== undefined) found.push(...wrongPrincipal(member));
  }
  if (elements.Condition !== undefined) found.push(...wrongCondition(elements.Condition));
  return found;
}

/** A Principal that is no object is principal-format, an account number without quotes principal-account-number. */
function wrongPrincipal({ value }: Member): readonly Wrong[] {
  if (value.kind !== 'object') return [];
  return value.members.flatMap((typed) => {
    const items = itemsOf(typed.value).filter(({ kind }) => typed.key.value !== 'AWS' || kind !== 'number');
    return strings(typed, STRINGS, items);
  });
}

function wrongCondition(member: Member): readonly Wrong[] {
  const { value } = member;
  if (value.kind !== 'object') return others(member, 'an object', [value], []);
  return value.members.flatMap((block) => {
    // A key without an operator is element-misplaced.
    if (looksLikeConditionKey(block.key.value) || block.key.value === 'Condition') return [];
    if (block.value.kind !== 'object') return others(block, 'an object', [block.value], []);
    return block.value.members
      .filter((test) => test.key.value !== 'Condition')
      .flatMap((test) =>
        others(test, 'strings, numbers or booleans', itemsOf(test.value), ['string', 'number', 'boolean']),
      );
  });
}

function strings(member: Member, expected: string, nodes: readonly TreeNode[]): readonly Wrong[] {
  return others(member, expected, nodes, ['string']).map((each) => ({
    ...each,
    isQuotable: each.node.kind === 'number' || each.node.kind === 'boolean',
  }));
}

function others(
  member: Member,
  expected: string,
  nodes: readonly TreeNode[],
  allowed: readonly TreeNode['kind'][],
): readonly Wrong[] {
  return nodes
    .filter((node) => node.kind !== 'missing' && !allowed.includes(node.kind) && !isTemplateValue(node))
    .map((node) => wrong(node, member.key.value, expected, false));
}

function wrong(node: TreeNode, element: string, expected: string, isQuotable: boolean): Wrong {
  return { node, data: { element, expected }, isQuotable };
}

function itemsOf(node: TreeNode): readonly TreeNode[] {
  return node.kind === 'array' ? node.items : [node];
}
