/** Policies with where their text stands: a file of their own, a node of the model or of an export, AWS's data. */
import type { TextRange } from '../../../shared/decision';
import type { Catalog } from '../catalog/catalog';
import type { PolicyDocument } from '../policy/document';
import { findPolicies, type PolicySite, siteRange } from '../policy/find';
import { readPolicy } from '../policy/read';
import { parseJson } from '../syntax/json';
import { type LineStarts, lineStartsOf, positionRange } from '../syntax/lines';
import type { Embedding, Range, Tree, TreeNode } from '../syntax/tree';
import { rangeInFile } from '../syntax/tree';
import type { ModelPolicy } from './entities';

/** A text with its tree; lines are counted when somebody asks for a position. */
export interface ParsedText {
  readonly uri: string;
  readonly text: string;
  readonly tree: Tree;
  readonly lines: () => LineStarts;
}

/** Parses a text once; comments are allowed where the file says so. */
export function parsedText(uri: string, text: string, options: { readonly comments: boolean }): ParsedText {
  return { uri, text, tree: parseJson(text, options), lines: once(() => lineStartsOf(text)) };
}

/** Positions of a range in a text. */
export function textRange(text: ParsedText, range: Range): TextRange {
  return positionRange(text.lines(), range);
}

/**
 * The policy that a file is for: the only one in it, also inside the output of `aws iam get-policy-version` and the like;
 * else the file as a whole.
 */
export function filePolicy(file: ParsedText, label: string): ModelPolicy {
  const sites = once((): PolicySite | undefined => {
    const found = findPolicies(file.tree);
    return found.length === 1 ? found[0] : undefined;
  });
  const document = once(() => sites()?.document ?? readPolicy(file.tree));
  return {
    policy: label,
    name: undefined,
    uri: file.uri,
    get pointer() {
      return sites()?.pointer ?? '';
    },
    document,
    rangeOf: (range) => {
      const site = sites();
      return textRange(file, site === undefined ? range : siteRange(site, range));
    },
  };
}

/** A policy written as an object, or as a string, in a larger file. `label` names that file. */
export function nestedPolicy(file: ParsedText, node: TreeNode, label: string, pointer: string): ModelPolicy {
  const base = { policy: `${label}#${pointer}`, name: undefined, uri: file.uri, pointer };
  if (node.kind !== 'string') {
    const document = once(() => readPolicy(file.tree, node));
    return { ...base, document, rangeOf: (range) => textRange(file, range) };
  }
  const isJson = node.value.trimStart().startsWith('{');
  const embedding: Embedding = { string: node, outer: undefined };
  const document = once(() =>
    readPolicy(parseJson(isJson ? node.value : percentDecoded(node.value), { comments: false })),
  );
  // In percent-encoded text no character stands where it means something: the whole string is the place.
  return { ...base, document, rangeOf: (range) => textRange(file, isJson ? rangeInFile(embedding, range) : node) };
}

/** An AWS managed policy of the shipped data, or undefined. */
export function awsManagedPolicy(catalog: Catalog, arn: string): ModelPolicy | undefined {
  const found = catalog.managedPolicy(arn);
  if (found === undefined) return undefined;
  return {
    policy: arn,
    name: found.name,
    uri: undefined,
    pointer: undefined,
    document: once(() => readPolicy(parseJson(found.text, { comments: false }))),
    rangeOf: undefined,
  };
}

/** The SCP that Organizations attaches everywhere unless somebody detaches it. */
export function fullAwsAccess(): ModelPolicy {
  const text = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
  return {
    policy: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
    name: 'FullAWSAccess',
    uri: undefined,
    pointer: undefined,
    document: once((): PolicyDocument => readPolicy(parseJson(text, { comments: false }))),
    rangeOf: undefined,
  };
}

/** The same under another name, keeping where it stands and what it holds. */
export function withName(policy: ModelPolicy, name: string): ModelPolicy {
  return {
    policy: policy.policy,
    name,
    uri: policy.uri,
    get pointer() {
      return policy.pointer;
    },
    document: policy.document,
    rangeOf: policy.rangeOf,
  };
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Computes at most once, when first asked. */
function once<T>(compute: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: compute() };
    return done.value;
  };
}
