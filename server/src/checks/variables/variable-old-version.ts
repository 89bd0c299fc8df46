import { insertMember, replaceNode, type TextEdit } from '../../syntax/edits';
import { isAbsent } from '../elements';
import type { RuleContext } from '../rule';
import { rule } from '../rule';
import { variableRange } from '../variable-uses';

export default rule({
  code: 'variable-old-version',
  severity: 'error',
  policyTypes: 'all',
  title: 'Variable in the policy language of 2008',
  why: 'Before Version 2012-10-17 a variable is plain text, so that the statement matches nothing real.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-variable-unsupported-in-version',
  aaIssueCodes: ['VARIABLE_UNSUPPORTED_IN_VERSION'],
  needs: 'variable',
  messages: {
    plain: '"{variable}" is plain text in the policy language of 2008-10-17. Set "Version" to "2012-10-17".',
  },
  fixes: {
    version: {
      title: 'Set "Version" to "2012-10-17"',
      effect: 'activates',
      note: 'All variables in the document come alive.',
    },
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*" }',
    {
      text: '{ "Version": "2008-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/${Prefix}/*" }] }',
      ignore: ['version-old'],
    },
  ],
  bad: [
    {
      text: `
{ "Version": "2008-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/\${aws:userid}/*" }] }
                                                                                                                                      ~~~~~~~~~~~~~~~ plain +fix => 1 The version of the language.: "\${aws:username}" is plain text in the policy language of 2008-10-17. Set "Version" to "2012-10-17".
== fix Set "Version" to "2012-10-17" ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/\${aws:username}/\${aws:userid}/*" }] }`,
      ignore: ['version-old'],
    },
    {
      text: `
{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/a\${*}b" }] }
                                                                                                              ~~~~ plain +fix`,
      ignore: ['version-missing'],
    },
  ],
  checkStatement({ document, tree, variables, report, fix }) {
    const { version } = document;
    const isOld = version === undefined || (version.value.kind === 'string' && version.value.value === '2008-10-17');
    if (!isOld) return;
    const use = variables.find(
      ({ kind, known, isReadable }) => isReadable && (kind === 'escape' || known !== undefined),
    );
    if (use === undefined) return;
    const edits = versionEdits({ document, tree });
    const fixes = [fix('version', {}, edits)];
    const related = version === undefined ? [] : [{ range: version.value, message: 'The version of the language.' }];
    report(variableRange(use), 'plain', { variable: use.node.value.slice(use.start, use.end) }, { fixes, related });
  },
});

function versionEdits({ document, tree }: Pick<RuleContext, 'document' | 'tree'>): readonly TextEdit[] {
  const { root, version } = document;
  if (version !== undefined) return [replaceNode(version.value, '"2012-10-17"')];
  if (root.kind !== 'object' || !isAbsent(root, 'policy', ['Version'])) return [];
  return insertMember(tree, root, 'Version', '2012-10-17', 'first');
}
