/** What AWS's own managed policies tell beside their text: actions that no page lists, and service principals. */
import { apiPermissions } from '../../server/src/catalog/tables/api-names';
import type { SourcePolicy, SourceService } from './sources';

interface Statement {
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Keys whose values are service principals. */
const PRINCIPAL_KEYS: ReadonlySet<string> = new Set(['iam:passedtoservice', 'iam:awsservicename']);
const PRINCIPAL = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/;

/** Prefix → names of its actions that the service reference lacks; empty for a prefix that only wildcards name. */
export function undocumentedActions(
  policies: readonly SourcePolicy[],
  services: readonly SourceService[],
): ReadonlyMap<string, readonly string[]> {
  const documented = new Map(
    services.map((service) => [service.prefix, new Set(service.actions.map((action) => action.name.toLowerCase()))]),
  );
  const found = new Map<string, Map<string, string>>();
  for (const entry of policies.flatMap(actionEntries)) {
    const [prefix = '', name = ''] = entry.split(':', 2);
    const known = documented.get(prefix.toLowerCase());
    if (name === '' || known?.has(name.toLowerCase()) || apiPermissions(entry) !== undefined) continue;
    const isExact = !/[*?]/.test(name);
    if (known !== undefined && !isExact) continue;
    const names = found.get(prefix.toLowerCase()) ?? new Map<string, string>();
    found.set(prefix.toLowerCase(), names);
    // Two spellings of one name: the first in the order of the policies' names stays.
    if (isExact && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return new Map([...found].map(([prefix, names]) => [prefix, [...names.values()]]));
}

function actionEntries(policy: SourcePolicy): string[] {
  return statementsOf(policy).flatMap((statement) => [...listOf(statement.Action), ...listOf(statement.NotAction)]);
}

/** Service principals that the policies name: as `Principal`, or as the service that a role is passed to or made for. */
export function principalsIn(policies: readonly SourcePolicy[]): readonly string[] {
  const values = policies
    .flatMap(statementsOf)
    .flatMap((statement) => [
      ...stringsIn(statement.Principal),
      ...Object.values(statement.Condition ?? {}).flatMap((block) =>
        Object.entries(block).flatMap(([key, value]) =>
          PRINCIPAL_KEYS.has(key.toLowerCase()) ? stringsIn(value) : [],
        ),
      ),
    ]);
  return values.filter((value) => PRINCIPAL.test(value));
}

function statementsOf(policy: SourcePolicy): readonly Statement[] {
  const { Statement: statements } = policy.document as { Statement: Statement | readonly Statement[] };
  return Array.isArray(statements) ? statements : [statements as Statement];
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
