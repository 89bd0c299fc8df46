import { removeTest } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { isListedByAction, keySupport } from '../key-support';
import { countText, listText } from '../message';
import { rule } from '../rule';
import { moveActionsWithout } from '../statement-split';

export default rule({
  code: 'condition-key-not-for-action',
  severity: 'error',
  severityBy: {
    'no action of the statement supports the key': 'error',
    'some entries of the list support it, others do not': 'suggestion',
  },
  policyTypes: 'all',
  title: 'Condition key that the actions do not have',
  why: 'A request carries only the keys of its action, so that the test acts as if the key were absent.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-action-for-condition-key',
  aaIssueCodes: ['UNSUPPORTED_ACTION_FOR_CONDITION_KEY'],
  needs: 'Condition',
  messages: {
    never: 'No action of the statement has the key "{key}", so the test never passes and the statement never applies.',
    always: 'No action of the statement has the key "{key}", so the test passes for every request and limits nothing.',
    someNever:
      '"{key}" is no key of {actions}, so the statement never applies there. Move what has to apply to a statement without it.',
    someAlways:
      '"{key}" is no key of {actions}, so the test limits nothing there. Move what needs no test to a statement without it.',
  },
  fixes: {
    remove: { title: 'Remove condition key', effect: 'widens' },
    split: {
      title: 'Move {actions} to a separate statement without this condition',
      effect: 'widens',
      note: 'They are then allowed or denied without the condition.',
    },
  },
  good: [
    {
      type: 'resource',
      ignore: ['kms-key-lockout'],
      text: `
{ "Effect": "Allow", "Principal": { "Service": "logs.eu-central-1.amazonaws.com" }, "Action": ["kms:Decrypt*", "kms:Describe*"], "Resource": "*",
  "Condition": { "ArnLike": { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:111122223333:*" } } }`,
    },
    `
{ "Effect": "Allow", "Action": ["s3:ListBucketVersions", "s3:ListBucket"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLike": { "s3:prefix": ["reports/*", "public/*"] } } }`,
    `
{ "Effect": "Allow", "Action": "iam:TagRole", "Resource": "arn:aws:iam::111122223333:role/app-*",
  "Condition": { "StringEquals": { "iam:ResourceTag/team": "blue", "aws:RequestedRegion": "us-east-1" } } }`,
    `
{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLikeIfExists": { "s3:prefix": "home/*" } } }`,
    `
{ "Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLike": { "s3:prefix": "home/*" } } }`,
    `
{ "Effect": "Deny", "Action": "*", "Resource": "*",
  "Condition": { "StringNotEquals": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } } }`,
    {
      ignore: ['condition-foranyvalue-single'],
      text: '{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "ForAnyValue:StringNotEqualsIfExists": { "s3:prefix": "a" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "s3:prefix": "home/*" } } }
                                 ~~~~~~~~~~~ never [error] +fix => 1 Lacks the key.: No action of the statement has the key "s3:prefix", so the test never passes and the statement never applies.
== fix Remove condition key ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Deny", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotLike": { "s3:prefix": "home/*" } } }
                                    ~~~~~~~~~~~ always [error] +fix`,
    `
{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLike": { "s3:prefix": "home/*" } } }
                                 ~~~~~~~~~~~ someNever [suggestion] +fix: "s3:prefix" is no key of s3:GetBucketLocation, so the statement never applies there. Move what has to apply to a statement without it.
== fix Move 1 action to a separate statement without this condition ==
{ "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringLike": { "s3:prefix": "home/*" } } }, { "Effect": "Allow", "Action": ["s3:GetBucketLocation"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }`,
    `
{ "Effect": "Deny", "Action": ["s3:ListBucket", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket",
  "Condition": { "StringNotLike": { "s3:prefix": "home/*" } } }
                                    ~~~~~~~~~~~ someAlways [suggestion] +fix`,
  ],
  checkStatement({ conditions, actions, statement, document, tree, catalog, report, fix }) {
    if (statement.action?.isNegated !== false || actions.length === 0) return;
    for (const entry of conditions) {
      const { known, key, member } = entry;
      if (known === undefined || !isListedByAction(entry) || isOpenWithoutKey(entry)) continue;
      const { supported, unsupported } = keySupport(catalog, known.name, actions);
      if (unsupported.length === 0) continue;
      const related = unsupported.slice(0, MAX_RELATED).map(({ node }) => ({ range: node, message: 'Lacks the key.' }));
      const passes = passesWithoutKey(entry);
      if (supported.length === 0) {
        const fixes = () => [fix('remove', {}, removeTest(tree, statement, entry))];
        const severityCase = 'no action of the statement supports the key';
        report(member.key, passes ? 'always' : 'never', { key }, { fixes, related, severityCase });
        continue;
      }
      // Beside actions that have the key, "if it exists" says that the others are meant as well.
      if (entry.parsed?.ifExists === true) continue;
      const fixes = () => {
        const edits = moveActionsWithout(document, tree, statement, unsupported, entry);
        return [fix('split', { actions: countText(unsupported.length, 'action') }, edits)];
      };
      const severityCase = 'some entries of the list support it, others do not';
      const data = {
        key,
        actions: listText(
          unsupported.map(({ text }) => text),
          4,
        ),
      };
      report(member.key, passes ? 'someAlways' : 'someNever', data, { fixes, related, severityCase });
    }
  },
});

/** Related places are for a glance, not for a list. */
const MAX_RELATED = 5;

/** What a negated test with both ForAnyValue and IfExists says of a request that lacks the key is not documented. */
function isOpenWithoutKey({ parsed }: ConditionEntry): boolean {
  return parsed?.set === 'ForAnyValue' && parsed.base.isNegated && parsed.ifExists;
}

/** What the test says of a request that lacks the key (IAM User Guide, condition operators and IfExists). */
function passesWithoutKey({ parsed, values }: ConditionEntry): boolean {
  if (parsed === undefined) return false;
  if (parsed.base.type === 'Null') return values.some(({ text }) => text.toLowerCase() === 'true');
  if (parsed.set !== undefined) return parsed.set === 'ForAllValues';
  return parsed.base.isNegated || parsed.ifExists;
}
