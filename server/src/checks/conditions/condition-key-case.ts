import { renameKey } from '../../syntax/edits';
import type { ConditionEntry } from '../condition-entries';
import { rule } from '../rule';

export default rule({
  code: 'condition-key-case',
  severity: 'suggestion',
  policyTypes: 'all',
  defaultOn: false,
  title: 'Condition key in another letter case',
  why: 'Key names compare without case, but people and tools look for the documented spelling.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  needs: 'Condition',
  messages: { spelling: 'AWS spells this key "{canonical}". Write it the same way.' },
  fixes: { change: { title: 'Change to "{canonical}"', effect: 'none', safe: true } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1", "aws:PrincipalTag/Team": "blue", "aws:userid": "AIDAEXAMPLEID12345678" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "AWS:RequestedRegion": "eu-west-1", "aws:principaltag/Team": "blue" } } }
                                   ~~~~~~~~~~~~~~~~~~~~~ spelling +fix!: AWS spells this key "aws:RequestedRegion". Write it the same way.
                                                                       ~~~~~~~~~~~~~~~~~~~~~~~ spelling +fix!: AWS spells this key "aws:PrincipalTag/Team". Write it the same way.
== fix Change to "aws:PrincipalTag/Team" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "AWS:RequestedRegion": "eu-west-1", "aws:PrincipalTag/Team": "blue" } } }`,
  ],
  checkStatement({ conditions, report, fix }) {
    for (const entry of conditions) {
      const canonical = canonicalKey(entry);
      if (canonical === undefined || canonical === entry.key || hasTwin(entry)) continue;
      const fixes = [fix('change', { canonical }, [renameKey(entry.member, canonical)])];
      report(entry.member.key, 'spelling', { canonical }, { fixes });
    }
  },
});

/** The known spelling; behind the fixed part of a family the author's own. */
function canonicalKey({ key, known, keyState }: ConditionEntry): string | undefined {
  if (known === undefined || keyState === 'tagless') return undefined;
  const open = known.name.indexOf('${');
  return open === -1 ? known.name : known.name.slice(0, open) + key.slice(open);
}

/** The same key twice in the block is condition-key-duplicate-case. */
function hasTwin({ operatorMember, member, lowerKey }: ConditionEntry): boolean {
  const block = operatorMember.value;
  if (block.kind !== 'object') return false;
  return block.members.some((each) => each !== member && each.key.value.toLowerCase() === lowerKey);
}
