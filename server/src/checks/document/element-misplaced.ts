import type { Catalog, ConditionKeyType } from '../../catalog/catalog';
import { parseOperator } from '../../language/operators';
import type { PolicyDocument, Statement } from '../../policy/document';
import { isElementName } from '../../policy/read';
import { allOrNone, insertMembers, removeMember, renameKey, type TextEdit, wrapMember } from '../../syntax/edits';
import type { Member, ObjectNode, Tree } from '../../syntax/tree';
import { wrapTest } from '../condition-edits';
import { isOpenText } from '../condition-values';
import { isMisplaced, looksLikeConditionKey } from '../misplaced';
import { rule } from '../rule';
import { isTemplateFunction, isTemplateValue } from '../template-values';

export default rule({
  code: 'element-misplaced',
  severity: 'error',
  policyTypes: 'all',
  title: 'Element at the wrong level',
  why: 'An element counts only at its own level of the policy; elsewhere IAM rejects it.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  messages: {
    statementElement: '"{element}" belongs into a statement, and IAM rejects it beside "Statement". Move it.',
    policyElement: '"{element}" belongs to the policy as a whole, and IAM rejects it in a statement. Move it out.',
    operator: 'The condition operator "{element}" belongs into "Condition", and IAM rejects it beside it.',
    key: 'The condition key "{element}" needs an operator around it, such as "{operator}". IAM rejects it without one.',
    swapped:
      '"{operator}" goes around the condition key "{element}", not into it, and IAM rejects the policy. Swap the two.',
    condition: '"Condition" belongs directly into the statement, and IAM rejects it inside a condition. Move it out.',
  },
  fixes: {
    move: { title: 'Move "{element}" into the statement', effect: 'depends' },
    wrapKey: {
      title: 'Wrap "{key}" in an operator block',
      effect: 'depends',
      note: 'The operator follows the type of the key; check that it says what you mean.',
    },
    swap: { title: 'Swap "{key}" and "{operator}"', effect: 'depends' },
    wrapOperator: { title: 'Wrap "{operator}" in "Condition"', effect: 'depends' },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Fn::If": ["IsProd", { "Bool": { "aws:SecureTransport": "true" } }, { "Ref": "AWS::NoValue" }] } }',
  ],
  bad: [
    `
{ "Version": "2012-10-17", "Condition": { "Bool": { "aws:SecureTransport": "true" } },
                           ~~~~~~~~~~~ statementElement +fix: "Condition" belongs into a statement, and IAM rejects it beside "Statement". Move it.
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
== fix Move "Condition" into the statement ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }] }`,
    {
      ignore: ['data-exfiltration'],
      text: `
{ "Version": "2012-10-17", "Effect": "Allow", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
                           ~~~~~~~~ statementElement`,
    },
    `
{ "Version": "2012-10-17", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  ~~~~~~~~~ policyElement
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
    {
      ignore: ['data-exfiltration'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Bool": { "aws:SecureTransport": "true" } }
                                                                ~~~~~~ operator +fix
== fix Wrap "Bool" in "Condition" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "aws:SourceIp": "192.0.2.0/24" } }
                                                                               ~~~~~~~~~~~~~~ key +fix
== fix Wrap "aws:SourceIp" in an operator block ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "192.0.2.0/24" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/team": "blue" }, "aws:PrincipalTag/stage": "test" } }
                                                                      ~~~~~~~~~~~~~~~~~~~~~~~~ key +fix
== fix Wrap "aws:PrincipalTag/stage" in an operator block ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/team": "blue", "aws:PrincipalTag/stage": "test" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/team": "blue" }, "aws:PrincipalTag/team": "green" } }
                                                                      ~~~~~~~~~~~~~~~~~~~~~~~ key`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "Condition": { "Bool": { "aws:SecureTransport": "true" } } } }
                 ~~~~~~~~~~~ condition`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "aws:PrincipalTag/team": { "StringEquals": "blue" } } }
                                                                               ~~~~~~~~~~~~~~~~~~~~~~~ swapped +fix: "StringEquals" goes around the condition key "aws:PrincipalTag/team", not into it, and IAM rejects the policy. Swap the two.
== fix Swap "aws:PrincipalTag/team" and "StringEquals" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "blue" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "aws:PrincipalTag/team": { "value": "blue" } } }
                                                                                                                ~~~~~~~~~~~~~~~~~~~~~~~ key`,
  ],
  checkStatement({ statement, tree, catalog, report, fix }) {
    for (const member of statement.object?.members ?? []) {
      const element = member.key.value;
      if (!isMisplaced(element, 'statement')) continue;
      if (parseOperator(element) === undefined) report(member.key, 'policyElement', { element });
      else {
        const isFree = statement.elements.Condition === undefined && member.value.kind === 'object';
        const fixes = isFree ? [fix('wrapOperator', { operator: element }, wrapMember(tree, member, 'Condition'))] : [];
        report(member.key, 'operator', { element }, { fixes });
      }
    }
    for (const member of conditionMembers(statement)) {
      if (member.key.value === 'Condition') report(member.key, 'condition', { element: 'Condition' });
    }
    const condition = statement.elements.Condition?.value;
    if (condition?.kind !== 'object') return;
    for (const member of keysWithoutOperator(condition)) {
      const key = member.key.value;
      const inner = operatorIn(member);
      const operator = inner?.key.value ?? operatorFor(catalog, key);
      if (inner !== undefined) {
        const fixes = isFreeOperator(condition, operator)
          ? [fix('swap', { key, operator }, [renameKey(member, operator), renameKey(inner, key)])]
          : [];
        report(member.key, 'swapped', { element: key, operator }, { fixes });
        continue;
      }
      const isValue = member.value.kind !== 'object' || isTemplateValue(member.value);
      const edits = isValue ? wrapTest(tree, condition, member, operator) : [];
      const fixes = [fix('wrapKey', { key }, edits)];
      report(member.key, 'key', { element: key, operator }, { fixes });
    }
  },
  checkDocument({ document, tree, report, fix }) {
    for (const member of document.members) {
      const element = member.key.value;
      if (!isMisplaced(element, 'policy')) continue;
      const edits = moveInto(document, tree, member);
      const fixes = [fix('move', { element }, edits)];
      report(member.key, 'statementElement', { element }, { fixes });
    }
  },
});

/** Only where there is one statement, which has neither the element nor its opposite. */
function moveInto(document: PolicyDocument, tree: Tree, member: Member): readonly TextEdit[] {
  const [statement, ...others] = document.statements;
  const element = member.key.value;
  if (document.root.kind !== 'object' || statement?.object === undefined || others.length > 0) return [];
  const taken = [element, element.startsWith('Not') ? element.slice(3) : `Not${element}`];
  if (taken.some((name) => isElementName(name) && statement.elements[name] !== undefined)) return [];
  return allOrNone(removeMember(tree, document.root, member), insertMembers(tree, statement.object, [member]));
}

/** Members of `Condition` and of its operator blocks. */
function conditionMembers(statement: Statement): readonly Member[] {
  const condition = statement.elements.Condition?.value;
  if (condition?.kind !== 'object') return [];
  const blocks = condition.members;
  return [...blocks, ...blocks.flatMap(({ value }) => (value.kind === 'object' ? value.members : []))];
}

function keysWithoutOperator(condition: ObjectNode): readonly Member[] {
  return condition.members.filter(({ key: { value: name }, value }) => {
    if (isTemplateFunction(name) || !looksLikeConditionKey(name)) return false;
    return value.kind !== 'object' || !isOpenText(name);
  });
}

/** `{ "StringEquals": … }` as the value of a condition key: the two are swapped. */
function operatorIn({ value }: Member): Member | undefined {
  if (value.kind !== 'object') return undefined;
  const [only, ...others] = value.members;
  return only !== undefined && others.length === 0 && parseOperator(only.key.value) !== undefined ? only : undefined;
}

/** Operators count in any letter case. */
function isFreeOperator(condition: ObjectNode, operator: string): boolean {
  return condition.members.every(({ key }) => key.value.toLowerCase() !== operator.toLowerCase());
}

const OPERATORS: { readonly [Type in ConditionKeyType]: string } = {
  String: 'StringEquals',
  ARN: 'ArnLike',
  Bool: 'Bool',
  Numeric: 'NumericEquals',
  Date: 'DateEquals',
  IPAddress: 'IpAddress',
  Binary: 'BinaryEquals',
};

function operatorFor(catalog: Catalog, key: string): string {
  const known = catalog.globalKey(key) ?? catalog.conditionKey(key);
  return known === undefined ? 'StringEquals' : OPERATORS[known.type];
}
