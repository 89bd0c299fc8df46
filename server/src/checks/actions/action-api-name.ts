import { apiPermissions } from '../../catalog/tables/api-names';
import { replaceEntry } from '../../syntax/edits';
import { listText } from '../message';
import { rule } from '../rule';

export default rule({
  code: 'action-api-name',
  severity: 'warning',
  policyTypes: 'all',
  title: 'API operation in place of an action',
  why: 'Some API operations are allowed by an action of another name; the operation itself, as an action, grants nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  needs: 'unknown action',
  messages: {
    mapped: '"{action}" is an API operation and no action, so it matches no request. Its permission is {permission}.',
  },
  fixes: { change: { title: 'Change to {permission}', effect: 'activates' } },
  good: ['{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:ListObjectsV2", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }
                               ~~~~~~~~~~~~~~~~~~ mapped +fix: "s3:ListObjectsV2" is an API operation and no action, so it matches no request. Its permission is "s3:ListBucket".
== fix Change to "s3:ListBucket" ==
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }`,
    `
{ "Effect": "Allow", "Action": ["s3:CopyObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                ~~~~~~~~~~~~~~~ mapped +fix
== fix Change to "s3:GetObject" and "s3:PutObject" ==
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "NotAction": "s3:ListObjects", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }
                                  ~~~~~~~~~~~~~~~~ mapped +fix: "s3:ListObjects" is an API operation and no action, so it matches no request. Its permission is "s3:ListBucket".`,
  ],
  checkStatement({ statement, actions, tree, report, fix }) {
    if (statement.effect === 'Deny') return;
    for (const entry of actions) {
      const permissions = entry.state === 'unknown' ? apiPermissions(entry.text) : undefined;
      if (permissions === undefined) continue;
      const permission = listText(permissions.map((each) => `"${each}"`));
      const edits = replaceEntry(tree, entry.list.member.value, entry.node, permissions);
      report(
        entry.node,
        'mapped',
        { action: entry.text, permission },
        { fixes: [fix('change', { permission }, edits)] },
      );
    }
  },
});
