import type { Catalog } from '../catalog/catalog';
import type { PolicyType } from '../policy/document';
import type { PolicySite } from '../policy/find';
import type { Range } from '../syntax/tree';

/** What a feature is given: one policy, read and typed, and the catalog. Offsets are in the site's text. */
export interface PolicyContext {
  readonly site: PolicySite;
  /** One type, or several where a model uses the file in several ways. */
  readonly types: readonly PolicyType[];
  readonly catalog: Catalog;
  /** Resource ARNs and principals that the identity model knows, offered besides the catalog's shapes. */
  readonly known?: { readonly resources: readonly string[]; readonly principals: readonly string[] } | undefined;
}

/** Kinds of completion items, in LSP's words. */
export type CompletionKind =
  | 'property'
  | 'enumMember'
  | 'module'
  | 'function'
  | 'value'
  | 'operator'
  | 'field'
  | 'reference'
  | 'snippet';

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Short, to the right of the label: known without a look-up. */
  readonly labelDetail?: string;
  /** What replaces `CompletionList.replace`; a snippet if `isSnippet`. */
  readonly newText: string;
  readonly isSnippet: boolean;
  /** Text that the typed word is compared with; it begins with the quote if the range takes one. */
  readonly filterText: string;
  readonly sortText: string;
  readonly preselect?: boolean;
  /** Open the list again after accepting: behind `s3:`, or in an empty string. */
  readonly retrigger?: boolean;
  /** More edits, such as a comma behind; they do not touch the replaced range. */
  readonly additionalEdits?: readonly { readonly range: Range; readonly newText: string }[];
  /** What `documentCompletion` needs to give detail and documentation. */
  readonly data?: CompletionData;
}

export type CompletionData =
  | { readonly kind: 'service'; readonly prefix: string }
  | { readonly kind: 'action'; readonly action: string }
  | { readonly kind: 'wildcard'; readonly pattern: string }
  | { readonly kind: 'conditionKey'; readonly key: string; readonly actions: readonly string[] }
  | { readonly kind: 'operator'; readonly operator: string }
  | { readonly kind: 'element'; readonly element: string }
  | { readonly kind: 'resource'; readonly service: string; readonly resourceType: string }
  | { readonly kind: 'principal'; readonly principal: string }
  | { readonly kind: 'managedPolicy'; readonly arn: string };

export interface CompletionList {
  readonly items: readonly CompletionItem[];
  /** Replaced when accepting in insert mode: from the start of the word to the caret. */
  readonly insert: Range;
  /** Replaced when accepting in replace mode: the whole word. */
  readonly replace: Range;
  readonly isIncomplete: boolean;
}

/** Markdown, made by `features/markdown.ts` only. */
export interface HoverAnswer {
  readonly markdown: string;
  readonly range: Range;
}
