import type { PolicyDocument, Statement } from '../../policy/document';
import { policySize } from '../../policy/size';
import { type JsonValue, jsonValueOf, removeItems, replaceValue, type TextEdit } from '../../syntax/edits';
import type { TreeNode } from '../../syntax/tree';
import { rule } from '../rule';
import { openingBrace } from '../size-edits';

export default rule({
  code: 'trust-policy-size',
  severity: 'warning',
  policyTypes: ['trust'],
  title: 'Trust policy over its quota',
  why: 'IAM refuses a trust policy that is longer than the quota of the account: 2,048 characters, up to 8,192 on request.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-policy-size-exceeds-role-trust-policy-quota',
  aaIssueCodes: ['POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA'],
  offline: 'A raised quota is stated by the option `trustPolicyMaxSize`.',
  messages: {
    over: 'This trust policy has {size} characters without white space and may have {limit}. Shorten it, or have the quota raised.',
  },
  fixes: { merge: { title: 'Merge principals of equal statements', effect: 'depends' } },
  good: ['{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }'],
  bad: [
    {
      text: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }, { "Effect": "Allow", "Principal": { "Service": ["ecs-tasks.amazonaws.com"] }, "Action": "sts:AssumeRole" }] }
~ over +fix: This trust policy has 224 characters without white space and may have 200. Shorten it, or have the quota raised.
== fix Merge principals of equal statements ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"] }, "Action": "sts:AssumeRole" }] }`,
      options: { trustPolicyMaxSize: 200 },
    },
  ],
  checkDocument({ document, options, report, fix }) {
    const limit = options.trustPolicyMaxSize;
    const { counted: size } = policySize(document, 'trust');
    if (size <= limit) return;
    const fixes = () => {
      const edits = mergedPrincipals(document);
      return [fix('merge', {}, edits)];
    };
    report(openingBrace(document), 'over', { size, limit }, { fixes });
  },
});

/** The first statements that are equal but for their principals become one; nothing where there are none. */
function mergedPrincipals({ tree, statements, statementMember }: PolicyDocument): readonly TextEdit[] {
  const list = statementMember?.value;
  if (list?.kind !== 'array') return [];
  const byRest = new Map<string, Statement[]>();
  for (const statement of statements.filter(isMergeable)) {
    byRest.set(restOf(statement), [...(byRest.get(restOf(statement)) ?? []), statement]);
  }
  const [first, ...others] = [...byRest.values()].find((group) => group.length > 1) ?? [];
  const target = first?.elements.Principal?.value;
  if (first === undefined || target === undefined) return [];
  const merged: { [type: string]: string[] } = {};
  for (const { principal } of [first, ...others]) {
    for (const { type, text } of principal?.entries ?? []) {
      const known = merged[type] ?? [];
      merged[type] = known.includes(text) ? known : [...known, text];
    }
  }
  const values: JsonValue = Object.fromEntries(
    Object.entries(merged).map(([type, texts]) => [type, texts.length === 1 ? (texts[0] ?? '') : texts]),
  );
  const removed = new Set<TreeNode>(others.map(({ node }) => node));
  return [replaceValue(tree, target, values), ...removeItems(tree, list, removed)];
}

/** Without Sid: two of them would be one. */
function isMergeable({ principal, sid }: Statement): boolean {
  const isPlain = principal?.isNegated === false && principal.invalid.length === 0 && principal.entries.length > 0;
  return sid === undefined && isPlain && principal.entries.every(({ type }) => type !== '*');
}

function restOf({ object }: Statement): string {
  const members = (object?.members ?? []).filter(({ key }) => key.value !== 'Principal');
  return JSON.stringify(members.map(({ key, value }) => [key.value, jsonValueOf(value)]).sort());
}
