import type { Statement } from '../../policy/document';
import { allOrNone, replaceString, type TextEdit } from '../../syntax/edits';
import type { Tree } from '../../syntax/tree';
import { addTest } from '../condition-edits';
import { aliasesForKeys } from '../near-arns';
import type { ResourceEntry } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'resource-kms-alias',
  severity: 'warning',
  policyTypes: ['identity', 'boundary', 'session', 'scp'],
  title: 'Key named by its alias',
  why: 'Operations on a key are checked against the ARN of the key; an alias in Resource counts for the actions on aliases only.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html',
  needs: 'ARN',
  messages: {
    alias:
      'Actions on keys are not decided by the ARN of an alias. Use the key ARN, or the condition key "kms:ResourceAliases".',
  },
  fixes: { condition: { title: 'Use key ARNs limited by alias', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:key/*", "Condition": { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/app" } } }',
    '{ "Effect": "Allow", "Action": "kms:CreateAlias", "Resource": ["arn:aws:kms:us-east-1:111122223333:alias/app", "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"] }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:alias/app" }
                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ alias +fix
== fix Use key ARNs limited by alias ==
{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:key/*", "Condition": { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/app" } } }`,
  ],
  checkStatement({ statement, actions, resources, principals, conditions, tree, report, fix }) {
    for (const entry of aliasesForKeys({ statement, actions, resources, principals, conditions })) {
      const edits = resources.length === 1 ? limitedByAlias(tree, statement, entry) : [];
      report(entry.node, 'alias', {}, { fixes: [fix('condition', {}, edits)] });
    }
  },
});

/** Where the alias is the only resource: else the condition would limit the other ones too. */
function limitedByAlias(tree: Tree, statement: Statement, { arn, text, node }: ResourceEntry): readonly TextEdit[] {
  if (arn === undefined) return [];
  const operator = /[*?]/.test(arn.resource) ? 'ForAnyValue:StringLike' : 'ForAnyValue:StringEquals';
  const test = addTest(tree, statement, operator, 'kms:ResourceAliases', arn.resource);
  const key = `${text.slice(0, text.length - arn.resource.length)}key/*`;
  return allOrNone([replaceString(node, key)], test);
}
