import { removeMember } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'trust-resource',
  severity: 'error',
  policyTypes: ['trust'],
  title: 'Resource in a trust policy',
  why: 'A trust policy is about the role to which it belongs; IAM rejects one that names resources.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-role-trust-policy-syntax-error-resource',
  aaIssueCodes: ['ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE'],
  messages: { resource: 'A trust policy is about its role and takes no "{element}": IAM rejects it. Remove it.' },
  fixes: { remove: { title: 'Remove "{element}"', effect: 'none', safe: true } },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole", "Resource": "*" }
                                                                                                               ~~~~~~~~~~ resource +fix!: A trust policy is about its role and takes no "Resource": IAM rejects it. Remove it.
== fix Remove "Resource" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole" }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "NotResource": "arn:aws:iam::111122223333:role/Other", "Action": "sts:AssumeRole" }
                                                                                   ~~~~~~~~~~~~~ resource +fix!`,
  ],
  checkStatement({ statement, tree, report, fix }) {
    const { object, elements } = statement;
    for (const element of ['Resource', 'NotResource'] as const) {
      const member = elements[element];
      if (object === undefined || member === undefined) continue;
      report(
        member.key,
        'resource',
        { element },
        { fixes: [fix('remove', { element }, removeMember(tree, object, member))] },
      );
    }
  },
});
