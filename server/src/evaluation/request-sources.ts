import type { PolicyReference } from '../../../shared/request';
import type { Catalog } from '../catalog/catalog';
import type { Model } from '../model/entities';
import type { AttachedPolicy } from './input';

/** What a request is resolved against. */
export interface RequestSources {
  readonly model: Model;
  readonly catalog: Catalog;
  /** The time for which a request without `time` is decided, ISO 8601. */
  readonly now: string;
  /** Session policies by path or as documents; a message where one cannot be had. ARNs of managed policies are looked up here. */
  readonly policyReference: (reference: PolicyReference) => AttachedPolicy | { readonly message: string };
}

/** Why a request cannot be decided: a sentence or two that name what exists. */
export interface RequestError {
  readonly ok: false;
  readonly message: string;
}

export function requestError(message: string): RequestError {
  return { ok: false, message };
}

/** Tells an error from what else a look-up may give. */
export function isRequestError(value: unknown): value is RequestError {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}

/** A failed look-up, with the reason where nothing can be found at all. */
export function lookupError({ model }: RequestSources, message: string): RequestError {
  return requestError(model.accounts.size === 0 ? `${message} No identity model lists an account here.` : message);
}
