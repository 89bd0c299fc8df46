import { principalTypeOf } from '../../evaluation/principal-form';
import type { StringNode } from '../../syntax/tree';
import { listText } from '../message';
import { movePrincipals } from '../principal-edits';
import { type PrincipalFact, refusedEntries } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-service-under-aws',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Principal under the wrong key',
  why: 'Accounts and ARNs stand under AWS, services under Service, identity providers under Federated; AWS rejects a mixture.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  needs: 'Principal',
  messages: {
    move: '{values} belongs under "{right}", not under "{found}", and AWS rejects the policy. Move it.',
  },
  fixes: { move: { title: 'Move to "{right}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com", "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                    ~~~~~ move +fix: "lambda.amazonaws.com" belongs under "Service", not under "AWS", and AWS rejects the policy. Move it.
== fix Move to "Service" ==
{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }`,
    },
    `
{ "Effect": "Allow", "Principal": { "AWS": ["111122223333", "sns.amazonaws.com"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
                                    ~~~~~ move +fix
{ "Effect": "Allow", "Principal": { "Service": ["arn:aws:iam::111122223333:role/App"], "AWS": "444455556666" },
                                    ~~~~~~~~~ move +fix
  "Action": "s3:GetObjectAcl", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
                                    ~~~~~ move +fix
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
      ignore: ['trust-mismatched-action'],
    },
  ],
  checkStatement(context) {
    const { tree, report, fix } = context;
    for (const { key, found, right, facts } of misplaced(refusedEntries(context, 'otherType'))) {
      const values = listText(facts.map(({ text }) => `"${text}"`));
      const fixes = () => [fix('move', { right }, movePrincipals(tree, facts, right))];
      report(key, 'move', { values, right, found }, { fixes });
    }
  },
});

interface Misplaced {
  readonly key: StringNode;
  readonly found: string;
  readonly right: string;
  readonly facts: PrincipalFact[];
}

/** One for each key and the key under which its values belong. */
function misplaced(entries: readonly PrincipalFact[]): readonly Misplaced[] {
  const groups: Misplaced[] = [];
  for (const fact of entries) {
    const right = principalTypeOf(fact.text);
    if (fact.key === undefined || right === undefined) continue;
    const group = groups.find((each) => each.key === fact.key && each.right === right);
    if (group === undefined) groups.push({ key: fact.key, found: fact.type, right, facts: [fact] });
    else group.facts.push(fact);
  }
  return groups;
}
