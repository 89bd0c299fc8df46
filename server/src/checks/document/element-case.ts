import type { Statement } from '../../policy/document';
import { renameKey } from '../../syntax/edits';
import type { Member } from '../../syntax/tree';
import { caseSlip, type Level } from '../elements';
import { rule } from '../rule';

export default rule({
  code: 'element-case',
  severity: 'error',
  policyTypes: 'all',
  title: 'Element in the wrong letter case',
  why: 'Element names are case-sensitive: one in another case is taken for an unknown element.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  messages: {
    element: 'Element names are case-sensitive, so "{found}" is unknown to IAM. Write "{canonical}".',
    principal: 'Principal types are case-sensitive, so "{found}" is unknown to IAM. Write "{canonical}".',
  },
  fixes: {
    element: { title: 'Change "{found}" to "{canonical}"', effect: 'none', safe: true },
    principal: { title: 'Change "{found}" to "{canonical}"', effect: 'none' },
  },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
  ~~~~~~~~ element +fix!: Element names are case-sensitive, so "effect" is unknown to IAM. Write "Effect".
== fix Change "effect" to "Effect" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      type: 'resource',
      text: `
{ "Effect": "Allow", "Principal": { "Aws": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                    ~~~~~ principal +fix: Principal types are case-sensitive, so "Aws" is unknown to IAM. Write "AWS".
== fix Change "Aws" to "AWS" ==
{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
    {
      whole: true,
      text: `
{ "version": "2012-10-17",
  ~~~~~~~~~ element +fix!
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }
== fix Change "version" to "Version" ==
{ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }`,
    },
  ],
  checkStatement({ statement, report, fix }) {
    for (const { member, found, canonical, isFree } of slipsIn(statement.object?.members ?? [], 'statement')) {
      const fixes = isFree ? [fix('element', { found, canonical }, [renameKey(member, canonical)])] : [];
      report(member.key, 'element', { found, canonical }, { fixes });
    }
    for (const { member, found, canonical, isFree } of principalSlips(statement)) {
      const fixes = isFree ? [fix('principal', { found, canonical }, [renameKey(member, canonical)])] : [];
      report(member.key, 'principal', { found, canonical }, { fixes });
    }
  },
  checkDocument({ document, report, fix }) {
    for (const { member, found, canonical, isFree } of slipsIn(document.members, 'policy')) {
      const fixes = isFree ? [fix('element', { found, canonical }, [renameKey(member, canonical)])] : [];
      report(member.key, 'element', { found, canonical }, { fixes });
    }
  },
});

function principalSlips({ elements }: Statement) {
  return [elements.Principal?.value, elements.NotPrincipal?.value].flatMap((value) =>
    value?.kind === 'object' ? slipsIn(value.members, 'principal') : [],
  );
}

/** `isFree`: the right name is not taken, so that renaming makes no duplicate. */
function slipsIn(members: readonly Member[], level: Level) {
  const slips = members.flatMap((member) => {
    const found = member.key.value;
    const canonical = caseSlip(found, level);
    return canonical === undefined ? [] : [{ member, found, canonical }];
  });
  if (slips.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { key } of members) {
    const name = key.value.toLowerCase();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return slips.map((slip) => ({ ...slip, isFree: counts.get(slip.found.toLowerCase()) === 1 }));
}
