import { replaceString } from '../../syntax/edits';
import { type CallerKind, callerKindOf, WAYS } from '../role-callers';
import { rule } from '../rule';

export default rule({
  code: 'trust-mismatched-action',
  severity: 'error',
  policyTypes: ['trust'],
  title: 'Action that its principals cannot call',
  why: 'Each kind of principal assumes a role by an action of its own; with another action nobody gets in.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-mismatched-action-for-principal',
  aaIssueCodes: ['MISMATCHED_ACTION_FOR_PRINCIPAL'],
  needs: ['Allow', 'Principal'],
  messages: {
    mismatch:
      'None of these principals can call {action}, so that it allows nothing. {wanted} is the action for {principals}.',
  },
  fixes: { change: { title: 'Change to "{wanted}"', effect: 'activates' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp", "Service": "ec2.amazonaws.com" },
  "Action": ["sts:AssumeRoleWithSAML", "sts:AssumeRole"], "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
    '{ "Effect": "Allow", "Principal": { "Federated": "${Provider}" }, "Action": "sts:AssumeRole" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithWebIdentity",
                                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ mismatch +fix => 1 The principal.: None of these principals can call sts:AssumeRoleWithWebIdentity, so that it allows nothing. sts:AssumeRoleWithSAML is the action for a SAML provider.
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }
== fix Change to "sts:AssumeRoleWithSAML" ==
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Corp" }, "Action": "sts:AssumeRoleWithSAML",
  "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }`,
    `
{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:AssumeRoleWithSAML"] },
                                                                                                      ~~~~~~~~~~~~~~~~~~~~~~~~ mismatch
{ "Effect": "Allow", "Principal": { "Federated": ["cognito-identity.amazonaws.com", "arn:aws:iam::111122223333:oidc-provider/idp.example.com"] }, "Action": "sts:AssumeRole",
                                                                                                                                                            ~~~~~~~~~~~~~~~~ mismatch +fix
  "Condition": { "StringEquals": { "idp.example.com:aud": "app", "idp.example.com:sub": "ana" } } }`,
  ],
  checkStatement({ statement, principals, actions, report, fix }) {
    if (statement.effect !== 'Allow' || statement.principal?.isNegated !== false) return;
    const kinds = principals.map(callerKindOf);
    const [first] = principals;
    if (first === undefined || kinds.includes(undefined)) return;
    for (const { text: action, node } of actions) {
      const needed = CALLED_BY.get(action.toLowerCase());
      if (needed === undefined || kinds.includes(needed)) continue;
      const [kind = 'signed'] = kinds;
      const { action: wanted, people } = WAYS[kind];
      const isListed = actions.some(({ text }) => text.toLowerCase() === wanted.toLowerCase());
      const isOne = kinds.every((each) => each === kind) && !isListed;
      const fixes = isOne ? [fix('change', { wanted }, [replaceString(node, wanted)])] : [];
      const related = [{ range: first.node, message: 'The principal.' }];
      report(node, 'mismatch', { action, wanted, principals: people }, { fixes, related });
    }
  },
});

const CALLED_BY: ReadonlyMap<string, CallerKind> = new Map([
  ['sts:assumerole', 'signed'],
  ['sts:assumerolewithsaml', 'saml'],
  ['sts:assumerolewithwebidentity', 'oidc'],
]);
