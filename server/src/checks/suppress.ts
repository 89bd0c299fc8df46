import type { PolicySite } from '../policy/find';
import { nodeAtPointer } from '../syntax/path';
import type { Range, TreeNode } from '../syntax/tree';
import type { Suppression } from './configuration';
import type { Finding } from './finding';

/** What is left of the findings, and which suppressions took something away. */
export interface Suppressed {
  readonly findings: readonly Finding[];
  readonly used: ReadonlySet<Suppression>;
}

/**
 * Takes away the findings of one policy that the configuration suppresses for its file. `today` is a day as
 * `YYYY-MM-DD`: an entry that has expired suppresses nothing.
 */
export function suppress(
  findings: readonly Finding[],
  site: PolicySite,
  suppressions: readonly Suppression[],
  today: string,
): Suppressed {
  const valid = suppressions.filter(({ expires }) => expires === undefined || today <= expires);
  const used = new Set<Suppression>();
  const left = findings.filter((finding) => {
    const covering = valid.filter((each) => each.code === finding.code && coversRange(each, site, finding.range));
    for (const each of covering) used.add(each);
    return covering.length === 0;
  });
  return { findings: left, used };
}

function coversRange(suppression: Suppression, site: PolicySite, range: Range): boolean {
  const { sid, statement: index, pointer } = suppression;
  if (pointer !== undefined && !isUnder(site, pointer, range)) return false;
  if (sid === undefined && index === undefined) return true;
  return site.document.statements.some(
    (statement) =>
      (sid === undefined || statement.sid === sid) &&
      (index === undefined || statement.index === index) &&
      holds(statement.node, range),
  );
}

/** The pointer names the policy, something around it, or a node in it that holds the range. */
function isUnder(site: PolicySite, pointer: string, range: Range): boolean {
  if (site.pointer === pointer || site.pointer.startsWith(`${pointer}/`)) return true;
  if (!pointer.startsWith(`${site.pointer}/`)) return false;
  const node: TreeNode | undefined = nodeAtPointer(site.document.root, pointer.slice(site.pointer.length));
  return node !== undefined && holds(node, range);
}

function holds(node: Range, range: Range): boolean {
  return node.start <= range.start && range.end <= node.end;
}
