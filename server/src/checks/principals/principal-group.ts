import { replaceEntry } from '../../syntax/edits';
import { memberOf } from '../principal-edits';
import { refusedEntries } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-group',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Group as principal',
  why: 'A group only hands policies to its users and sends no requests, so that AWS rejects it as a principal.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  messages: {
    group: 'A group is no principal, and AWS rejects the policy. Name its users, or a role that they assume.',
  },
  fixes: { members: { title: 'Replace by the users of the group', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/Developer" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:group/Devs" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ group: A group is no principal, and AWS rejects the policy. Name its users, or a role that they assume.`,
    {
      text: `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "arn:aws:iam::111122223333:group/Devs"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ group +fix
== fix Replace by the users of the group ==
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/App", "arn:aws:iam::111122223333:user/ana", "arn:aws:iam::111122223333:user/bo"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
      model: {
        members: {
          'arn:aws:iam::111122223333:group/Devs': [
            'arn:aws:iam::111122223333:user/ana',
            'arn:aws:iam::111122223333:user/bo',
          ],
        },
      },
    },
  ],
  checkDocument({ statements, type, model, tree, report, fix }) {
    for (const { principals } of statements) {
      for (const fact of refusedEntries({ principals, type }, 'group')) {
        const members = model?.membersOf(fact.text) ?? [];
        const list = memberOf(fact)?.value;
        const fixes =
          members.length === 0 || list === undefined
            ? []
            : [fix('members', {}, replaceEntry(tree, list, fact.node, members))];
        report(fact.node, 'group', {}, { fixes });
      }
    }
  },
});
