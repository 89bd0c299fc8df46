import { compilePattern, covers } from '../language/pattern';
import type { EntryList } from '../policy/document';
import type { ConditionEntry } from './condition-entries';
import { keepsOut, narrowsWhoOrWhere } from './public-narrowing';
import type { StatementFacts } from './statement-facts';

/**
 * Does a Deny for everybody take all of an Allow away from strangers, as one for other networks does (S3 User Guide, "Bucket policies for
 * VPC endpoints")? It does where each of its tests holds for everybody but those whom the values name.
 */
export function isDeniedToStrangers(allow: StatementFacts, statements: readonly StatementFacts[]): boolean {
  return statements.some(
    (deny) =>
      deny.statement.effect === 'Deny' &&
      isForEverybody(deny) &&
      deny.conditions.some(keepsStrangersOut) &&
      deny.conditions.every((test) => keepsStrangersOut(test) || isAboutServices(test)) &&
      coversList(deny.statement.action, allow.statement.action, (text) => text.toLowerCase()) &&
      coversList(deny.statement.resource, allow.statement.resource, (text) => text),
  );
}

function isForEverybody({ statement, principals }: StatementFacts): boolean {
  return statement.principal?.isNegated === false && principals.some(({ form }) => form.kind === 'everyone');
}

/** `StringNotEquals`, `NotIpAddress` and the like, which also hold without the key. */
function keepsStrangersOut(test: ConditionEntry): boolean {
  const { parsed, lowerKey } = test;
  return narrowsWhoOrWhere(lowerKey) && parsed?.base.isNegated === true && parsed.set === undefined && keepsOut(test);
}

/**
 * Leaves calls of AWS services to the Allow: they are not strangers. aws:ViaAWSService is always there; anonymous requests lack
 * aws:PrincipalIsAWSService (IAM User Guide, reference_policies_condition-keys), so that it needs IfExists.
 */
function isAboutServices({ parsed, lowerKey, values }: ConditionEntry): boolean {
  if (parsed?.base.type !== 'Bool' || parsed.set !== undefined) return false;
  const isPresent = lowerKey === 'aws:viaawsservice';
  const isKnown = isPresent || (lowerKey === 'aws:principalisawsservice' && parsed.ifExists);
  return isKnown && values.length > 0 && values.every(({ text }) => text.toLowerCase() === 'false');
}

function coversList(
  outer: EntryList | undefined,
  inner: EntryList | undefined,
  fold: (text: string) => string,
): boolean {
  if (outer === undefined || inner === undefined || outer.isNegated || inner.isNegated) return false;
  if (inner.invalid.length > 0 || inner.entries.length === 0) return false;
  const patterns = outer.entries.map(({ text }) => compilePattern(fold(text)));
  return inner.entries.every(({ text }) => {
    const pattern = compilePattern(fold(text));
    return patterns.some((each) => covers(each, pattern));
  });
}
