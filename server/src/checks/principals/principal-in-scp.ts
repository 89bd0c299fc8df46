import type { Statement } from '../../policy/document';
import { allOrNone, removeMember, type TextEdit } from '../../syntax/edits';
import type { Tree } from '../../syntax/tree';
import { addTest } from '../condition-edits';
import type { PrincipalFact } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-in-scp',
  severity: 'error',
  policyTypes: ['scp'],
  title: 'Principal in an SCP',
  why: 'An SCP is about all principals of the accounts below it; Organizations rejects one that names principals.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-scp-syntax-error-principal',
  aaIssueCodes: ['SCP_SYNTAX_ERROR_PRINCIPAL'],
  needs: 'Principal',
  messages: {
    notAllowed:
      'An SCP takes no "{element}", and Organizations rejects it. Limit a Deny to principals with the condition key aws:PrincipalArn.',
  },
  fixes: {
    condition: { title: 'Replace by a condition on aws:PrincipalArn', effect: 'depends' },
    remove: { title: 'Remove "{element}"', effect: 'depends' },
  },
  good: [
    `
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/App" } } }`,
  ],
  bad: [
    `
{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:DeleteBucket", "Resource": "*" }
                    ~~~~~~~~~~~ notAllowed +fix: An SCP takes no "Principal", and Organizations rejects it. Limit a Deny to principals with the condition key aws:PrincipalArn.
== fix Replace by a condition on aws:PrincipalArn ==
{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/App" } } }
== fix Remove "Principal" ==
{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }`,
    `
{ "Effect": "Deny", "NotPrincipal": { "AWS": ["arn:aws:iam::*:role/Admin", "arn:aws:iam::*:role/Audit"] }, "Action": "s3:DeleteBucket", "Resource": "*" }
                    ~~~~~~~~~~~~~~ notAllowed +fix`,
    `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" }
                     ~~~~~~~~~~~ notAllowed +fix`,
  ],
  checkStatement({ statement, principals, tree, report, fix }) {
    const { object, elements } = statement;
    if (object === undefined) return;
    for (const element of ['Principal', 'NotPrincipal'] as const) {
      const member = elements[element];
      if (member === undefined) continue;
      const removal = removeMember(tree, object, member);
      const isRead = statement.principal?.member === member;
      const condition = isRead ? conditionFor(tree, statement, principals) : [];
      const fixes = [fix('condition', {}, allOrNone(condition, removal)), fix('remove', { element }, removal)];
      report(member.key, 'notAllowed', { element }, { fixes });
    }
  },
});

/** A Deny for users and roles can say the same with aws:PrincipalArn. */
function conditionFor(tree: Tree, statement: Statement, principals: readonly PrincipalFact[]): readonly TextEdit[] {
  const arns = principals.map(({ text }) => text).filter((text) => /^arn:[^:]*:iam::[^:]*:(user|role)\//.test(text));
  const isTaken = statement.conditions.some(({ key }) => key.toLowerCase() === 'aws:principalarn');
  if (statement.effect !== 'Deny' || isTaken || arns.length === 0 || arns.length < principals.length) return [];
  const operator = statement.principal?.isNegated === true ? 'ArnNotLike' : 'ArnLike';
  const [first = '', ...others] = arns;
  return addTest(tree, statement, operator, 'aws:PrincipalArn', others.length === 0 ? first : arns);
}
