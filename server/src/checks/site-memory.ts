import type { CheckOptions } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import type { PolicyDocument, Statement } from '../policy/document';
import type { Range } from '../syntax/tree';
import type { Finding } from './finding';
import { heldWords } from './held-services';
import type { RulePlan } from './plan';
import type { ReadStatement } from './statement-facts';

/**
 * What one policy's last check left for the next one: what the local rules said of each statement. A statement whose text, number and
 * surroundings are the same is not asked about again; its findings move with it.
 */
export interface SiteMemory {
  surroundings?: Surroundings;
  /** By number; undefined for a statement that has to be asked about again. */
  statements: (KeptStatement | undefined)[];
}

/** Everything besides the statement itself that a local rule can see. */
export interface Surroundings {
  readonly catalog: Catalog;
  readonly plan: RulePlan;
  readonly options: CheckOptions;
  /** The document around its statements. */
  readonly before: string;
  readonly after: string;
  /** Actions that a Deny among the statements holds to services. */
  readonly held: string;
}

export interface KeptStatement {
  readonly text: string;
  readonly findings: readonly KeptFinding[];
  /** What has been read of it: for the same statement again, and its readings for one with the same text. */
  readonly facts: ReadStatement;
}

/** A finding without its fixes, which belong to the tree that they were made for. Offsets count from the statement's start. */
export type KeptFinding = Omit<Finding, 'fixes'>;

export function createSiteMemory(): SiteMemory {
  return { statements: [] };
}

export function surroundingsOf(
  document: PolicyDocument,
  given: Pick<Surroundings, 'catalog' | 'plan' | 'options'>,
): Surroundings {
  const { root, tree, statements } = document;
  const start = statements[0]?.node.start ?? root.end;
  const end = statements.at(-1)?.node.end ?? root.end;
  const before = tree.text.slice(root.start, start);
  return { ...given, before, after: tree.text.slice(end, root.end), held: heldWords(document) };
}

export function areSameSurroundings(left: Surroundings | undefined, right: Surroundings): boolean {
  return (
    left !== undefined &&
    left.catalog === right.catalog &&
    left.plan === right.plan &&
    left.options === right.options &&
    left.before === right.before &&
    left.after === right.after &&
    left.held === right.held
  );
}

export function statementText({ tree }: PolicyDocument, { node }: Statement): string {
  return tree.text.slice(node.start, node.end);
}

/** What to keep of a statement's findings; undefined where one of them points outside of it. */
export function keptFindings(findings: readonly Finding[], { node }: Statement): readonly KeptFinding[] | undefined {
  const isOutside = ({ start, end }: Range) => start < node.start || end > node.end;
  if (findings.some(({ range, related }) => isOutside(range) || related.some((each) => isOutside(each.range))))
    return undefined;
  return findings.map((finding) => moved(finding, -node.start));
}

/** The finding at another place, without its fixes. */
export function moved(finding: KeptFinding, by: number): KeptFinding {
  const { code, severity, messageId, message, data, range, related, isUnnecessary, policyType } = finding;
  return {
    code,
    severity,
    messageId,
    message,
    ...(data === undefined ? {} : { data }),
    range: shifted(range, by),
    related: related.map((each) => ({ ...each, range: shifted(each.range, by) })),
    isUnnecessary,
    policyType,
  };
}

function shifted({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}
