import { renameKey, replaceValue } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'rcp-principal',
  severity: 'error',
  policyTypes: ['rcp'],
  title: 'Principal of an RCP',
  why: 'An RCP speaks of all principals; Organizations refuses any Principal but "*".',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-rcp-syntax-error-principal',
  aaIssueCodes: ['RCP_SYNTAX_ERROR_PRINCIPAL'],
  needs: 'Principal',
  messages: {
    other:
      'The Principal of an RCP is "*", and Organizations refuses this one. Name principals in a Condition, by "aws:PrincipalArn" and its kin.',
    not: 'An RCP has no NotPrincipal, and Organizations refuses it. Exempt principals in a Condition, by "aws:PrincipalArn" and its kin.',
  },
  fixes: { star: { title: 'Change to "*"', effect: 'depends' } },
  good: [
    '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } } }',
  ],
  bad: [
    {
      text: `
{ "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "s3:DeleteBucket", "Resource": "*" }
                                 ~~~~~~~~~~~~~~~~~~~~~~~~~ other +fix
== fix Change to "*" ==
{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "*" }`,
      ignore: ['principal-account-number', 'principal-root-means-account'],
    },
    {
      text: `
{ "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:DeleteBucket", "Resource": "*" }
                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ not +fix`,
      ignore: ['notprincipal-deny', 'principal-missing', 'principal-not-allowed', 'principal-root-means-account'],
    },
    {
      text: `
{ "Effect": "Deny", "Principal": "*", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:DeleteBucket", "Resource": "*" }
                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ not`,
      ignore: ['element-combination', 'notprincipal-deny', 'principal-not-allowed', 'principal-root-means-account'],
    },
  ],
  checkStatement({ statement, tree, report, fix }) {
    const { Principal, NotPrincipal } = statement.elements;
    const member = NotPrincipal ?? Principal;
    if (member === undefined || member.value.kind === 'missing') return;
    const isStar = member === Principal && member.value.kind === 'string' && member.value.value === '*';
    if (isStar) return;
    const rename = member === NotPrincipal ? [renameKey(member, 'Principal')] : [];
    // With both, one of them has to go first.
    const isAlone = NotPrincipal === undefined || Principal === undefined;
    const fixes = isAlone ? [fix('star', {}, [...rename, replaceValue(tree, member.value, '*')])] : [];
    report(member.value, member === NotPrincipal ? 'not' : 'other', {}, { fixes });
  },
});
