import { META_CHECKS, type MetaCheck } from '../../server/src/checks/meta-checks';
import type { ListedRule } from '../../server/src/checks/rule';
import { GENERATED, severityText } from './page';

/** Code → the tools that have the check too, with their names for it; `own` for ours. */
export type Origins = Readonly<Record<string, readonly string[]>>;

/** docs/checks/README.md: every check with a link to its page, where it comes from, and what can be done about it. */
export function overview(rules: readonly ListedRule[], origins: Origins): string {
  const families = [...new Set(rules.map((rule) => rule.family))];
  const parts = families.map((family) => {
    const rows = rules.filter((rule) => rule.family === family).map((rule) => fullRow(rule, origins));
    return `## ${family}\n\n${fullTable(rows)}`;
  });
  const meta = META_CHECKS.map((check) => metaRow(check, ''));
  const all = [...parts, `## About the checks themselves\n\n${table(meta)}`];
  return `${GENERATED}\n\n# Checks\n\n${all.join('\n\n')}\n`;
}

/** The table between the markers of the README. */
export function readmeTable(rules: readonly ListedRule[]): string {
  const meta = META_CHECKS.filter(({ family }) => family !== undefined);
  return `\n${table([...rules.map((rule) => row(rule, 'docs/checks/')), ...meta.map((check) => metaRow(check, 'docs/checks/'))])}\n`;
}

function metaRow({ code, severity, title }: MetaCheck, folder: string): string {
  return `| [\`${code}\`](${folder}${code}.md) | ${severity} | ${title} |`;
}

function row(rule: ListedRule, folder: string): string {
  return `| [\`${rule.code}\`](${folder}${rule.code}.md) | ${severityText(rule)} | ${rule.title} |`;
}

function fullRow(rule: ListedRule, origins: Origins): string {
  const columns = [
    `[\`${rule.code}\`](${rule.code}.md)`,
    rule.title,
    gradesOf(rule),
    rule.defaultOn === false ? 'off' : 'on',
    fixOf(rule),
    rule.offline === undefined ? '' : `[partly](${rule.code}.md#not-known-offline)`,
    (origins[rule.code] ?? ['own']).map((origin) => origin.replace('access-analyzer:', 'Access Analyzer: ')).join('; '),
  ];
  return `| ${columns.join(' | ')} |`;
}

/** The default first, then the other grades of a check that grades. */
function gradesOf({ severity, severityBy = {}, severityByKind = {} }: ListedRule): string {
  return [...new Set([severity, ...Object.values(severityBy), ...Object.values(severityByKind)])].join(', ');
}

/** `safe`: part of fix all, always or where the page says so. */
function fixOf({ fixes = {}, fileFix }: ListedRule): string {
  const safety = Object.values(fixes).map(({ safe }) => safe);
  if (safety.length === 0) return fileFix === undefined ? '' : 'yes';
  if (safety.includes(true)) return 'safe';
  return safety.some((safe) => safe !== undefined) ? 'safe at times' : 'yes';
}

function fullTable(rows: readonly string[]): string {
  return [
    '| Code | What | Severity | Default | Fix | Offline | Also known as |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function table(rows: readonly string[]): string {
  return ['| Code | Severity | What |', '|---|---|---|', ...rows].join('\n');
}

export function metaPages(): readonly (readonly [string, string])[] {
  return META_CHECKS.map((check) => [`docs/checks/${check.code}.md`, metaPage(check)]);
}

function metaPage({ code, family, severity, title, text, messages }: MetaCheck): string {
  const said = Object.values(messages).map((message) => `- ${message.replace(/\{(\w+)\}/g, '*$1*')}`);
  const parts = [
    GENERATED,
    `# ${title}`,
    `\`${code}\`${family === undefined ? '' : ` · family \`${family}\``} · ${severity}`,
    text,
    ...(said.length === 0 ? [] : ['## What it says', said.join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}
