import type { Settings } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { Finding } from '../checks/finding';
import { findPolicies, mayHoldPolicy, type PolicySite } from '../policy/find';
import { decideTypes, type TypeDecision, type TypeHints } from '../policy/kind';
import { parseJson } from '../syntax/json';
import type { Tree } from '../syntax/tree';
import type { DocumentText } from './text';
import { fileName } from './uri';

/** What is known of a file besides its text. Replaced as a whole when a setting, a configuration or a model changes. */
export interface FileFacts {
  readonly settings: Settings;
  /** `writ.files.exclude` names the file. */
  readonly isExcluded: boolean;
  /** Path in the workspace, with `/`; the file's name outside any folder. */
  readonly path: string;
  readonly typeSetting: TypeHints['setting'];
  /** The uses that the governing model makes of a policy in this file, by the policy's JSON pointer. */
  readonly usesOf: (pointer: string) => TypeHints['uses'];
}

export interface TypedSite {
  readonly site: PolicySite;
  readonly decisions: readonly [TypeDecision, ...TypeDecision[]];
}

export interface SiteFinding {
  readonly typed: TypedSite;
  readonly finding: Finding;
}

/** One version of a document with what is known of it. Each part is computed when first asked for, at most once. */
export interface Analysis {
  readonly document: DocumentText;
  readonly facts: FileFacts;
  readonly sites: () => readonly TypedSite[];
  readonly findings: () => readonly SiteFinding[];
}

export interface Parsed {
  readonly tree: Tree;
  readonly sites: readonly PolicySite[];
}

/** Longer texts are left alone: no policy is so long, and an editor that hangs helps nobody. UTF-16 code units. */
export const MAX_TEXT_LENGTH = 20 * 1024 * 1024;

/** Checks one policy; `checks/run.ts` in the product. */
export type CheckPolicy = (typed: TypedSite, facts: FileFacts, catalog: Catalog) => readonly Finding[];

/** Tree and policies of a text; undefined where a look at the text says that there is none. */
export function parseDocument(document: DocumentText, options: { readonly wholeFile: boolean }): Parsed | undefined {
  const { text } = document;
  if (text.length > MAX_TEXT_LENGTH) return undefined;
  if (!options.wholeFile && !mayHoldPolicy(text)) return undefined;
  const tree = parseJson(text, { comments: allowsComments(document) });
  return { tree, sites: findPolicies(tree, options) };
}

export function analyse(
  document: DocumentText,
  parsed: Parsed | undefined,
  facts: FileFacts,
  check: (typed: TypedSite) => readonly Finding[],
): Analysis {
  const sites = once(() => (facts.isExcluded ? [] : (parsed?.sites ?? []).map((site) => typed(site, facts))));
  const findings = once(() =>
    sites().flatMap((each) => check(each).map((finding): SiteFinding => ({ typed: each, finding }))),
  );
  return { document, facts, sites, findings };
}

/** Our own files carry comments whatever the editor calls them. */
export function allowsComments({ languageId, uri }: DocumentText): boolean {
  return languageId === 'jsonc' || isOwnFile(uri);
}

export function isOwnFile(uri: string): boolean {
  return /(^|\.)iam-model\.json$|\.iam-test\.json$|^writ\.config\.json$/.test(fileName(uri));
}

function typed(site: PolicySite, facts: FileFacts): TypedSite {
  const hints = { setting: facts.typeSetting, uses: facts.usesOf(site.pointer), path: facts.path };
  return { site, decisions: decideTypes(site, hints) };
}

function once<T>(compute: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: compute() };
    return done.value;
  };
}
