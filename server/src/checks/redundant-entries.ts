import { arnFields } from '../language/arn';
import { compilePattern, coversArnPattern, type Pattern } from '../language/pattern';
import type { EntryList, PolicyDocument } from '../policy/document';
import { removeItems, type TextEdit } from '../syntax/edits';
import type { TreeNode } from '../syntax/tree';
import { readAction } from './action-text';
import { type CoveredEntry, coveredEntries } from './covered-entries';

/** The entries of an Action or NotAction that another one of it covers. What AWS rejects (`**`, in an RCP also `*`) covers nothing and is not covered. */
export function redundantActions(list: EntryList, isStarRejected = false): readonly CoveredEntry[] {
  const accepted = list.entries.filter(({ text }) => {
    const action = readAction(text);
    return action !== undefined && !(isStarRejected && action.isEverything);
  });
  return coveredEntries(accepted, foldAction);
}

/** Actions compare without case, and `*:*` is `*`. */
export function foldAction(text: string): string {
  return text.startsWith('*') && readAction(text)?.isEverything === true ? '*' : text.toLowerCase();
}

/**
 * The entries of a Resource or NotResource that another one of it covers, as AWS matches ARNs: case counts, and a star before a
 * colon of the first five runs over it only where it ends its field.
 */
export function redundantResources(list: EntryList): readonly CoveredEntry[] {
  const compiled = new Map<string, Pattern>();
  const compile = (text: string): Pattern => {
    const pattern = compiled.get(text) ?? compilePattern(text);
    compiled.set(text, pattern);
    return pattern;
  };
  const coverTest = (outer: string) => coversResource(outer, compile);
  return coveredEntries(list.entries, (text) => text, { keyOf: (text) => text, coverTest });
}

/** `compile` remembers: each entry is held against each that begins alike. */
function coversResource(outer: string, compile: (text: string) => Pattern): (inner: string) => boolean {
  const pattern = compile(outer);
  if (pattern.isUniversal) return () => true;
  // `${*}` is a star that stands for itself, and of short ARNs AWS reads some in two ways.
  if (!isWhole(outer) || outer.includes('${')) return () => false;
  return (inner) => coversArnPattern(pattern, compile(inner)) && isWhole(inner);
}

/** Six fields, and no variable before the last one. */
function isWhole(text: string): boolean {
  const fields = arnFields(text);
  return fields.length === 6 && !fields.slice(0, 5).join(':').includes('${');
}

/** Takes all entries out of a document that others of their lists cover. Empty where there are none. */
export function removeRedundant({ tree, statements }: PolicyDocument): readonly TextEdit[] {
  return statements.flatMap(({ action, resource }) => [
    ...removeFrom(action, redundantActions),
    ...removeFrom(resource, redundantResources),
  ]);

  function removeFrom(
    list: EntryList | undefined,
    find: (list: EntryList) => readonly CoveredEntry[],
  ): readonly TextEdit[] {
    const array = list?.member.value;
    if (list === undefined || array?.kind !== 'array' || list.entries.length < 2) return [];
    const nodes = new Set<TreeNode>(find(list).map(({ entry }) => entry.node));
    return nodes.size === 0 ? [] : removeItems(tree, array, nodes);
  }
}
