import { IAM_ESCALATIONS, type IamEscalation } from '../catalog/tables/escalation';
import { arnFields } from '../language/arn';
import { compilePattern, matches } from '../language/pattern';
import { type ActionGrant, grantsOf } from './action-grant';
import type { ConditionEntry } from './condition-entries';
import { reachesEvery } from './entity-scope';
import { remembered } from './remembered';
import type { StatementFacts } from './statement-facts';
import { universalValues } from './universal-values';

/** An Allow with which whoever has it can give themselves any right. */
export interface FoundEscalation {
  readonly escalation: IamEscalation;
  readonly grant: Exclude<ActionGrant, { readonly how: 'notAction' }>;
}

/**
 * The single-step escalations of a document, Deny taken off. NotAction and `*` are not among them: checks of their own say
 * that such statements make an administrator.
 */
export const iamEscalations = remembered(findEscalations);

function findEscalations(statements: readonly StatementFacts[]): readonly FoundEscalation[] {
  if (!statements.some(mayReachIam)) return [];
  return IAM_ESCALATIONS.flatMap((escalation) =>
    grantsOf(statements, escalation.action).flatMap((grant) =>
      grant.how !== 'notAction' && !grant.entry.isEverything && isOpen(grant.facts, escalation)
        ? [{ escalation, grant }]
        : [],
    ),
  );
}

function mayReachIam({ statement, actions }: StatementFacts): boolean {
  return statement.effect === 'Allow' && actions.some(({ prefix }) => prefix.toLowerCase() === 'iam');
}

function isOpen({ statement, resources, conditions }: StatementFacts, escalation: IamEscalation): boolean {
  if (conditions.some((test) => isLimit(test, escalation) || isAboutTarget(test.lowerKey))) return false;
  if (statement.resource === undefined) return false;
  if (statement.resource.isNegated) return true;
  return resources.some(
    (entry) => reachesEvery(entry, escalation.kind) || (escalation.isHarmlessOnSelf !== true && isSelf(entry.text)),
  );
}

/** A key that decides what may be attached, unless its values let everything through, or full access itself. */
function isLimit(test: ConditionEntry, { limitedBy }: IamEscalation): boolean {
  if (!limitedBy.includes(test.lowerKey)) return false;
  const { parsed, values } = test;
  if (parsed === undefined || parsed.base.isNegated) return true;
  if (universalValues(test).length > 0) return false;
  return test.lowerKey !== 'iam:policyarn' || !values.some(({ text }) => admitsAdministrator(text));
}

/** Literals too: a pattern without wildcards matches its own text. */
function admitsAdministrator(pattern: string): boolean {
  const [, partition = ''] = arnFields(pattern);
  return matches(compilePattern(pattern), `arn:${partition}:iam::aws:policy/AdministratorAccess`);
}

/** The entity that is changed has to carry a tag. */
function isAboutTarget(lowerKey: string): boolean {
  return /^(aws|iam):resourcetag\//.test(lowerKey);
}

function isSelf(text: string): boolean {
  return text.toLowerCase().endsWith(':user/${aws:username}');
}
