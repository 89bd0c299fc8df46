import { hasOwnWildcard } from '../condition-values';
import { rule } from '../rule';

export default rule({
  code: 'trust-external-id-operator',
  severity: 'suggestion',
  policyTypes: ['trust'],
  title: 'External ID with a wildcard',
  why: 'An external ID tells your account from the other customers of a vendor; a pattern may fit theirs too.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
  needs: ['Allow', 'Condition'],
  messages: {
    wildcard: 'A pattern fits external IDs of other customers too. Compare with the whole ID, with StringEquals.',
  },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": "7f2c0d8e" } } }`,
  ],
  bad: [
    {
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole", "Condition": { "StringLike": { "sts:ExternalId": ["*", "acme-*"] } } }
                                                                                                                                                             ~~~ wildcard: A pattern fits external IDs of other customers too. Compare with the whole ID, with StringEquals.
                                                                                                                                                                  ~~~~~~~~ wildcard`,
      ignore: ['condition-equivalent-null-false', 'condition-value-redundant'],
    },
  ],
  checkStatement({ statement, conditions, report }) {
    if (statement.effect !== 'Allow') return;
    for (const { lowerKey, parsed, values } of conditions) {
      if (lowerKey !== 'sts:externalid' || parsed?.base.takesWildcards !== true || parsed.base.isNegated) continue;
      for (const { text, node } of values) {
        if (hasOwnWildcard(text)) report(node, 'wildcard', {});
      }
    }
  },
});
