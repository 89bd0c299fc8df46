import type { Catalog, ManagedPolicy } from '../../catalog/catalog';
import { levelsIn } from '../access-levels';
import { blocks, bold, counted, escaped, lines, link } from '../markdown';

/** Services beyond these are counted, not named. */
const MAX_SERVICES = 6;

/** An AWS managed policy by ARN: what it grants, in short; undefined for any other text. */
export function managedPolicyCard(arn: string, catalog: Catalog): string | undefined {
  if (!arn.includes(':iam::aws:policy/')) return undefined;
  const policy = catalog.managedPolicy(arn);
  if (policy === undefined) return undefined;
  const statements = statementsOf(policy);
  const denies = statements.filter(({ effect }) => effect === 'Deny').length;
  return blocks(
    `${bold(policy.name)} · AWS managed policy`,
    lines(
      `${counted(statements.length, 'statement')}${denies === 0 ? '' : `, ${denies} of them Deny`}. Version ${policy.version} of ${policy.updated}.`,
      ...grants(statements, catalog),
    ),
    link('AWS Managed Policy Reference', policy.url),
  );
}

interface PlainStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly isNegated: boolean;
}

/** The catalog's text is JSON of AWS's own, in the grammar's shape. */
function statementsOf({ text }: ManagedPolicy): readonly PlainStatement[] {
  const document = JSON.parse(text) as { readonly Statement?: unknown };
  return listOf(document.Statement).map((statement) => {
    const { Effect, Action, NotAction } = statement as { Effect?: unknown; Action?: unknown; NotAction?: unknown };
    return {
      effect: String(Effect),
      actions: listOf(Action ?? NotAction).map(String),
      isNegated: Action === undefined,
    };
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function grants(statements: readonly PlainStatement[], catalog: Catalog): readonly string[] {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  if (allows.some(({ isNegated, actions }) => !isNegated && actions.includes('*'))) return ['Allows every action.'];
  const negated = allows
    .filter(({ isNegated }) => isNegated)
    .map(({ actions }) => `Allows everything but ${actions.slice(0, MAX_SERVICES).map(escaped).join(', ')}.`);
  const byService = new Map<string, string[]>();
  for (const pattern of allows.filter(({ isNegated }) => !isNegated).flatMap(({ actions }) => actions)) {
    const prefix = pattern.slice(0, Math.max(0, pattern.indexOf(':'))).toLowerCase();
    byService.set(prefix, [...(byService.get(prefix) ?? []), pattern]);
  }
  const shown = [...byService]
    .slice(0, MAX_SERVICES)
    .map(([prefix, patterns]) => serviceLine(prefix, patterns, catalog));
  const rest = byService.size - shown.length;
  return [...negated, ...shown, ...(rest > 0 ? [`and ${counted(rest, 'more service')}`] : [])];
}

function serviceLine(prefix: string, patterns: readonly string[], catalog: Catalog): string {
  const name = catalog.summary(prefix)?.name ?? prefix;
  if (patterns.includes(`${prefix}:*`)) return `${escaped(name)}: all actions`;
  const levels = levelsIn(patterns.flatMap((pattern) => catalog.actionsMatching(pattern)));
  return `${escaped(name)}: ${levels.length === 0 ? 'no known action' : levels.join(', ')}`;
}
