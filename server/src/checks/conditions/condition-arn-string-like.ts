import { hasWildcard } from '../../language/pattern';
import { changeOperator } from '../condition-edits';
import { withBase } from '../condition-operators';
import { holdsWholeArns } from '../condition-values';
import { rule } from '../rule';
import { universalValues } from '../universal-values';

/** A Deny for ARNs that match, an Allow for those that do not: one that nobody meant is denied. */
const HARMLESS = 'where more that matches means less that is allowed';

export default rule({
  code: 'condition-arn-string-like',
  severity: 'security',
  severityBy: {
    'value with * or ?': 'security',
    'no wildcard in any value': 'suggestion',
    [HARMLESS]: 'suggestion',
  },
  policyTypes: 'all',
  title: 'ARN compared with StringLike',
  why: 'Under StringLike a "*" runs over the colons between the parts of an ARN and can match ARNs that nobody meant.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-string-like-operator-with-arn-condition-keys',
  aaIssueCodes: ['STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS'],
  needs: 'Condition',
  messages: {
    wildcard:
      'Under {operator} the wildcards in "{key}" run over the ":" of an ARN and may match more than meant. Use {better}.',
    plain: '"{key}" holds an ARN. Use {better}, which compares ARNs part by part.',
  },
  fixes: { change: { title: 'Change operator to "{operator}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*" } } }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalTag/origin": "arn:aws:iam::111122223333:role/app-*" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/x", "arn:aws:iam::111122223333:role/app-*"] } } }
                 ~~~~~~~~~~~~ wildcard [security] +fix => 2 This value.: Under StringLike the wildcards in "aws:PrincipalArn" run over the ":" of an ARN and may match more than meant. Use ArnLike.
== fix Change operator to "ArnLike" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnLike": { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/x", "arn:aws:iam::111122223333:role/app-*"] } } }`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotLikeIfExists": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app", "aws:PrincipalTag/team": "blue*" } } }
                 ~~~~~~~~~~~~~~~~~~~~~~~ plain [suggestion] +fix
== fix Change operator to "ArnNotLikeIfExists" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotLikeIfExists": { "aws:PrincipalTag/team": "blue*" }, "ArnNotLikeIfExists": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app" } } }`,
    {
      type: 'scp',
      text: `
{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:root" } } }
                                                                   ~~~~~~~~~~~~ wildcard [suggestion] +fix`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalArn": "*:role/app" } } }
                 ~~~~~~~~~~~~ wildcard [security]`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { parsed, known, key, values } = entry;
      if (known?.type !== 'ARN' || parsed?.base.type !== 'String' || !parsed.base.takesWildcards) continue;
      // A lone star is no matter of ARNs: it tests whether the key is there.
      if (values.length === 0 || universalValues(entry).length > 0) continue;
      const better = parsed.base.isNegated ? 'ArnNotLike' : 'ArnLike';
      const fixes = () => {
        const operator = withBase(parsed, better);
        const edits = holdsWholeArns(values) ? changeOperator(tree, statement, entry, operator) : [];
        return [fix('change', { operator }, edits)];
      };
      const open = values.filter(({ text }) => hasWildcard(text));
      const at = entry.operatorMember.key;
      if (open.length === 0) {
        report(at, 'plain', { key, better }, { fixes, severityCase: 'no wildcard in any value' });
        continue;
      }
      const related = open.slice(0, 3).map(({ node }) => ({ range: node, message: 'This value.' }));
      const isHarmless = (statement.effect === 'Deny') !== parsed.base.isNegated;
      const details = { fixes, related, severityCase: isHarmless ? HARMLESS : 'value with * or ?' };
      report(at, 'wildcard', { operator: parsed.base.name, key, better }, details);
    }
  },
});
