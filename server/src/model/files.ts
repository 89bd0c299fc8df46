/** Which files a model needs, and what came of reading them. Paths are relative to the model file's folder, with `/`. */
import type { StringNode, Tree, TreeNode } from '../syntax/tree';
import { childrenOf } from '../syntax/tree';
import { valueAt } from './nodes';

/** What a file that a model names holds, or why it cannot be used. `outside`: a link leads out of the workspace folder. */
export type FileContent =
  | {
      readonly ok: true;
      readonly uri: string;
      readonly text: string;
      /** The file may hold comments; without it, its name decides. */
      readonly comments?: boolean;
    }
  | { readonly ok: false; readonly reason: 'missing' | 'unreadable' | 'outside' }
  | { readonly ok: false; readonly reason: 'tooLarge'; readonly bytes: number };

/** Gives what was read before; editor buffers first is the affair of whoever fills it. */
export interface ModelFiles {
  /** By a path as `neededFiles` gives it. */
  read(path: string): FileContent;
}

/** A file above this size is not read. */
export const DEFAULT_MAX_FILE_BYTES = 20 * 1024 * 1024;

/** Where policy references stand in a model; `*` is any member or item. */
const POLICY_PLACES: readonly string[] = [
  'organization/serviceControlPolicies/*',
  'organization/resourceControlPolicies/*',
  'accounts/*/users/*/inlinePolicies/*',
  'accounts/*/groups/*/inlinePolicies/*',
  'accounts/*/roles/*/inlinePolicies/*',
  'accounts/*/roles/*/trustPolicy',
  'accounts/*/managedPolicies/*',
  'accounts/*/managedPolicies/*/policy',
  'accounts/*/resources/*/policy',
  'accounts/*/vpcEndpoints/*/policy',
  'identityCenter/permissionSets/*/inlinePolicy',
];

const IMPORT_PLACE = 'accounts/*/import/*';

/** A reference to a file: the string that holds it. */
export interface FileReference {
  readonly node: StringNode;
  readonly use: 'policy' | 'import';
}

/** Every string in a model that names a file, in no particular order. */
export function fileReferences(tree: Tree): readonly FileReference[] {
  const policies = POLICY_PLACES.flatMap((place) => stringsAt(tree.root, place))
    .filter((node) => node.value !== 'unknown')
    .map((node): FileReference => ({ node, use: 'policy' }));
  const imports = stringsAt(tree.root, IMPORT_PLACE).map((node): FileReference => ({ node, use: 'import' }));
  return [...policies, ...imports];
}

/**
 * The paths that a model needs, each once: read these, then call `readModel`. Paths that leave the workspace folder are not
 * among them. `folder` is the model file's folder in the workspace folder, with `/`, empty for that folder itself.
 */
export function neededFiles(tree: Tree, folder: string): readonly string[] {
  const paths = fileReferences(tree).map(({ node }) => pathInside(node.value, folder));
  return [...new Set(paths.filter((path) => path !== undefined))];
}

/** A path as it is written → the same without `.` and needless `..`; undefined where it leaves the workspace folder. */
export function pathInside(written: string, folder: string): string | undefined {
  if (/^[/\\]|^[A-Za-z][A-Za-z0-9+.-]*:|\\|\0/.test(written)) return undefined;
  const depth = folder.split('/').filter((step) => step !== '').length;
  const steps: string[] = [];
  for (const step of written.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else steps.push(step);
  }
  return steps.filter((step) => step === '..').length > depth ? undefined : steps.join('/');
}

function stringsAt(root: TreeNode, place: string): readonly StringNode[] {
  let nodes: readonly TreeNode[] = [root];
  for (const step of place.split('/')) {
    nodes = nodes.flatMap((node) => {
      if (step === '*') return childrenOf(node);
      const value = node.kind === 'object' ? valueAt(node, step) : undefined;
      return value === undefined ? [] : [value];
    });
  }
  return nodes.filter((node) => node.kind === 'string');
}
