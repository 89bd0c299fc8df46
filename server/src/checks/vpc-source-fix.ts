import type { Statement } from '../policy/document';
import { allOrNone, renameKey, type TextEdit } from '../syntax/edits';
import type { Tree } from '../syntax/tree';
import { addTest } from './condition-edits';
import type { ConditionEntry } from './condition-entries';

/**
 * Turns a test of `aws:SourceIp` into one of `aws:VpcSourceIp`, with `aws:SourceVpc` beside it, since private ranges occur in
 * many VPCs (IAM User Guide, aws:VpcSourceIp). Nothing where the key stands there already.
 */
export function useVpcSourceIp(
  tree: Tree,
  statement: Statement,
  entry: ConditionEntry,
  conditions: readonly ConditionEntry[],
): readonly TextEdit[] {
  const isPresent = (lowerKey: string) => conditions.some((each) => each.lowerKey === lowerKey);
  if (isPresent('aws:vpcsourceip')) return [];
  const rename = renameKey(entry.member, 'aws:VpcSourceIp');
  if (isPresent('aws:sourcevpc')) return [rename];
  return allOrNone([rename], addTest(tree, statement, 'StringEquals', 'aws:SourceVpc', ''));
}
