import type { PolicyDocument } from '../policy/document';
import type { TextEdit } from '../syntax/edits';
import type { Tree } from '../syntax/tree';
import type { ActionGrant } from './action-grant';
import { addTest } from './condition-edits';
import type { ConditionEntry } from './condition-entries';
import { pinningTests } from './narrowing';
import { addStatement } from './statement-edits';

/**
 * The condition key that says for which service a powerful IAM action is meant (IAM User Guide, "Available keys for AWS
 * IAM"): iam:PassedToService for iam:PassRole, iam:AWSServiceName for iam:CreateServiceLinkedRole.
 */
export interface ServiceKey {
  readonly action: string;
  readonly key: string;
  readonly lowerKey: string;
  /** Keys that limit the action as well. */
  readonly others: readonly string[];
}

export const PASS_ROLE: ServiceKey = {
  action: 'iam:PassRole',
  key: 'iam:PassedToService',
  lowerKey: 'iam:passedtoservice',
  others: ['iam:associatedresourcearn'],
};

export const CREATE_SERVICE_LINKED_ROLE: ServiceKey = {
  action: 'iam:CreateServiceLinkedRole',
  key: 'iam:AWSServiceName',
  lowerKey: 'iam:awsservicename',
  others: [],
};

/**
 * Does the statement hold the key to values, or read one that limits as well? Whether the values of iam:PassedToService are any good
 * says passrole-passedtoservice-star; of iam:AWSServiceName nothing else says it.
 */
export function namesService(conditions: readonly ConditionEntry[], of: ServiceKey): boolean {
  return conditions.some(
    (test) => of.others.includes(test.lowerKey) || (test.lowerKey === of.lowerKey && isAboutValues(test, of)),
  );
}

function isAboutValues({ parsed, values }: ConditionEntry, of: ServiceKey): boolean {
  if (parsed === undefined) return true;
  if (parsed.base.type === 'Null') return false;
  if (of === PASS_ROLE) return true;
  return !parsed.base.isNegated && !(parsed.base.takesWildcards && values.some(({ text }) => isAnyService(text)));
}

/** Values that let every service pass. */
export function isAnyService(value: string): boolean {
  return (
    (/^[*?]+$/.test(value) && value.includes('*')) || /^\*+\.?amazonaws\.com(\.cn|\*)*$/.test(value) || value === '*.*'
  );
}

/** The services to which the key pins the statement, with wildcards; undefined where nothing pins it. */
export function pinnedServices(conditions: readonly ConditionEntry[], of: ServiceKey): readonly string[] | undefined {
  const tests = pinningTests(conditions, of.lowerKey);
  return tests.length === 0 ? undefined : tests.flatMap(({ values }) => values.map(({ text }) => text));
}

/**
 * Limits the grant to a service that the author fills in. A statement that is for the action alone gets the condition itself.
 * Beside other actions, which do not carry the key, it would take those away: then a Deny for all other services does it.
 */
export function limitToService(
  document: PolicyDocument,
  tree: Tree,
  grant: ActionGrant,
  of: ServiceKey,
): readonly TextEdit[] {
  const { statement } = grant.facts;
  const isAlone =
    statement.action?.entries.every(({ text }) => text.toLowerCase() === of.action.toLowerCase()) === true;
  if (isAlone && statement.action?.isNegated === false) return addTest(tree, statement, 'StringEquals', of.key, '');
  const Condition = { StringNotEquals: { [of.key]: '' } };
  return addStatement(document, { Effect: 'Deny', Action: of.action, Resource: '*', Condition });
}
