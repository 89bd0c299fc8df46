import { changeOperator } from '../condition-edits';
import { withBase } from '../condition-operators';
import { hasOwnWildcard, holdsWholeArns } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-arn-with-string',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'ARN with wildcard under StringEquals',
  why: 'StringEquals compares the whole ARN character by character; the ARN operators compare it part by part, with wildcards.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN',
  needs: 'Condition',
  messages: {
    operator: '{operator} knows no wildcards, and "{key}" holds an ARN. Use {better}.',
  },
  fixes: {
    change: {
      title: 'Change operator to "{operator}"',
      effect: 'narrows',
      note: 'ARN operators compare part by part: a "*" does not run over a ":".',
    },
  },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/\${aws:PrincipalTag/role}" },
    "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*" } } }`,
  ],
  bad: [
    {
      type: 'resource',
      ignore: ['condition-wildcard-no-like', 'confused-deputy-s3-arn'],
      text: `
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish",
  "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:s3:::*" } } }
                                                                     ~~~~~~~~~~~~~~ operator +fix: StringEquals knows no wildcards, and "aws:SourceArn" holds an ARN. Use ArnLike.
== fix Change operator to "ArnLike" ==
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish",
  "Resource": "arn:aws:sns:us-east-1:111122223333:t", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::*" } } }`,
    },
    {
      ignore: ['condition-wildcard-no-like'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/a-*", "admin-*"] } } }
                 ~~~~~~~~~~~~~~~~~~~~~~~~~ operator`,
    },
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { parsed, known, key, values } = entry;
      if (known?.type !== 'ARN' || parsed?.base.type !== 'String' || parsed.base.takesWildcards) continue;
      if (!values.some(({ text }) => hasOwnWildcard(text))) continue;
      const better = parsed.base.isNegated ? 'ArnNotLike' : 'ArnLike';
      const fixes = () => {
        const operator = withBase(parsed, better);
        const edits = holdsWholeArns(values) ? changeOperator(tree, statement, entry, operator) : [];
        return [fix('change', { operator }, edits)];
      };
      report(entry.operatorMember.key, 'operator', { operator: parsed.base.name, key, better }, { fixes });
    }
  },
});
