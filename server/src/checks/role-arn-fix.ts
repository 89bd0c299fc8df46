import { replaceNode, replaceString, type TextEdit } from '../syntax/edits';
import type { Member, Tree } from '../syntax/tree';
import type { ResourceEntry } from './resource-entries';

/** Edits that leave the name of a role to fill in. */
export interface RoleArnFix {
  readonly edits: readonly TextEdit[];
  /** In front of the closing quote: an offset in the text after the edits. */
  readonly completeAt: number;
}

/** Puts the beginning of a role's ARN in the place of an entry; partition and account are kept where they are known. */
export function entryArnFix(entry: ResourceEntry): RoleArnFix {
  const edit = replaceString(entry.node, roleArn(entry));
  return { edits: [edit], completeAt: edit.range.start + edit.newText.length - 1 };
}

/** The same for a whole NotResource, which becomes a Resource. */
export function roleArnFix(tree: Tree, member: Member, entries: readonly ResourceEntry[]): RoleArnFix {
  const between = tree.text.slice(member.key.end, member.value.start);
  const newText = `"Resource"${between}${JSON.stringify(roleArn(entries[0]))}`;
  return { edits: [replaceNode(member, newText)], completeAt: member.start + newText.length - 1 };
}

function roleArn(entry: ResourceEntry | undefined): string {
  const [, partition = 'aws', , , account = '*'] = entry === undefined || entry.isEverything ? [] : entry.fields;
  return `arn:${partition}:iam::${account}:role/`;
}
