import { type PrincipalForm, principalForm } from '../evaluation/principals';
import type { PrincipalElement, PrincipalEntry, Statement } from '../policy/document';

/** One entry of Principal or NotPrincipal, with what it names. */
export interface PrincipalFact extends PrincipalEntry {
  readonly element: PrincipalElement;
  /** `refused`: AWS would not store it; each reason has its own check. */
  readonly form: PrincipalForm;
}

/** The entries of the statement's Principal or NotPrincipal, in the order of the text. */
export function readPrincipalEntries({ principal: element }: Statement): readonly PrincipalFact[] {
  if (element === undefined) return [];
  return element.entries.map((entry) => ({ ...entry, element, form: principalForm(entry) }));
}
