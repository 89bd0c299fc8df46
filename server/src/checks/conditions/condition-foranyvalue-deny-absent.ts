import type { Catalog } from '../../catalog/catalog';
import { jsonValueOf } from '../../syntax/edits';
import { asksPresence } from '../operator-parts';
import { rule } from '../rule';
import { addStatement } from '../statement-edits';
import { type StatementFacts, selectsAction } from '../statement-facts';

export default rule({
  code: 'condition-foranyvalue-deny-absent',
  severity: 'suggestion',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp'],
  title: 'Deny that a request without the key escapes',
  why: 'ForAnyValue has no value to test where the key is absent, so that such a request is not denied.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  messages: {
    absent:
      'A request without "{key}" is not denied: there is no value to test. Add a Deny with "Null" and "true" on the key if it should be.',
  },
  fixes: {
    add: { title: 'Add a Deny for requests without the key', effect: 'narrows' },
  },
  good: [
    `{ "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["env", "team"] } } },
{ "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "Null": { "aws:TagKeys": "true" } } }`,
    '{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["env"] } } }',
    '{ "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["env"] } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["env", "team"] } } }
                                                                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ absent +fix
== fix Add a Deny for requests without the key ==
{ "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["env", "team"] } } }, { "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "Null": { "aws:TagKeys": "true" } } }`,
  ],
  checkDocument({ document, statements, catalog, report, fix }) {
    for (const facts of statements) {
      const { statement, conditions } = facts;
      if (statement.effect !== 'Deny') continue;
      for (const { parsed, key, lowerKey, known, operatorMember } of conditions) {
        if (parsed?.set !== 'ForAnyValue' || !parsed.base.isNegated || known?.multivalued !== true) continue;
        if (
          alwaysCarries(catalog, facts, lowerKey) ||
          statements.some((other) => deniesAbsence(other, facts, lowerKey))
        )
          continue;
        const fixes = () => {
          if (statement.object === undefined) return [];
          const members = statement.object.members.filter((member) => member.key.value !== 'Sid');
          const copy = Object.fromEntries(members.map((member) => [member.key.value, jsonValueOf(member.value)]));
          const edits = addStatement(document, { ...copy, Condition: { Null: { [key]: 'true' } } });
          return [fix('add', {}, edits)];
        };
        report(operatorMember.key, 'absent', { key }, { fixes });
      }
    }
  },
});

/** Actions whose only work is to set tags always name some. */
function alwaysCarries(catalog: Catalog, { statement, actions }: StatementFacts, lowerKey: string): boolean {
  if (lowerKey !== 'aws:tagkeys' || statement.action?.isNegated !== false) return false;
  return actions.every(({ number }) => {
    const action = number === undefined ? undefined : catalog.actionAt(number);
    return (
      action?.accessLevels.includes('Tagging') === true &&
      /^(Un)?(Tag|Create|Delete|Add|Remove).*Tags?|^(Un)?TagResource/.test(action.name)
    );
  });
}

function deniesAbsence(other: StatementFacts, { actions }: StatementFacts, lowerKey: string): boolean {
  if (other.statement.effect !== 'Deny' || !asksPresence(other.conditions, lowerKey, 'true')) return false;
  return actions.every(({ text, nameHasWildcard }) => nameHasWildcard || selectsAction(other, text));
}
