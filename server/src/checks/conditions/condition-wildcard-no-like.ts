import type { Operator } from '../../language/operators';
import { changeOperator, replaceTest } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { withBase } from '../condition-operators';
import { hasOwnWildcard } from '../condition-values';
import { rule } from '../rule';
import { isOnlyStars } from '../universal-values';

export default rule({
  code: 'condition-wildcard-no-like',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Wildcard without a Like operator',
  why: 'StringEquals compares "*" and "?" as characters, so that the test misses the values that were meant.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-wildcard-without-like-operator',
  aaIssueCodes: ['WILDCARD_WITHOUT_LIKE_OPERATOR'],
  needs: 'Condition',
  messages: {
    wildcard:
      '{operator} compares the "{sign}" in "{value}" as a character. Use {better} if it is meant as a wildcard.',
    star: '{operator} compares "*" as a character. To ask whether the key is present, use Null with "{presence}".',
  },
  fixes: {
    like: {
      title: 'Change operator to "{operator}"',
      effect: 'widens',
      note: 'All values of the key become patterns.',
    },
    present: { title: 'Use Null with "{presence}"', effect: 'depends' },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalTag/role": "admin-*" } } }`,
    {
      ignore: ['variable-literal-star'],
      text: `
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringEquals": { "s3:prefix": ["\${*}archive/", "home/\${aws:username}/", "what\${?}"] } } }`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/role": ["admin-*", "root"] } } }
                                                             ~~~~~~~~~ wildcard +fix: StringEquals compares the "*" in "admin-*" as a character. Use StringLike if it is meant as a wildcard.
== fix Change operator to "StringLike" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalTag/role": ["admin-*", "root"] } } }`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalTag/role": "admin-?", "aws:PrincipalTag/team": "blue" } } }
                                                                       ~~~~~~~~~ wildcard +fix
== fix Change operator to "StringNotLikeIfExists" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalTag/team": "blue" }, "StringNotLikeIfExists": { "aws:PrincipalTag/role": "admin-?" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/team": "*" } } }
                                                            ~~~ star +fix: StringEquals compares "*" as a character. To ask whether the key is present, use Null with "false".
== fix Use Null with "false" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Null": { "aws:PrincipalTag/team": "false" } } }`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { parsed, values } = entry;
      if (parsed?.base.type !== 'String' || parsed.base.takesWildcards) continue;
      const operator = parsed.base.name;
      const like = parsed.base.isNegated ? 'StringNotLike' : 'StringLike';
      for (const { text, node } of values) {
        if (!hasOwnWildcard(text) || isQuestionOfAddress(text)) continue;
        if (asksForPresence(entry, parsed)) {
          const presence = String(parsed.base.isNegated);
          const edits = replaceTest(tree, statement, entry, { operator: 'Null', key: entry.key, value: presence });
          const fixes = [fix('present', { presence }, edits)];
          report(node, 'star', { operator, presence }, { fixes });
          continue;
        }
        // An ARN belongs under ArnLike: condition-arn-with-string offers that.
        const isArn = entry.known?.type === 'ARN';
        const fixes = () => {
          const edits = isArn ? [] : changeOperator(tree, statement, entry, withBase(parsed, like));
          return [fix('like', { operator: withBase(parsed, like) }, edits)];
        };
        const better = isArn ? like.replace('String', 'Arn') : like;
        report(node, 'wildcard', { operator, sign: text.includes('*') ? '*' : '?', value: text, better }, { fixes });
      }
    }
  },
});

/** A lone star: whoever writes it means any value. */
function asksForPresence({ values }: ConditionEntry, { set, ifExists }: Operator): boolean {
  return values.length === 1 && set === undefined && !ifExists && values.every(({ text }) => isOnlyStars(text));
}

/** The `?` of a web address begins its query. */
function isQuestionOfAddress(text: string): boolean {
  return text.includes('://') && !text.includes('*');
}
