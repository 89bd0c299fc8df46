import { POLICY_TEXT } from '../../../shared/policy-text';
import { parseJson } from '../syntax/json';
import { pointerOf, type Step } from '../syntax/path';
import {
  type Embedding,
  type Member,
  memberNamed,
  type ObjectNode,
  type Range,
  rangeInFile,
  type StringNode,
  type Tree,
  type TreeNode,
  textForFile,
} from '../syntax/tree';
import type { PolicyDocument } from './document';
import { DOCUMENT_ELEMENTS, STATEMENT_ELEMENTS } from './grammar';
import { readPolicy } from './read';

/** One policy in a file, with the place where it stands. */
export interface PolicySite {
  readonly document: PolicyDocument;
  /** Set where the policy is the content of a string: offsets of `document` then count in that string's decoded text. */
  readonly embedding: Embedding | undefined;
  /** JSON pointer of the policy (of the string, for an embedded one) in the file; empty for a whole-file policy. */
  readonly pointer: string;
  /** The name of the property that holds it, looked up through arrays and CloudFormation's functions. */
  readonly property: string | undefined;
}

/** An object under one of these names is meant as a policy, even a half-typed one, unless it looks like something else. */
const DOCUMENT_PROPERTIES: ReadonlySet<string> = new Set([
  'policydocument',
  'assumerolepolicydocument',
  'assumerolepolicy',
  'trustpolicy',
  'bucketpolicy',
  'keypolicy',
  'queuepolicy',
  'topicpolicy',
  'resourcepolicy',
  'repositorypolicytext',
  'inlinepolicy',
  'sessionpolicy',
]);

/** These names are used for other things too: an object there is a policy if it has a `Statement`. */
const POLICY_PROPERTIES: ReadonlySet<string> = new Set(['policy', 'policies', 'policytext']);

/** So are these, still more: there the `Statement` has to be a list or an object. */
const CONTENT_PROPERTIES: ReadonlySet<string> = new Set(['document', 'content']);

/** Strings in strings in strings: no template nests policies more deeply. */
const MAX_EMBEDDINGS = 3;

/**
 * The policies in a file, in the order of the text: the whole file, a value of `PolicyDocument` and the like, items of an
 * array, or the text of a string. An object with `Statement` elsewhere counts only if a statement in it has `Effect`,
 * `Action` or `NotAction`, so that other JSON stays untouched.
 */
export function findPolicies(tree: Tree, options: FindOptions = {}): readonly PolicySite[] {
  const { wholeFile = false, known = [] } = options;
  const sites: PolicySite[] = [];
  const state: Search = { tree, embedding: undefined, sites, known, prefix: [], depth: 0 };
  if (wholeFile) addSite(state, tree.root, [], undefined);
  else search(state, tree.root, [], undefined);
  return sites;
}

export interface FindOptions {
  /** The root is a policy whatever it is: somebody said so. */
  readonly wholeFile?: boolean;
  /** The policies of an earlier version, whose tree has shared its nodes with this one: what has not changed is not read again. */
  readonly known?: readonly PolicySite[];
}

/**
 * A quick look at a text: false means that `findPolicies` would find nothing, but for a policy without `Statement` under a
 * name in unusual case. Costs one pass.
 */
export function mayHoldPolicy(text: string): boolean {
  return POLICY_TEXT.test(text);
}

/** A range in a site's document → the range in the file. */
export function siteRange(site: PolicySite, range: Range): Range {
  return rangeInFile(site.embedding, range);
}

/** Text for a site's document → as it has to be written in the file. */
export function siteText(site: PolicySite, text: string): string {
  return textForFile(site.embedding, text);
}

interface Search {
  readonly tree: Tree;
  readonly embedding: Embedding | undefined;
  readonly sites: PolicySite[];
  readonly known: readonly PolicySite[];
  /** Steps in the file that lead to the embedded text. */
  readonly prefix: readonly Step[];
  readonly depth: number;
}

function search(state: Search, node: TreeNode, steps: readonly Step[], property: string | undefined): void {
  switch (node.kind) {
    case 'object':
      if (isPolicy(node, property)) {
        addSite(state, node, steps, property);
        return;
      }
      for (const { key, value } of node.members) {
        // CloudFormation's `Fn::If` and the like stand between a property and its value.
        const name = key.value.startsWith('Fn::') ? property : key.value;
        search(state, value, [...steps, key.value], name);
      }
      return;
    case 'array':
      node.items.forEach((item, index) => {
        search(state, item, [...steps, index], property);
      });
      return;
    case 'string':
      searchString(state, node, steps, property);
      return;
    default:
  }
}

function addSite(state: Search, node: TreeNode, steps: readonly Step[], property: string | undefined): void {
  const inString = state.embedding !== undefined;
  const pointer = pointerOf(inString ? state.prefix : steps);
  const known = state.known[state.sites.length]?.document.statements;
  const document = readPolicy(state.tree, node, known);
  state.sites.push({ document, embedding: state.embedding, pointer, property });
}

function isPolicy(object: ObjectNode, property: string | undefined): boolean {
  const name = property?.toLowerCase() ?? '';
  if (DOCUMENT_PROPERTIES.has(name)) return object.members.length === 0 || object.members.some(isPolicyMember);
  const statement = memberNamed(object, 'Statement')?.value;
  if (statement === undefined) return false;
  if (POLICY_PROPERTIES.has(name)) return true;
  if (CONTENT_PROPERTIES.has(name) && (statement.kind === 'array' || statement.kind === 'object')) return true;
  return statementsOf(statement).some(looksLikeStatement);
}

const ELEMENTS = [...DOCUMENT_ELEMENTS, ...STATEMENT_ELEMENTS];

/**
 * An element's name, or its beginning while it is typed. Schemas and service models have a property `PolicyDocument` too, with
 * `type` or `shape` in it, and Kubernetes has a `resourcePolicy` of its own.
 */
function isPolicyMember({ key }: Member): boolean {
  const lower = key.value.toLowerCase();
  return lower === 'version' || lower === 'statement' || ELEMENTS.some((element) => element.startsWith(key.value));
}

function statementsOf(value: TreeNode): readonly TreeNode[] {
  return value.kind === 'array' ? value.items : [value];
}

function looksLikeStatement(node: TreeNode): boolean {
  if (node.kind !== 'object') return false;
  return node.members.some(({ key }) => key.value === 'Effect' || key.value === 'Action' || key.value === 'NotAction');
}

function searchString(state: Search, node: StringNode, steps: readonly Step[], property: string | undefined): void {
  if (state.depth >= MAX_EMBEDDINGS || !node.closed || node.unknown.length > 0) return;
  if (!node.value.trimStart().startsWith('{')) return;
  // Without quotes: in a string in this string they are escaped.
  if (!node.value.includes('Statement') && !DOCUMENT_PROPERTIES.has(property?.toLowerCase() ?? '')) return;
  const tree = parseJson(node.value, { comments: false });
  const embedding: Embedding = { string: node, outer: state.embedding };
  const prefix = state.embedding === undefined ? steps : state.prefix;
  search({ ...state, tree, embedding, prefix, depth: state.depth + 1 }, tree.root, [], property);
}
