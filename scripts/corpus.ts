import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openCatalog } from '../server/src/catalog/packed';
import type { Finding } from '../server/src/checks/finding';
import { checkSite, createCheckCache } from '../server/src/checks/run';
import { readCatalogFiles } from '../server/src/node/catalog-files';
import { findPolicies } from '../server/src/policy/find';
import { decideTypes } from '../server/src/policy/kind';
import { parseJson } from '../server/src/syntax/json';
import { LOOKED_AT } from './corpus-notes';
import { isMain, reportAndExit } from './main-script';
import { inRoot } from './paths';

export const CORPUS_PAGE = 'docs/corpus.md';

interface Row {
  readonly code: string;
  readonly severity: string;
  readonly count: number;
  /** Names of policies, in the order of the catalog. */
  readonly policies: readonly string[];
}

/** The page about what the checks say of all AWS managed policies. Needs `npm run build`. */
export function corpusPage(): string {
  const catalog = openCatalog(readCatalogFiles(inRoot('dist/catalog')));
  const cache = createCheckCache(catalog);
  const found = catalog.managedPolicies.flatMap(({ arn, name }) => {
    const tree = parseJson(catalog.managedPolicy(arn)?.text ?? '', { comments: false });
    return findPolicies(tree).flatMap((site) => {
      const types = decideTypes(site, {}).map(({ type }) => type);
      return checkSite({ site, types, catalog, cache, pass: 'withoutProofs' }).map((finding) => ({ name, finding }));
    });
  });
  const rows = rowsOf(found);
  const errors = rows.filter(({ severity }) => severity === 'error').reduce((sum, { count }) => sum + count, 0);
  return [
    '<!-- Made by "npm run corpus". Do not edit. -->',
    '',
    '# What the checks say of the AWS managed policies',
    '',
    `${catalog.managedPolicies.length} policies of ${catalog.dates.managedPolicies}, checked with all defaults, without the checks that ask the`,
    `comparison kernel: ${errors} errors. AWS accepts all of them, so an error would be a false alarm, and a test holds their number at 0. Every other kind`,
    'of finding is in the table, with what it is about there; a row without such words waits for somebody to look at it.',
    '',
    ...tableOf(rows, LOOKED_AT),
    '',
  ].join('\n');
}

/** The lines of the table: one row for each kind of finding. */
export function tableOf(rows: readonly Row[], lookedAt: { readonly [code: string]: string }): readonly string[] {
  return [
    '| Code | Severity | Findings | Policies | For example | Looked at |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      ({ code, severity, count, policies }) =>
        `| [\`${code}\`](checks/${code}.md) | ${severity} | ${count} | ${policies.length} | ${policies[0] ?? ''} | ${lookedAt[code] ?? ''} |`,
    ),
  ];
}

/** Findings with the names of their policies, counted by code and severity, the most frequent first. */
export function rowsOf(found: readonly { readonly name: string; readonly finding: Finding }[]): readonly Row[] {
  const groups = new Map<string, { readonly severity: string; count: number; readonly policies: Set<string> }>();
  for (const { name, finding } of found) {
    const key = `${finding.code} ${finding.severity}`;
    const group = groups.get(key) ?? { severity: finding.severity, count: 0, policies: new Set() };
    group.count += 1;
    group.policies.add(name);
    groups.set(key, group);
  }
  return [...groups]
    .map(([key, { severity, count, policies }]) => ({
      code: key.split(' ')[0] ?? '',
      severity,
      count,
      policies: [...policies],
    }))
    .sort((left, right) => right.count - left.count || (left.code < right.code ? -1 : 1));
}

async function main(): Promise<number> {
  await mkdir(dirname(inRoot(CORPUS_PAGE)), { recursive: true });
  await writeFile(inRoot(CORPUS_PAGE), corpusPage());
  return 0;
}

if (isMain(import.meta.url)) reportAndExit(main());
