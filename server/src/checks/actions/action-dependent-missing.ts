import { compilePattern, matches } from '../../language/pattern';
import type { PolicyDocument, Statement } from '../../policy/document';
import { addEntries, type TextEdit } from '../../syntax/edits';
import { type Companion, companionOf } from '../companion-actions';
import { rule } from '../rule';
import { addStatement, caretInEmptyString } from '../statement-edits';

export default rule({
  code: 'action-dependent-missing',
  severity: 'suggestion',
  policyTypes: ['identity'],
  title: 'Companion action is not allowed',
  why: 'Some actions always need a second one; without it every call is denied.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  offline:
    'Another policy of the same principal may allow the companion. Pairs that depend on the request are not reported.',
  messages: {
    missing:
      '"{action}" also needs "{dependent}", which nothing in this policy allows. Add it if no other policy does.',
  },
  fixes: {
    addHere: { title: 'Add "{dependent}" to this statement', effect: 'widens' },
    addStatement: { title: 'Add statement for "{dependent}"', effect: 'widens', note: 'The role is yours to fill in.' },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateFlowLogs", "Resource": "*" },
{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "arn:aws:iam::111122223333:role/FlowLogs" }`,
    '{ "Effect": "Deny", "Action": "lambda:CreateFunction", "Resource": "*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateFlowLogs", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~~~~~ missing +fix: "ec2:CreateFlowLogs" also needs "iam:PassRole", which nothing in this policy allows. Add it if no other policy does.
== fix Add statement for "iam:PassRole" ==
{ "Effect": "Allow", "Action": "ec2:CreateFlowLogs", "Resource": "*" }, { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "", "Condition": { "StringEquals": { "iam:PassedToService": "vpc-flow-logs.amazonaws.com" } } }`,
    `
{ "Effect": "Allow", "Action": "iam:AddRoleToInstanceProfile", "Resource": ["arn:aws:iam::111122223333:role/App", "arn:aws:iam::111122223333:instance-profile/App"] }
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix
== fix Add "iam:PassRole" to this statement ==
{ "Effect": "Allow", "Action": ["iam:AddRoleToInstanceProfile", "iam:PassRole"], "Resource": ["arn:aws:iam::111122223333:role/App", "arn:aws:iam::111122223333:instance-profile/App"] }`,
  ],
  checkDocument({ document, statements, tree, report, fix }) {
    const granted = new Map<string, boolean>();
    for (const { statement, actions } of statements) {
      if (statement.effect !== 'Allow' || statement.action?.isNegated !== false) continue;
      const list = statement.action.member.value;
      for (const { text: action, lowerText, node } of actions) {
        const companion = companionOf(lowerText);
        if (companion === undefined) continue;
        const dependent = companion.action;
        const isGranted = granted.get(dependent) ?? grants(document, dependent);
        granted.set(dependent, isGranted);
        if (isGranted) continue;
        const fixes = () => {
          const added = grantFor(document, companion);
          return [
            ...(namesRole(statement) ? [fix('addHere', { dependent }, addEntries(tree, list, [dependent]))] : []),
            fix('addStatement', { dependent }, added, caretInEmptyString(tree.text, added)),
          ];
        };
        report(node, 'missing', { action, dependent }, { fixes });
      }
    }
  },
});

/** Does any Allow of the document name the action? */
function grants({ statements }: PolicyDocument, action: string): boolean {
  const folded = action.toLowerCase();
  return statements.some((statement) => {
    const list = statement.action;
    if (statement.effect !== 'Allow' || list === undefined) return false;
    const isNamed = list.entries.some(({ text }) => matches(compilePattern(text.toLowerCase()), folded));
    return isNamed !== list.isNegated;
  });
}

/** iam:PassRole fits where Resource names a role; on "*" it would hand out every role of the account. */
function namesRole({ resource }: Statement): boolean {
  return (
    resource?.isNegated === false && resource.entries.some(({ text }) => /^arn:[^:]*:iam::[^:]*:role\//.test(text))
  );
}

function grantFor(document: PolicyDocument, { action, passedTo }: Companion): readonly TextEdit[] {
  const Condition = { StringEquals: { 'iam:PassedToService': passedTo } };
  return addStatement(document, { Effect: 'Allow', Action: action, Resource: '', Condition });
}
