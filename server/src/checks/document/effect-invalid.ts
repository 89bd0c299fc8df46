import { replaceString } from '../../syntax/edits';
import { nearest } from '../nearest';
import { rule } from '../rule';

export default rule({
  code: 'effect-invalid',
  severity: 'error',
  policyTypes: 'all',
  title: 'Invalid Effect',
  why: 'Effect is exactly "Allow" or "Deny"; IAM rejects any other word, also in another letter case.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-effect',
  aaIssueCodes: ['INVALID_EFFECT'],
  messages: {
    case: 'Effect is case-sensitive, and IAM rejects "{found}". Write "{effect}".',
    invalid: 'Effect is "Allow" or "Deny", and IAM rejects "{found}". Choose one.',
  },
  fixes: { change: { title: 'Change to "{effect}"', effect: 'depends' } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
            ~~~~~~~ case +fix: Effect is case-sensitive, and IAM rejects "allow". Write "Allow".
== fix Change to "Allow" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Reject", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
            ~~~~~~~~ invalid +fix: Effect is "Allow" or "Deny", and IAM rejects "Reject". Choose one.
== fix Change to "Deny" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
            ~~ invalid +fix
== fix Change to "Deny" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
== fix Change to "Allow" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ statement, report, fix }) {
    const value = statement.elements.Effect?.value;
    if (value?.kind !== 'string' || statement.effect !== undefined) return;
    const found = value.value;
    const same = EFFECTS.find((effect) => effect.toLowerCase() === found.trim().toLowerCase());
    const offered = [same ?? meant(found) ?? EFFECTS].flat();
    const fixes = offered.map((effect) => fix('change', { effect }, [replaceString(value, effect)]));
    if (same === undefined) report(value, 'invalid', { found }, { fixes });
    else report(value, 'case', { found, effect: same }, { fixes });
  },
});

/** Deny first: of two ways to be wrong it is the harmless one. */
const EFFECTS: readonly string[] = ['Deny', 'Allow'];

const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['permit', 'Allow'],
  ['grant', 'Allow'],
  ['accept', 'Allow'],
  ['reject', 'Deny'],
  ['block', 'Deny'],
  ['forbid', 'Deny'],
  ['disallow', 'Deny'],
]);

function meant(word: string): string | undefined {
  return SYNONYMS.get(word.trim().toLowerCase()) ?? nearest(word.trim(), EFFECTS, 2);
}
