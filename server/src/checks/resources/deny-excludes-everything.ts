import type { EntryList } from '../../policy/document';
import { renameKey } from '../../syntax/edits';
import { readAction } from '../action-text';
import { rule } from '../rule';

const DENY = 'Deny';
const ALLOW = 'Allow (grants nothing)';

export default rule({
  code: 'deny-excludes-everything',
  severity: 'security',
  severityBy: { [DENY]: 'security', [ALLOW]: 'warning' },
  policyTypes: 'all',
  title: 'Everything is excluded',
  why: 'NotAction and NotResource take away what they list; with "*" in the list nothing is left to decide.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html',
  messages: {
    deny: '"{element}" with "*" excludes everything, so this denies nothing. Write "{plain}", or list what is exempt.',
    allow: '"{element}" with "*" excludes everything, so this allows nothing. Write "{plain}", or list what is exempt.',
  },
  fixes: { rename: { title: 'Change "{element}" to "{plain}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Deny", "Action": "s3:DeleteBucket", "NotResource": "arn:aws:s3:::amzn-s3-demo-bucket" }',
    '{ "Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:DeleteBucket", "NotResource": "*" }
                                                                ~~~ deny [security] +fix: "NotResource" with "*" excludes everything, so this denies nothing. Write "Resource", or list what is exempt.
== fix Change "NotResource" to "Resource" ==
{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }`,
    {
      text: `
{ "Effect": "Allow", "NotAction": ["iam:*", "*"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                            ~~~ allow [warning] +fix
== fix Change "NotAction" to "Action" ==
{ "Effect": "Allow", "Action": ["iam:*", "*"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
      ignore: ['action-redundant', 'action-notaction-allow'],
    },
  ],
  checkStatement({ statement, resources, report, fix }) {
    const { effect, action, resource } = statement;
    if (effect === undefined || (action?.isNegated !== true && resource?.isNegated !== true)) return;
    const found = [
      [resource, resources.find(({ isEverything }) => isEverything)],
      [action, action?.entries.find(({ text }) => readAction(text)?.isEverything === true)],
    ] as const;
    for (const [list, entry] of found) {
      if (list?.isNegated !== true || entry === undefined) continue;
      const plain = plainName(list);
      const data = { element: list.name, plain };
      const fixes = [fix('rename', data, [renameKey(list.member, plain)])];
      const isDeny = effect === 'Deny';
      report(entry.node, isDeny ? 'deny' : 'allow', data, { fixes, severityCase: isDeny ? DENY : ALLOW });
    }
  },
});

function plainName({ name }: EntryList): string {
  return name === 'NotAction' ? 'Action' : 'Resource';
}
