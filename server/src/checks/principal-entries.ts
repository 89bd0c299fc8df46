import { type PrincipalForm, type PrincipalRefusal, principalForm } from '../evaluation/principal-form';
import type { PolicyType, PrincipalElement, PrincipalEntry, Statement } from '../policy/document';
import { isOpenText } from './condition-values';

/** One entry of Principal or NotPrincipal, with what it names. */
export interface PrincipalFact extends PrincipalEntry {
  readonly element: PrincipalElement;
  /** `refused`: AWS would not store it; each reason has its own check. */
  readonly form: PrincipalForm;
  /** True where a `${…}` stands in it, so that nobody knows what it will be. */
  readonly isOpen: boolean;
}

/** The entries of the statement's Principal or NotPrincipal, in the order of the text. */
export function readPrincipalEntries({ principal: element }: Statement): readonly PrincipalFact[] {
  if (element === undefined) return [];
  return element.entries.map((entry) => ({
    ...entry,
    element,
    form: principalForm(entry),
    isOpen: isOpenText(entry.text),
  }));
}

/**
 * The entries that AWS refuses for a reason: what one check reports. Silent in an RCP, whose Principal is "*" and nothing
 * else: rcp-principal says so.
 */
export function refusedEntries(
  { principals, type }: { readonly principals: readonly PrincipalFact[]; readonly type: PolicyType },
  reason: PrincipalRefusal,
): readonly PrincipalFact[] {
  if (type === 'rcp') return [];
  return principals.filter(({ form, isOpen }) => !isOpen && form.kind === 'refused' && form.reason === reason);
}
