import { addEntries, jsonValueOf, removeMember, type TextEdit } from '../../syntax/edits';
import type { Member, Tree } from '../../syntax/tree';
import type { ConditionEntry } from '../condition-entries';
import { rule } from '../rule';

export default rule({
  code: 'condition-key-duplicate-case',
  severity: 'error',
  policyTypes: 'all',
  title: 'Condition key twice in different case',
  why: 'Key names compare without case, so that the two are one key, and IAM refuses the policy.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-duplicate-keys-with-different-case',
  aaIssueCodes: ['DUPLICATE_KEYS_WITH_DIFFERENT_CASE'],
  needs: 'Condition',
  messages: { twice: '"{key}" is the key "{first}" in another case. Put all values under one of them.' },
  fixes: { merge: { title: 'Merge into "{first}"', effect: 'depends' } },
  good: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" }, "StringLike": { "aws:requestedregion": "eu-*" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1", "AWS:requestedregion": "eu-west-2" } } }
                                                                       ~~~~~~~~~~~~~~~~~~~~~ twice +fix => 2 First here.: "AWS:requestedregion" is the key "aws:RequestedRegion" in another case. Put all values under one of them.
== fix Merge into "aws:RequestedRegion" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-west-2"] } } }`,
    `
{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "aws:ResourceTag/Team": ["a", "b"], "aws:ResourceTag/team": ["b", "c"] } } }
                                                                       ~~~~~~~~~~~~~~~~~~~~~~ twice +fix
== fix Merge into "aws:ResourceTag/Team" ==
{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:*:111122223333:instance/*",
  "Condition": { "StringEquals": { "aws:ResourceTag/Team": ["a", "b", "c"] } } }`,
  ],
  checkStatement({ conditions, tree, report, fix }) {
    const firsts = new Map<Member, Map<string, ConditionEntry>>();
    for (const entry of conditions) {
      const first = firstOfKey(firsts, entry);
      // The same text twice is json-duplicate-key.
      if (first.key === entry.key) continue;
      const data = { key: entry.key, first: first.key };
      const fixes = () => {
        const edits = mergeEdits(tree, first, entry);
        return [fix('merge', { first: first.key }, edits)];
      };
      report(entry.member.key, 'twice', data, {
        fixes,
        related: [{ range: first.member.key, message: 'First here.' }],
      });
    }
  },
});

/** The first entry of the block whose key is the same but for its case. */
function firstOfKey(firsts: Map<Member, Map<string, ConditionEntry>>, entry: ConditionEntry): ConditionEntry {
  const { operatorMember, lowerKey } = entry;
  const inBlock = firsts.get(operatorMember) ?? new Map<string, ConditionEntry>();
  firsts.set(operatorMember, inBlock);
  const first = inBlock.get(lowerKey) ?? entry;
  inBlock.set(lowerKey, first);
  return first;
}

function mergeEdits(tree: Tree, first: ConditionEntry, later: ConditionEntry): readonly TextEdit[] {
  const block = later.operatorMember.value;
  if (block.kind !== 'object' || first.invalid.length > 0 || later.invalid.length > 0) return [];
  const present = new Set(first.values.map(({ text }) => text));
  const added = later.values.filter(({ text }) => !present.has(text)).map(({ node }) => jsonValueOf(node));
  return [...addEntries(tree, first.member.value, added), ...removeMember(tree, block, later.member)];
}
