import { parseOperator } from '../language/operators';
import { compilePattern, matches } from '../language/pattern';
import type { PolicyDocument, Statement } from '../policy/document';
import type { ConditionEntry } from './condition-entries';
import { namesEveryResource } from './grants';
import { CREATE_SERVICE_LINKED_ROLE, isAnyService, namesService, PASS_ROLE, type ServiceKey } from './passed-service';
import { remembered } from './remembered';

/** Does the statement say for which service the action is meant, or a Deny of the policy for whatever allows it? */
export function isHeldToService(
  { conditions, document }: { readonly conditions: readonly ConditionEntry[]; readonly document: PolicyDocument },
  of: ServiceKey,
): boolean {
  return namesService(conditions, of) || heldServices(document, of) !== undefined;
}

/** The services to which a Deny of the policy holds the action, as `limitToService` writes it; undefined where none does. */
export function heldServices(document: PolicyDocument, of: ServiceKey): readonly string[] | undefined {
  return heldIn(document).find(({ action }) => action === of.action)?.services;
}

/** What `heldServices` says of a policy, to be compared: local rules hear of it. */
export function heldWords(document: PolicyDocument): string {
  return JSON.stringify(heldIn(document));
}

const heldIn = remembered(({ statements }: PolicyDocument) =>
  [PASS_ROLE, CREATE_SERVICE_LINKED_ROLE].flatMap((of) => {
    const denial = statements.find((statement) => deniesOtherServices(statement, of));
    const services = denial?.conditions.flatMap(({ values }) => values.map(({ text }) => text));
    return services === undefined ? [] : [{ action: of.action, services }];
  }),
);

/** Nothing but the key decides, and it lets no wildcard for all services by. */
function deniesOtherServices(statement: Statement, of: ServiceKey): boolean {
  const [test, ...others] = statement.conditions;
  if (statement.effect !== 'Deny' || test === undefined || others.length > 0) return false;
  if (test.key.toLowerCase() !== of.lowerKey || test.values.length === 0 || test.invalid.length > 0) return false;
  if (!namesEveryResource(statement) || !namesAction(statement, of.action)) return false;
  const operator = parseOperator(test.operator);
  if (operator?.base.type !== 'String' || !operator.base.isNegated || operator.set !== undefined) return false;
  return !(operator.base.takesWildcards && test.values.some(({ text }) => isAnyService(text)));
}

function namesAction({ action }: Statement, name: string): boolean {
  if (action?.isNegated !== false) return false;
  return action.entries.some(({ text }) => matches(compilePattern(text.toLowerCase()), name.toLowerCase()));
}
