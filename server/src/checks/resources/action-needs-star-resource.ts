import { listText } from '../message';
import { moveToStar, resourceAsStar } from '../move-action';
import { type UnfitAction, unfitActions } from '../resource-fit';
import { rule } from '../rule';

const KNOWN = 'action in listScope, or listed there as known to be "*"';
const OTHER = 'any other action without resource types';

export default rule({
  code: 'action-needs-star-resource',
  severity: 'error',
  severityBy: { [KNOWN]: 'error', [OTHER]: 'warning' },
  policyTypes: ['identity', 'boundary', 'session'],
  title: 'Action that needs "Resource": "*"',
  why: 'An action that works on no single resource is decided by statements with "Resource": "*" only.',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  offline: 'For most actions without resource types AWS does not say what it checks; then this is a warning.',
  messages: {
    allow: '"{action}" works on no single resource, so with these ARNs it is not allowed. It needs "Resource": "*".',
    likely:
      'AWS lists no resource for "{action}" (data of {date}), so these ARNs most likely do not allow it. It needs "Resource": "*".',
    likelyDeny:
      'AWS lists no resource for "{action}" (data of {date}), so these ARNs most likely do not deny it. It needs "Resource": "*".',
    several: '{count} actions work on no single resource and need "Resource": "*": {actions}.',
    deny: '"{action}" works on no single resource, so with these ARNs it is not denied. It needs "Resource": "*".',
  },
  fixes: {
    move: { title: 'Move "{action}" to a statement with "Resource": "*"', effect: 'widens' },
    star: { title: 'Change Resource to "*"', effect: 'widens' },
  },
  good: [
    '{ "Effect": "Allow", "Action": ["s3:ListAllMyBuckets", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::*" }',
    '{ "Effect": "Allow", "Action": "iam:ListUsers", "Resource": "arn:aws:iam::111122223333:user/*" }',
    '{ "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*" }',
    {
      ignore: ['resource-redundant'],
      text: '{ "Effect": "Allow", "Action": "ec2:Describe*", "Resource": ["arn:aws:ec2:*:111122223333:instance/*", "*"] }',
    },
    '{ "Effect": "Deny", "Action": "ec2:DescribeInstances", "NotResource": "arn:aws:ec2:*:111122223333:instance/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListAllMyBuckets"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                ~~~~~~~~~~~~~~~~~~~~~ allow [error] +fix
== fix Move "s3:ListAllMyBuckets" to a statement with "Resource": "*" ==
{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }, { "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }`,
    `
{ "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "arn:aws:ec2:us-east-1:111122223333:instance/*" }
                               ~~~~~~~~~~~~~~~~~~~~~~~ allow [error] +fix
== fix Change Resource to "*" ==
{ "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*" }`,
    `
{ "Effect": "Allow", "Action": ["ec2:DescribeInstances", "ec2:DescribeSubnets", "ec2:DescribeVpcs", "ec2:DescribeImages", "ec2:DescribeVolumes", "ec2:DescribeTags"], "Resource": "arn:aws:ec2:us-east-1:111122223333:instance/*" }
                                ~~~~~~~~~~~~~~~~~~~~~~~ several [error]`,
    `
{ "Effect": "Deny", "Action": "sts:GetCallerIdentity", "Resource": "arn:aws:iam::111122223333:role/App" }
                              ~~~~~~~~~~~~~~~~~~~~~~~ likelyDeny [warning] +fix`,
    `
{ "Effect": "Allow", "Action": "cloudformation:ValidateTemplate", "Resource": "arn:aws:cloudformation:us-east-1:111122223333:stack/app/*" }
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ likely [warning] +fix: AWS lists no resource for "cloudformation:ValidateTemplate" (data of 2026-09-26), so these ARNs most likely do not allow it. It needs "Resource": "*".`,
    `
{ "Effect": "Deny", "Action": "kms:ListKeys", "Resource": "arn:aws:kms:us-east-1:111122223333:key/k" }
                              ~~~~~~~~~~~~~~ deny [error] +fix`,
  ],
  checkStatement({ statement, actions, resources, principals, conditions, catalog, document, report, fix }) {
    const { effect } = statement;
    if (effect === undefined) return;
    const facts = { statement, actions, resources, principals, conditions };
    const found = unfitActions(catalog, facts).filter(({ problem }) => problem !== 'type');
    const [first] = found;
    const caseOf = ({ problem, isCertain }: UnfitAction) => (problem === 'scope' && isCertain ? KNOWN : OTHER);
    if (first !== undefined && found.length > MAX_SINGLE) {
      const names = listText(
        found.map(({ entry }) => `"${entry.text}"`),
        4,
      );
      const severityCase = found.some((each) => caseOf(each) === KNOWN) ? KNOWN : OTHER;
      report(first.entry.node, 'several', { count: found.length, actions: names }, { severityCase });
      return;
    }
    for (const unfit of found) {
      const { entry } = unfit;
      const action = entry.text;
      const fixes = () => {
        const moved = moveToStar(document, statement, entry);
        const star = resourceAsStar(statement, entry);
        return [fix('move', { action }, moved), fix('star', {}, star)];
      };
      const severityCase = caseOf(unfit);
      const isKnown = unfit.problem === 'scope';
      const data = { action, date: catalog.dates.services };
      if (effect === 'Allow') report(entry.node, isKnown ? 'allow' : 'likely', data, { fixes, severityCase });
      else report(entry.node, isKnown ? 'deny' : 'likelyDeny', data, { fixes, severityCase });
    }
  },
});

/** More actions than this are said in one finding. */
const MAX_SINGLE = 5;
