import { principalTypeOf } from '../../evaluation/principal-form';
import { renameKey } from '../../syntax/edits';
import type { Member } from '../../syntax/tree';
import { caseSlip, NAMES, nearName } from '../elements';
import { looksLikeConditionKey } from '../misplaced';
import { rule } from '../rule';
import { isTemplateFunction } from '../template-values';

export default rule({
  code: 'principal-key-unknown',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Unknown kind of principal',
  why: 'Principal has the keys AWS, Service, Federated and CanonicalUser; AWS rejects a policy with any other.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-principal-key',
  aaIssueCodes: ['INVALID_PRINCIPAL_KEY'],
  needs: 'Principal',
  messages: {
    near: '"{found}" is no kind of principal, and AWS rejects the policy. Did you mean "{suggestion}"?',
    unknown:
      '"{found}" is no kind of principal, and AWS rejects the policy. Use AWS, Service, Federated or CanonicalUser.',
  },
  fixes: { rename: { title: 'Change to "{suggestion}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    '{ "Effect": "Allow", "Principal": { "Fn::If": ["IsProd", "a", "b"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "Account": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                    ~~~~~~~~~ near +fix: "Account" is no kind of principal, and AWS rejects the policy. Did you mean "AWS"?
== fix Change to "AWS" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      type: 'trust',
      text: `
{ "Effect": "Allow", "Principal": { "Services": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                    ~~~~~~~~~~ near +fix`,
    },
    `
{ "Effect": "Allow", "Principal": { "Everybody": "all", "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                    ~~~~~~~~~~~ unknown: "Everybody" is no kind of principal, and AWS rejects the policy. Use AWS, Service, Federated or CanonicalUser.`,
    `
{ "Effect": "Allow", "Principal": { "aws:SourceArn": "arn:aws:iam::111122223333:role/App", "CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                    ~~~~~~~~~~~~~~~ unknown`,
  ],
  checkStatement({ statement, type, report, fix }) {
    if (type === 'rcp') return;
    for (const element of ['Principal', 'NotPrincipal'] as const) {
      const value = statement.elements[element]?.value;
      for (const member of value?.kind === 'object' ? value.members : []) {
        const found = member.key.value;
        if (isKnown(found)) continue;
        const suggestion = suggestionFor(member);
        const isFree = value?.kind === 'object' && value.members.every(({ key }) => key.value !== suggestion);
        if (suggestion === undefined || !isFree) report(member.key, 'unknown', { found });
        else {
          const fixes = [fix('rename', { suggestion }, [renameKey(member, suggestion)])];
          report(member.key, 'near', { found, suggestion }, { fixes });
        }
      }
    }
  },
});

/** Slips of case are element-case; a template's function may become any key. */
function isKnown(name: string): boolean {
  return NAMES.principal.includes(name) || caseSlip(name, 'principal') !== undefined || isTemplateFunction(name);
}

/** What people write for "AWS". */
const ACCOUNT_WORDS = /^(accounts?|account_?ids?|users?|roles?|iam|arns?|principals?|root)$/i;

function suggestionFor(member: Member): string | undefined {
  const { key, value } = member;
  if (looksLikeConditionKey(key.value)) return undefined;
  const [first] = value.kind === 'array' ? value.items : [value];
  const shape = first?.kind === 'string' ? principalTypeOf(first.value) : undefined;
  return shape ?? nearName(member.key.value, 'principal') ?? byWord(member.key.value);
}

function byWord(name: string): string | undefined {
  return ACCOUNT_WORDS.test(name) ? 'AWS' : undefined;
}
