import { replaceString, type TextEdit } from '../syntax/edits';
import type { TreeNode } from '../syntax/tree';
import { removePrincipal } from './principal-edits';
import type { RuleContext } from './rule';

/** A principal that AWS shows by its unique ID, as it does once the entity is deleted. */
export interface OrphanId {
  readonly node: TreeNode;
  readonly id: string;
  /** Who the identity model says it is, with the edits that name it so. */
  readonly known: { readonly arn: string; readonly edits: readonly TextEdit[] } | undefined;
  /** Empty where nobody would be left. */
  readonly removal: readonly TextEdit[];
}

/**
 * The principals of a policy that are unique IDs of one kind: `AROA` for roles, `AIDA` for users (IAM User Guide, IAM
 * identifiers). RCPs name nobody.
 */
export function orphanIds(
  { statements, type, model, tree }: Pick<RuleContext, 'statements' | 'type' | 'model' | 'tree'>,
  prefix: 'AROA' | 'AIDA',
): readonly OrphanId[] {
  if (type === 'rcp') return [];
  return statements.flatMap(({ principals }) =>
    principals.flatMap((fact) => {
      if (fact.form.kind !== 'uniqueId' || !fact.form.id.startsWith(prefix)) return [];
      const { id } = fact.form;
      const arn = model?.arnOf(id);
      const known = arn === undefined ? undefined : { arn, edits: [replaceString(fact.node, arn)] };
      return [{ node: fact.node, id, known, removal: removePrincipal(tree, fact) }];
    }),
  );
}
