import type { PolicyDocument } from '../../policy/document';
import { replaceNode } from '../../syntax/edits';
import { rule } from '../rule';
import { holdsVariable } from '../variables';

export default rule({
  code: 'version-old',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Old Version',
  why: 'In the policy language of 2008-10-17 variables are plain text, so a statement with one matches nothing real.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
  messages: {
    old: 'The policy language of 2008-10-17 has no variables. Use "2012-10-17".',
    variables:
      'In the policy language of 2008-10-17 the variables in this policy are plain text. Use "2012-10-17" if they are meant.',
  },
  fixes: {
    change: {
      title: 'Change to "2012-10-17"',
      effect: 'activates',
      note: 'Variables in the document come alive.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
    {
      type: 'resource',
      text: `
{ "Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [{ "Sid": "__default_statement_ID", "Effect": "Allow",
  "Principal": { "AWS": "111122223333" }, "Action": "SNS:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t" }] }`,
    },
  ],
  bad: [
    `
{ "Version": "2008-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
             ~~~~~~~~~~~~ old +fix
== fix Change to "2012-10-17" ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }`,
    {
      ignore: ['variable-old-version'],
      text: `
{ "Version": "2008-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*" }] }
             ~~~~~~~~~~~~ variables +fix`,
    },
  ],
  checkDocument({ document, report, fix }) {
    const value = document.version?.value;
    if (value?.kind !== 'string' || value.value !== '2008-10-17') return;
    const hasVariable = holdsVariable(document);
    if (!hasVariable && isMadeByConsole(document)) return;
    const fixes = [fix('change', {}, [replaceNode(value, '"2012-10-17"')])];
    report(value, hasVariable ? 'variables' : 'old', {}, { fixes });
  },
});

/** The SNS and SQS consoles make policies of the old version with these names; nothing is wrong with them. */
function isMadeByConsole({ id, statements }: PolicyDocument): boolean {
  const names = [id?.value.kind === 'string' ? id.value.value : undefined, ...statements.map(({ sid }) => sid)];
  return names.some((name) => name?.startsWith('__default') || name?.startsWith('__owner'));
}
