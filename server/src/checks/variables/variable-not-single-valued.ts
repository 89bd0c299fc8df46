import { rule } from '../rule';
import { variableRange } from '../variable-uses';

export default rule({
  code: 'variable-not-single-valued',
  severity: 'error',
  policyTypes: 'all',
  title: 'Variable of a key with several values',
  why: 'IAM cannot put a list of values in the place of a variable, so that the statement never matches.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  needs: 'variable',
  messages: {
    several: '"{key}" can have several values and cannot be a variable. Use a key with a single value.',
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:CalledViaFirst}/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:TagKeys}/*" }
                                                                                             ~~~~~~~~~~~~~~ several`,
  ],
  checkStatement({ variables, report }) {
    for (const use of variables) if (use.known?.multivalued) report(variableRange(use), 'several', { key: use.key });
  },
});
