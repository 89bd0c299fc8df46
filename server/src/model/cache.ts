import type { Catalog } from '../catalog/catalog';
import type { ModelPolicy } from './entities';
import { type AccountExport, readExport } from './imports';
import { awsManagedPolicy, filePolicy, fullAwsAccess, type ParsedText, parsedText } from './policy-text';

/**
 * What one reading of a model leaves for the next: parsed files and AWS's own policies. A text that has not changed keeps
 * its tree and its documents, so that an edit costs what it touches and compiled policies stay valid.
 */
export interface ModelCache {
  /** A policy file under a label; parsed anew only if its text is another one. */
  policyFile(uri: string, text: string, options: { readonly comments: boolean; readonly label: string }): ModelPolicy;
  accountExport(uri: string, text: string, label: string): AccountExport;
  awsManaged(arn: string): ModelPolicy | undefined;
  readonly fullAccess: ModelPolicy;
  /** Forgets files that were not asked for since the last call. */
  sweep(): void;
}

interface Held<T> {
  readonly text: string;
  readonly value: T;
}

/** A cache for one model file. */
export function createModelCache(catalog: Catalog): ModelCache {
  const policies = new Map<string, Held<ModelPolicy>>();
  const exports = new Map<string, Held<AccountExport>>();
  const managed = new Map<string, ModelPolicy | undefined>();
  const asked = new Set<string>();
  const remembered = <T>(held: Map<string, Held<T>>, key: string, text: string, make: () => T): T => {
    asked.add(key);
    const known = held.get(key);
    if (known?.text === text) return known.value;
    const value = make();
    held.set(key, { text, value });
    return value;
  };
  const parse = (uri: string, text: string, comments: boolean): ParsedText => parsedText(uri, text, { comments });
  return {
    policyFile: (uri, text, { comments, label }) =>
      remembered(policies, `${label}\n${uri}`, text, () => filePolicy(parse(uri, text, comments), label)),
    accountExport: (uri, text, label) =>
      remembered(exports, `${label}\n${uri}`, text, () => readExport(parse(uri, text, false), label)),
    awsManaged(arn) {
      if (!managed.has(arn)) managed.set(arn, awsManagedPolicy(catalog, arn));
      return managed.get(arn);
    },
    fullAccess: fullAwsAccess(),
    sweep() {
      for (const held of [policies, exports]) {
        for (const key of held.keys()) if (!asked.has(key)) held.delete(key);
      }
      asked.clear();
    },
  };
}
