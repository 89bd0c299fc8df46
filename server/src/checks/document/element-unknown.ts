import { renameKey } from '../../syntax/edits';
import type { Member } from '../../syntax/tree';
import { caseSlip, type Level, NAMES, nearName } from '../elements';
import { isMisplaced } from '../misplaced';
import { rule } from '../rule';

export default rule({
  code: 'element-unknown',
  severity: 'error',
  policyTypes: 'all',
  title: 'Unknown element',
  why: 'IAM knows a fixed set of elements and rejects a policy with any other name.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-policy-element',
  aaIssueCodes: ['INVALID_POLICY_ELEMENT'],
  messages: {
    near: '"{found}" is no policy element, and IAM rejects the policy. Did you mean "{suggestion}"?',
    unknown: '"{found}" is no element of a {level}, and IAM rejects the policy. Remove it.',
  },
  fixes: { rename: { title: 'Change "{found}" to "{suggestion}"', effect: 'depends' } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Actions": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                     ~~~~~~~~~ near [error] +fix: "Actions" is no policy element, and IAM rejects the policy. Did you mean "Action"?
== fix Change "Actions" to "Action" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      ignore: ['data-exfiltration'],
      text: `
{ "Version": "2012-10-17", "Description": "x",
                           ~~~~~~~~~~~~~ unknown
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Owner": "me" }] }
                                                                                ~~~~~~~ unknown`,
    },
  ],
  checkStatement({ statement, report, fix }) {
    for (const { member, found, suggestion } of unknownIn(statement.object?.members ?? [], 'statement')) {
      if (suggestion === undefined) report(member.key, 'unknown', { found, level: 'statement' });
      else {
        const fixes = [fix('rename', { found, suggestion }, [renameKey(member, suggestion)])];
        report(member.key, 'near', { found, suggestion }, { fixes });
      }
    }
  },
  checkDocument({ document, report, fix }) {
    for (const { member, found, suggestion } of unknownIn(document.members, 'policy')) {
      if (suggestion === undefined) report(member.key, 'unknown', { found, level: 'policy' });
      else {
        const fixes = [fix('rename', { found, suggestion }, [renameKey(member, suggestion)])];
        report(member.key, 'near', { found, suggestion }, { fixes });
      }
    }
  },
});

function unknownIn(members: readonly Member[], level: Level) {
  return members
    .filter((member) => isUnknown(member, level))
    .map((member) => ({ member, found: member.key.value, suggestion: suggestionFor(member, level, members) }));
}

/** Slips of case are element-case, known names at the wrong level element-misplaced. */
function isUnknown(member: Member, level: Level): boolean {
  const name = member.key.value;
  return !NAMES[level].includes(name) && caseSlip(name, level) === undefined && !isMisplaced(name, level);
}

/** A near name that the object does not have yet. */
function suggestionFor(member: Member, level: Level, members: readonly Member[]): string | undefined {
  const near = nearName(member.key.value, level);
  return members.some((each) => each.key.value === near) ? undefined : near;
}
