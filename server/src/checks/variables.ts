import type { PolicyDocument } from '../policy/document';

/**
 * Does a Resource or a Condition value hold `${`? With Version 2012-10-17 it is a policy variable, before that plain text
 * (IAM User Guide, "IAM policy elements: Variables and tags"), so that changing the Version changes what it means.
 */
export function holdsVariable(document: PolicyDocument): boolean {
  return document.statements.some(
    ({ resource, conditions }) =>
      resource?.entries.some((entry) => entry.text.includes('${')) ||
      conditions.some((test) => test.key.includes('${') || test.values.some((value) => value.text.includes('${'))),
  );
}
