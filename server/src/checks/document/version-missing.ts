import { insertMember } from '../../syntax/edits';
import { isAbsent } from '../elements';
import { rule } from '../rule';
import { holdsVariable } from '../variables';

export default rule({
  code: 'version-missing',
  severity: 'warning',
  policyTypes: 'all',
  title: 'No Version',
  why: 'Without a Version the language of 2008 holds, in which policy variables are plain text.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-missing-version',
  aaIssueCodes: ['MISSING_VERSION'],
  messages: {
    missing:
      'Without a "Version" the policy language of 2008-10-17 holds, which has no variables. Add "Version": "2012-10-17".',
  },
  fixes: {
    add: {
      title: 'Add "Version": "2012-10-17"',
      effect: 'activates',
      safe: 'the document contains no "${": variables in it would come alive',
    },
  },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
~ missing +fix!
== fix Add "Version": "2012-10-17" ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }`,
    {
      ignore: ['variable-old-version'],
      text: `
{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/*" }] }
~ missing +fix`,
    },
  ],
  checkDocument({ document, tree, report, fix }) {
    const { root } = document;
    if (root.kind !== 'object' || !isAbsent(root, 'policy', ['Version'])) return;
    const edits = insertMember(tree, root, 'Version', '2012-10-17', 'first');
    const fixes = [fix('add', {}, edits, { isSafe: !holdsVariable(document) })];
    report({ start: root.start, end: root.start + 1 }, 'missing', {}, { fixes });
  },
});
