import { renameKey } from '../../syntax/edits';
import { TAG_KEY, tagFamilyOf } from '../condition-entries';
import { rule } from '../rule';

export default rule({
  code: 'condition-missing-tag-key',
  severity: 'error',
  policyTypes: 'all',
  title: 'Tag key missing',
  why: 'Each tag is a condition key of its own, so that the name of the family alone matches no tag.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-tag-key-in-condition',
  aaIssueCodes: ['MISSING_TAG_KEY_IN_CONDITION'],
  needs: 'Condition',
  messages: { missing: '"{key}" does not say which tag is meant. Write "{family}/" and the key of the tag.' },
  fixes: { add: { title: 'Add tag key', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "aws:ResourceTag/Department": "Finance", "ec2:ResourceTag/\${Key}": "x" }, "Null": { "aws:TokenIssueTime": "false" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "aws:ResourceTag": "Finance" } } }
                                   ~~~~~~~~~~~~~~~~~ missing +fix: "aws:ResourceTag" does not say which tag is meant. Write "aws:ResourceTag/" and the key of the tag.
== fix Add tag key ==
{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "aws:ResourceTag/": "Finance" } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "ec2:resourcetag/": "Finance", "aws:PrincipalTag/\${TagKey}": "x" } } }
                                   ~~~~~~~~~~~~~~~~~~ missing
                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ missing +fix`,
  ],
  checkStatement({ conditions, catalog, tree, report, fix }) {
    for (const entry of conditions) {
      if (entry.keyState !== 'tagless') continue;
      const name = (entry.known ?? tagFamilyOf(catalog, entry.key))?.name;
      if (name === undefined) continue;
      const family = name.slice(0, -TAG_KEY.length);
      const edit = renameKey(entry.member, `${family}/`);
      const completeAt = edit.range.start + edit.newText.length - 1;
      const isChanged = tree.text.slice(edit.range.start, edit.range.end).toLowerCase() !== edit.newText.toLowerCase();
      const fixes = isChanged ? [fix('add', {}, [edit], { completeAt })] : [];
      report(entry.member.key, 'missing', { key: entry.key, family }, { fixes });
    }
  },
});
