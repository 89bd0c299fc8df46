import type { ElementName } from '../../policy/document';
import { removeMember } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'element-combination',
  severity: 'error',
  policyTypes: 'all',
  title: 'Both members of a pair',
  why: 'An element and its opposite exclude each other, and IAM rejects a statement with both.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-element-combination',
  aaIssueCodes: ['UNSUPPORTED_ELEMENT_COMBINATION'],
  messages: {
    both: '"{plain}" and "{negated}" exclude each other, and IAM rejects a statement with both. Remove one.',
  },
  fixes: { remove: { title: 'Remove "{element}"', effect: 'depends' } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "NotAction": "s3:DeleteObject" }
                                                                                                 ~~~~~~~~~~~ both +fix
== fix Remove "NotAction" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
== fix Remove "Action" ==
{ "Effect": "Allow", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "NotAction": "s3:DeleteObject" }`,
    {
      ignore: ['data-exfiltration'],
      text: `
{ "Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Resource": "*" }
                                                                                                    ~~~~~~~~~~ both +fix`,
    },
  ],
  checkStatement({ statement, tree, report, fix }) {
    const { object, elements } = statement;
    if (object === undefined) return;
    for (const [plain, negated] of PAIRS) {
      const one = elements[plain];
      const other = elements[negated];
      if (one === undefined || other === undefined) continue;
      const fixes = [
        fix('remove', { element: negated }, removeMember(tree, object, other)),
        fix('remove', { element: plain }, removeMember(tree, object, one)),
      ];
      report(one.start < other.start ? other.key : one.key, 'both', { plain, negated }, { fixes });
    }
  },
});

const PAIRS: readonly (readonly [plain: ElementName, negated: ElementName])[] = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
];
