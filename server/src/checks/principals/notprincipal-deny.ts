import type { Statement } from '../../policy/document';
import { allOrNone, renameKey, replaceValue, type TextEdit } from '../../syntax/edits';
import type { Tree } from '../../syntax/tree';
import { addTest } from '../condition-edits';
import type { PrincipalFact } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'notprincipal-deny',
  severity: 'suggestion',
  policyTypes: ['resource'],
  title: 'NotPrincipal with Deny',
  why: 'AWS may check the account, the role and the session one after another, and a Deny with NotPrincipal spares only whom it lists on each level.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
  needsWholeStatement: true,
  needs: ['Deny', 'Principal'],
  messages: {
    account:
      'Account {account} itself is not listed, so that this may deny its roles and users all the same. Use "Principal": "*" with a condition on aws:PrincipalArn.',
    chain:
      '"NotPrincipal" spares a role only where its account and each session are listed too. Use "Principal": "*" with a condition on aws:PrincipalArn.',
  },
  fixes: { condition: { title: 'Use "Principal": "*" with aws:PrincipalArn', effect: 'depends' } },
  good: [
    `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/App" } } }`,
    '{ "Effect": "Deny", "NotPrincipal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                    ~~~~~~~~~~~~~~ account +fix: Account 111122223333 itself is not listed, so that this may deny its roles and users all the same. Use "Principal": "*" with a condition on aws:PrincipalArn.
== fix Use "Principal": "*" with aws:PrincipalArn ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/App" } } }`,
    `
{ "Effect": "Deny", "NotPrincipal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:role/App", "arn:aws:sts::111122223333:assumed-role/App/ci"] },
                    ~~~~~~~~~~~~~~ chain +fix: "NotPrincipal" spares a role only where its account and each session are listed too. Use "Principal": "*" with a condition on aws:PrincipalArn.
  "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
== fix Use "Principal": "*" with aws:PrincipalArn ==
{ "Effect": "Deny", "Principal": "*",
  "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/App"] } } }`,
    `
{ "Effect": "Deny", "NotPrincipal": { "AWS": ["111122223333", "arn:aws-cn:iam::111122223333:role/App"] }, "Action": "s3:*", "Resource": "arn:aws-cn:s3:::amzn-s3-demo-bucket/*" }
                    ~~~~~~~~~~~~~~ chain +fix
== fix Use "Principal": "*" with aws:PrincipalArn ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws-cn:s3:::amzn-s3-demo-bucket/*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": ["arn:aws-cn:iam::111122223333:root", "arn:aws-cn:iam::111122223333:role/App"] } } }`,
    {
      ignore: ['element-data-type'],
      text: `
{ "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
                    ~~~~~~~~~~~~~~ account
  "Condition": { "ArnNotLike": [] } }`,
    },
  ],
  checkStatement({ statement, principals, tree, report, fix }) {
    const member = statement.elements.NotPrincipal;
    if (member === undefined || statement.effect !== 'Deny' || statement.principal?.member !== member) return;
    // A service has no account, role or session that could be forgotten.
    if (!principals.some(({ type }) => type === 'AWS')) return;
    const fixes = () => {
      const edits = withCondition(tree, statement, principals);
      return [fix('condition', {}, edits)];
    };
    const account = accountNotListed(principals);
    if (account === undefined) report(member.key, 'chain', {}, { fixes });
    else report(member.key, 'account', { account }, { fixes });
  },
});

/** The account of a user, role or session that is listed without its account. */
function accountNotListed(principals: readonly PrincipalFact[]): string | undefined {
  const listed = new Set(principals.map(({ form }) => (form.kind === 'account' ? form.account : '')));
  const accounts = principals.map(({ form, text }) =>
    form.kind === 'role' || form.kind === 'user' || form.kind === 'session' ? text.split(':', 5)[4] : undefined,
  );
  return accounts.find((account) => account !== undefined && !listed.has(account));
}

function withCondition(tree: Tree, statement: Statement, principals: readonly PrincipalFact[]): readonly TextEdit[] {
  const element = statement.principal;
  const partition = partitionOf(statement, principals);
  const arns = principals.map((fact) => conditionValue(fact, principals, partition));
  const isTaken = statement.conditions.some(({ key }) => key.toLowerCase() === 'aws:principalarn');
  if (element === undefined || isTaken || arns.length === 0 || arns.includes(undefined)) return [];
  const values = [...new Set(arns.filter((arn): arn is string => arn !== undefined && arn !== ''))];
  const value = values.length === 1 && values[0] !== undefined ? values[0] : values;
  return allOrNone(
    [renameKey(element.member, 'Principal'), replaceValue(tree, element.member.value, '*')],
    addTest(tree, statement, 'ArnNotLike', 'aws:PrincipalArn', value),
  );
}

/** The partition of the first ARN that names one. */
function partitionOf({ resource }: Statement, principals: readonly PrincipalFact[]): string {
  const texts = [...principals, ...(resource?.entries ?? [])].map(({ text }) => text);
  return texts.map((text) => /^arn:([\w-]+):/.exec(text)?.[1]).find((each) => each !== undefined) ?? 'aws';
}

/** What aws:PrincipalArn holds for a principal; empty for a session whose role is listed; undefined where it cannot say it. */
function conditionValue(
  { form, text }: PrincipalFact,
  principals: readonly PrincipalFact[],
  partition: string,
): string | undefined {
  switch (form.kind) {
    case 'user':
    case 'role':
    case 'federatedUser':
      return form.arn;
    case 'account':
      return text.startsWith('arn:') ? text : `arn:${partition}:iam::${form.account}:root`;
    case 'session': {
      const { account, role } = form;
      const isRole = (each: PrincipalFact) =>
        each.form.kind === 'role' && each.form.account === account && each.form.name === role;
      return principals.some(isRole) ? '' : undefined;
    }
    default:
      return undefined;
  }
}
