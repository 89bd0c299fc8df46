import { findPrincipal, type PrincipalLookup } from '../model/resolve';
import { lookupError, type RequestError, type RequestSources, requestError } from './request-sources';

/** A name that was found, of one kind. */
export type Found<Kind> = PrincipalLookup & { readonly ok: true; readonly kind: Kind };

/** Looks up a name that has to be of that kind. */
export function named<Kind extends 'user' | 'role'>(
  text: string,
  kind: Kind,
  sources: RequestSources,
): Found<Kind> | RequestError {
  const found = findPrincipal(sources.model, text);
  if (!found.ok) return lookupError(sources, found.message);
  if (found.kind !== kind) return requestError(`"${text}" is no ${kind}: write ACCOUNT:${kind}/NAME or its ARN.`);
  return found as Found<Kind>;
}
