import type { Statement } from '../../policy/document';
import type { StringNode, TreeNode } from '../../syntax/tree';
import { rule } from '../rule';
import { type VariableUse, variableRange, variablesIn } from '../variable-uses';

export default rule({
  code: 'variable-unsupported-element',
  severity: 'error',
  policyTypes: 'all',
  title: 'Variable where none is replaced',
  why: 'IAM replaces variables in Resource and in values of Condition. Elsewhere the text stays as it is, or the policy is refused.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-variable-unsupported-in-element',
  aaIssueCodes: ['VARIABLE_UNSUPPORTED_IN_ELEMENT'],
  messages: {
    element: '{element} takes no variables. Write what "{variable}" stands for.',
  },
  good: [
    `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/a\${*}b/\${aws:username}",
  "Condition": { "StringEquals": { "aws:PrincipalTag/team": "\${aws:ResourceTag/team}" } } }`,
    '{ "Sid": "${AWS::StackName}", "Effect": "Allow", "Action": "s3:${Operation}", "Resource": "arn:${AWS::Partition}:s3:::amzn-s3-demo-bucket/${var.prefix}/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:\${aws:username}", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                   ~~~~~~~~~~~~~~~ element: Action takes no variables. Write what "\${aws:username}" stands for.`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/\${aws:username}": "a" } } }
                                                     ~~~~~~~~~~~~~~~ element`,
    {
      ignore: ['principal-iam-user'],
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:user/\${aws:username}" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                                           ~~~~~~~~~~~~~~~ element`,
      type: 'resource',
    },
    {
      text: `
{ "Version": "2012-10-17", "Id": "\${aws:userid}", "Statement": [{ "Sid": "Of\${aws:username}", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
                                  ~~~~~~~~~~~~~ element
                                                                            ~~~~~~~~~~~~~~~ element`,
      ignore: ['policy-id-type'],
    },
    {
      text: `
{ "Version": "\${aws:username}", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals\${aws:username}": { "aws:PrincipalTag/team": "a" } } }] }
              ~~~~~~~~~~~~~~~ element
                                                                                                                                                                           ~~~~~~~~~~~~~~~ element`,
      ignore: ['version-invalid', 'condition-operator-unknown'],
    },
  ],
  checkStatement({ statement, catalog, report }) {
    for (const { element, node } of stringsWithoutVariables(statement)) {
      for (const use of variablesIn(catalog, node))
        report(variableRange(use), 'element', { element, variable: textOf(use) });
    }
  },
  checkDocument({ document, catalog, report }) {
    for (const [element, node] of [
      ['Version', document.version?.value],
      ['Id', document.id?.value],
    ] as const) {
      if (node?.kind !== 'string') continue;
      for (const use of variablesIn(catalog, node))
        report(variableRange(use), 'element', { element, variable: textOf(use) });
    }
  },
});

interface Place {
  readonly element: string;
  readonly node: StringNode;
}

function stringsWithoutVariables({ elements, action, principal, conditions }: Statement): readonly Place[] {
  const operators = new Set(conditions.map(({ operatorMember }) => operatorMember.key));
  const found: Place[] = [];
  const look = (element: string, node: TreeNode | undefined): void => {
    if (node?.kind === 'string' && node.value.includes('${')) found.push({ element, node });
  };
  look('Sid', elements.Sid?.value);
  look('Effect', elements.Effect?.value);
  if (action !== undefined) for (const { node } of action.entries) look(action.name, node);
  if (principal !== undefined) for (const { node } of principal.entries) look(principal.member.key.value, node);
  for (const operator of operators) look('A condition operator', operator);
  for (const { member } of conditions) look('A condition key', member.key);
  return found;
}

function textOf({ node, start, end }: VariableUse): string {
  return node.value.slice(start, end);
}
