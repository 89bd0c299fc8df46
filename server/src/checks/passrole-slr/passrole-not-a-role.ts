import { hasWildcard } from '../../language/pattern';
import { replaceString } from '../../syntax/edits';
import { PASS_ROLE } from '../passed-service';
import { rule } from '../rule';

export default rule({
  code: 'passrole-not-a-role',
  severity: 'error',
  policyTypes: ['identity'],
  title: 'PassRole on something that is no role',
  why: 'iam:PassRole works on roles only, so that the statement grants nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  messages: {
    notRole: '"iam:PassRole" works on roles only, and "{resource}" is none. Name the role\'s ARN.',
  },
  fixes: {
    change: { title: 'Change ":instance-profile/" to ":role/"', effect: 'activates' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    {
      ignore: ['resource-effectively-star'],
      text: '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:*", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    },
    '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": ["arn:aws:iam::111122223333:role/App", "arn:aws:iam::111122223333:instance-profile/App"], "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
    {
      ignore: ['resource-action-mismatch'],
      text: '{ "Effect": "Allow", "Action": ["iam:PassRole", "iam:GetInstanceProfile"], "Resource": "arn:aws:iam::111122223333:instance-profile/App" }',
    },
  ],
  bad: [
    {
      ignore: ['resource-action-mismatch'],
      text: `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:instance-profile/App", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ notRole +fix
== fix Change ":instance-profile/" to ":role/" ==
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }`,
    },
    {
      ignore: ['resource-action-mismatch', 'resource-unused-by-actions'],
      text: `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:f", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ notRole`,
    },
  ],
  checkStatement({ statement, resources, report, fix }) {
    const { action, resource } = statement;
    if (action?.isNegated !== false || resource?.isNegated !== false || action.entries.length === 0) return;
    if (!action.entries.every(({ text }) => text.toLowerCase() === PASS_ROLE.action.toLowerCase())) return;
    // Beside a role the rest is of no use, but does no harm.
    if (resources.some(({ arn }) => arn === undefined || mayBeRole(arn.service, arn.resource))) return;
    for (const { text, node } of resources) {
      const role = text.replace(':instance-profile/', ':role/');
      const fixes = role === text ? [] : [fix('change', {}, [replaceString(node, role)])];
      report(node, 'notRole', { resource: text }, { fixes });
    }
  },
});

function mayBeRole(service: string, resource: string): boolean {
  if (hasWildcard(service) || service.includes('$')) return true;
  if (service !== 'iam') return false;
  const [kind = ''] = resource.split('/', 1);
  return kind === 'role' || /[*?$]/.test(kind);
}
