import { parseArn } from '../../language/arn';
import { replaceNode, replaceString } from '../../syntax/edits';
import { changeOperator } from '../condition-edits';
import { withBase } from '../condition-operators';
import { isOpenText } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-principalarn-assumed-role',
  severity: 'error',
  policyTypes: 'all',
  title: 'Session ARN in aws:PrincipalArn',
  why: 'For a role session aws:PrincipalArn holds the ARN of the role, so that a test for the ARN of the session never matches.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn',
  needs: 'Condition',
  messages: {
    never: 'For a role session "{key}" holds the ARN of the role, so "{value}" matches nobody. Use the role ARN.',
    spared:
      'For a role session "{key}" holds the ARN of the role, so this Deny hits the session that "{value}" should spare. Use the role ARN.',
  },
  fixes: {
    role: { title: 'Use the role ARN', effect: 'depends', note: 'The ARN of a role with a path has that path too.' },
    path: { title: 'Use the role ARN with any path', effect: 'depends' },
  },
  good: [
    `
{ "Effect": "Deny", "Action": "s3:*", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket/*"],
  "Condition": { "ArnNotEquals": { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/App", "arn:aws:sts::111122223333:federated-user/Ana"] } } }`,
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:*", "Resource": "*",
  "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/App/session" } } }
                                                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ spared +fix
== fix Use the role ARN ==
{ "Effect": "Deny", "Action": "s3:*", "Resource": "*",
  "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/App" } } }
== fix Use the role ARN with any path ==
{ "Effect": "Deny", "Action": "s3:*", "Resource": "*",
  "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*/App" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/App/x" } } }
                                                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ never +fix: For a role session "aws:PrincipalArn" holds the ARN of the role, so "arn:aws:sts::111122223333:assumed-role/App/x" matches nobody. Use the role ARN.
== fix Use the role ARN with any path ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*/App" } } }`,
    `
{ "Effect": "Deny", "Action": "s3:*", "Resource": "*",
  "Condition": { "ArnNotLike": { "aws:PrincipalArn": ["arn:aws:sts::*:assumed-role/Admin*", "arn:aws:sts::111122223333:assumed-role/*"] } } }
                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ spared +fix
                                                                                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ spared +fix
== fix Use the role ARN ==
{ "Effect": "Deny", "Action": "s3:*", "Resource": "*",
  "Condition": { "ArnNotLike": { "aws:PrincipalArn": ["arn:aws:iam::*:role/Admin*", "arn:aws:sts::111122223333:assumed-role/*"] } } }`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { lowerKey, parsed, key, values } = entry;
      if (lowerKey !== 'aws:principalarn' || (parsed?.base.type !== 'ARN' && parsed?.base.type !== 'String')) continue;
      for (const { text: value, node } of values) {
        const role = isOpenText(value) ? undefined : roleOf(value);
        if (role === undefined || node.kind !== 'string') continue;
        const fixes = () => {
          const [name, withPath] = [`${role.before}${role.name}`, `${role.before}*/${role.name}`];
          const plain = fix('role', {}, [replaceString(node, name)]);
          if (parsed.base.type === 'ARN') return [plain, fix('path', {}, [replaceString(node, withPath)])];
          // Under another operator only where nothing else moves with it.
          if (values.length > 1) return [plain];
          const like = withBase(parsed, parsed.base.isNegated ? 'ArnNotLike' : 'ArnLike');
          const [rename, ...others] = changeOperator(tree, statement, entry, like);
          if (rename === undefined || others.length > 0) return [plain];
          return [plain, fix('path', {}, [rename, replaceNode(node, JSON.stringify(withPath))])];
        };
        const isSpared = statement.effect === 'Deny' && parsed.base.isNegated;
        report(node, isSpared ? 'spared' : 'never', { key, value }, { fixes });
      }
    }
  },
});

/** The role of `arn:aws:sts::111122223333:assumed-role/App/session`, also of `…:assumed-role/App*`; undefined for other texts. */
function roleOf(text: string): { readonly before: string; readonly name: string } | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'sts') return undefined;
  const [kind, name] = arn.resource.split('/', 2);
  if (kind !== 'assumed-role' || name === undefined || name === '') return undefined;
  return { before: `arn:${arn.partition}:iam::${arn.account}:role/`, name };
}
