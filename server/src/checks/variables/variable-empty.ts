import { rule } from '../rule';
import { variableRange } from '../variable-uses';

export default rule({
  code: 'variable-empty',
  severity: 'error',
  policyTypes: 'all',
  title: 'Variable without a name',
  why: 'IAM refuses a policy with an empty variable.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-empty-variable',
  aaIssueCodes: ['EMPTY_VARIABLE'],
  needs: 'variable',
  messages: { empty: 'The variable has no name. Name a condition key, such as "aws:username", or remove it.' },
  fixes: {
    insert: { title: 'Name "{key}"', effect: 'depends' },
    remove: { title: 'Remove empty variable', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/{}/$/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${}/*" }
                                                                                             ~~~ empty +fix
== fix Name "aws:username" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*" }
== fix Remove empty variable ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket//*" }`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${  }/*" }
                                                                                             ~~~~~ empty +fix`,
  ],
  checkStatement({ variables, report, fix }) {
    for (const use of variables) {
      if (use.kind !== 'empty' || !use.isClosed) continue;
      const range = variableRange(use);
      const fixes = [
        fix('insert', { key: 'aws:username' }, [{ range, newText: '${aws:username}' }]),
        fix('remove', {}, [{ range, newText: '' }]),
      ];
      report(range, 'empty', {}, { fixes });
    }
  },
});
