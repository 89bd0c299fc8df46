import type { PolicyDocument } from '../policy/document';
import { replaceNode, type TextEdit } from '../syntax/edits';
import { minified } from '../syntax/minify';
import type { Range } from '../syntax/tree';

/** Takes white space outside strings out of a policy; comments stay. Empty where there is none. */
export function minifyPolicy({ tree, root }: PolicyDocument): readonly TextEdit[] {
  const text = minified(tree, root);
  return text.length === root.end - root.start ? [] : [replaceNode(root, text)];
}

/** The opening brace of a policy. */
export function openingBrace({ root }: PolicyDocument): Range {
  return { start: root.start, end: Math.min(root.start + 1, root.end) };
}
