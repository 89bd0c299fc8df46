import { replaceNode } from '../../syntax/edits';
import { isOpenText } from '../condition-values';
import { organizationIdProblem, organizationKeyKind, organizationPathProblem } from '../organization-values';
import { rule } from '../rule';

export default rule({
  code: 'condition-value-org',
  severity: 'error',
  policyTypes: 'all',
  title: 'Value is no organization ID or path',
  why: 'The key holds IDs or paths of AWS Organizations in a fixed form, so that a test for anything else never matches.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths',
  needs: 'Condition',
  messages: {
    id: '"{value}" is no organization ID. Such an ID is "o-" and 10 to 32 lower-case letters and digits.',
    path: '"{value}" is no path in an organization. Write "o-ORGANIZATION/r-ROOT/ou-UNIT/".',
    slash: 'A path in an organization ends with "/", and "{value}" does not: it matches nothing. Add it.',
    incomplete:
      '"{value}" is not whole: a path begins with organization and root. Write "o-ORGANIZATION/r-ROOT/ou-UNIT/".',
  },
  fixes: { slash: { title: 'Add trailing "/"', effect: 'depends' } },
  good: [
    {
      ignore: ['condition-value-redundant'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:ResourceOrgID": ["o-a1b2c3d4e5", "\${aws:PrincipalOrgID}"] },
    "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/*", "o-a1b2c3d4e5/r-ab12/", "o-a1b2c3d4e5/r-ab12/*",
      "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/", "o-a1b2c3d4e5/*/ou-ab12-11111111/*", "o-a1b2c3d4e5/r-ab12/ou-ab12-1111*"] } } }`,
    },
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "r-a1b2" } } }
                                                            ~~~~~~~~ id: "r-a1b2" is no organization ID. Such an ID is "o-" and 10 to 32 lower-case letters and digits.`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ForAllValues:StringNotEquals": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111", "ou-ab12-11111111/", "o-a1b2c3d4e5/ou-ab12-11111111/", "o-a1b2c3d4e5", "Root/Sales/"] } } }
                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ slash +fix
                                                                                                                     ~~~~~~~~~~~~~~~~~~~ incomplete
                                                                                                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ incomplete
                                                                                                                                                                            ~~~~~~~~~~~~~~ incomplete
                                                                                                                                                                                            ~~~~~~~~~~~~~ path
== fix Add trailing "/" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ForAllValues:StringNotEquals": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", "ou-ab12-11111111/", "o-a1b2c3d4e5/ou-ab12-11111111/", "o-a1b2c3d4e5", "Root/Sales/"] } } }`,
  ],
  checkStatement({ conditions, report, fix }) {
    for (const { lowerKey, parsed, values } of conditions) {
      const kind = organizationKeyKind(lowerKey);
      if (kind === undefined || parsed?.base.type !== 'String') continue;
      for (const { text: value, node } of values) {
        if (isOpenText(value)) continue;
        const problem = kind === 'id' ? organizationIdProblem(value) : organizationPathProblem(value);
        if (problem === undefined) continue;
        const fixes = problem === 'slash' ? [fix('slash', {}, [replaceNode(node, JSON.stringify(`${value}/`))])] : [];
        report(node, problem, { value }, { fixes });
      }
    }
  },
});
