import type { ConditionEntry } from '../condition-entries';
import { rule } from '../rule';
import { type StatementFacts, selectsAction } from '../statement-facts';
import { addActions } from '../trust-actions';

export default rule({
  code: 'trust-tag-session-missing',
  severity: 'warning',
  policyTypes: ['trust'],
  title: 'Session tags that nobody may pass',
  why: 'Passing a tag or a source identity needs an action of its own; without it no call can meet the condition.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required',
  messages: {
    missing:
      'No call can meet this condition, for passing {what} needs {action}, which the policy does not allow. Add it.',
  },
  fixes: { add: { title: 'Add "{action}"', effect: 'widens' } },
  good: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["sts:AssumeRole", "sts:TagSession"],
  "Condition": { "StringEquals": { "aws:RequestTag/team": "a" } } }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole",
  "Condition": { "StringEqualsIfExists": { "aws:RequestTag/team": "a" } } },
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/Ci" }, "Action": "sts:AssumeRole", "Condition": { "Null": { "aws:TagKeys": "true" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "aws:RequestTag/team": "a" } } }
                                                                                                                                                ~~~~~~~~~~~~~~~~~~~~~ missing +fix: No call can meet this condition, for passing session tags needs sts:TagSession, which the policy does not allow. Add it.
== fix Add "sts:TagSession" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["sts:AssumeRole", "sts:TagSession"], "Condition": { "StringEquals": { "aws:RequestTag/team": "a" } } }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": ["sts:AssumeRole"], "Condition": { "StringLike": { "sts:SourceIdentity": "ana-*" } } }
                                                                                                                                                ~~~~~~~~~~~~~~~~~~~~ missing +fix`,
  ],
  checkDocument({ statements, tree, report, fix }) {
    for (const facts of statements) {
      if (facts.statement.effect !== 'Allow' || !ASSUMING.some((action) => selectsAction(facts, action))) continue;
      if (facts.principals.some(({ text }) => SERVICES.has(text))) continue;
      for (const test of facts.conditions) {
        const need = isDemand(test) ? needOf(test.lowerKey) : undefined;
        if (need === undefined || isAllowed(statements, need.action)) continue;
        const { action, what } = need;
        const edits = addActions(tree, facts, [action]);
        const fixes = [fix('add', { action }, edits)];
        report(test.member.key, 'missing', { what, action }, { fixes });
      }
    }
  },
});

const ASSUMING = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] as const;

/** trust-eks-pod-identity and trust-rolesanywhere-actions ask for the action already. */
const SERVICES: ReadonlySet<string> = new Set(['pods.eks.amazonaws.com', 'rolesanywhere.amazonaws.com']);

function needOf(lowerKey: string): { readonly action: string; readonly what: string } | undefined {
  if (lowerKey === 'sts:sourceidentity') return { action: 'sts:SetSourceIdentity', what: 'a source identity' };
  const isTag = lowerKey === 'aws:tagkeys' || lowerKey.startsWith('aws:requesttag/');
  return isTag ? { action: 'sts:TagSession', what: 'session tags' } : undefined;
}

/** A test that no call without the key passes. */
function isDemand({ parsed, values }: ConditionEntry): boolean {
  if (parsed === undefined || parsed.base.isNegated || parsed.ifExists || parsed.set === 'ForAllValues') return false;
  return parsed.base.type !== 'Null' || values.every(({ text }) => text.toLowerCase() === 'false');
}

function isAllowed(statements: readonly StatementFacts[], action: string): boolean {
  return statements.some((facts) => facts.statement.effect === 'Allow' && selectsAction(facts, action));
}
