import { replaceNode } from '../syntax/edits';
import type { Member, Tree } from '../syntax/tree';
import { type FillIn, fillInEntry } from './fill-in';
import type { ResourceEntry } from './resource-entries';

/** Puts the beginning of a role's ARN in the place of an entry; partition and account are kept where they are known. */
export function entryArnFix(entry: ResourceEntry): FillIn {
  return fillInEntry(entry, roleArn(entry));
}

/** The same for a whole NotResource, which becomes a Resource. */
export function roleArnFix(tree: Tree, member: Member, entries: readonly ResourceEntry[]): FillIn {
  const between = tree.text.slice(member.key.end, member.value.start);
  const newText = `"Resource"${between}${JSON.stringify(roleArn(entries[0]))}`;
  return { edits: [replaceNode(member, newText)], completeAt: member.start + newText.length - 1 };
}

function roleArn(entry: ResourceEntry | undefined): string {
  const [, partition = 'aws', , , account = '*'] = entry === undefined || entry.isEverything ? [] : entry.fields;
  return `arn:${partition}:iam::${account}:role/`;
}
