import type { ListedRule } from '../../server/src/checks/rule';
import { GENERATED, severityText } from './page';

/** docs/checks/README.md: every check with a link to its page. */
export function overview(rules: readonly ListedRule[]): string {
  const families = [...new Set(rules.map((rule) => rule.family))];
  const parts = families.map((family) => {
    const rows = rules.filter((rule) => rule.family === family).map((rule) => row(rule, ''));
    return `## ${family}\n\n${table(rows)}`;
  });
  const meta = META.map(({ code, severity, title }) => `| [\`${code}\`](${code}.md) | ${severity} | ${title} |`);
  const all = [...parts, `## About the checks themselves\n\n${table(meta)}`];
  return `${GENERATED}\n\n# Checks\n\n${all.join('\n\n')}\n`;
}

/** The table between the markers of the README. */
export function readmeTable(rules: readonly ListedRule[]): string {
  return `\n${table(rules.map((rule) => row(rule, 'docs/checks/')))}\n`;
}

function row(rule: ListedRule, folder: string): string {
  return `| [\`${rule.code}\`](${folder}${rule.code}.md) | ${severityText(rule)} | ${rule.title} |`;
}

function table(rows: readonly string[]): string {
  return ['| Code | Severity | What |', '|---|---|---|', ...rows].join('\n');
}

interface MetaCode {
  readonly code: string;
  readonly severity: string;
  readonly title: string;
  readonly text: string;
}

/** Codes without a rule file. */
const META: readonly MetaCode[] = [
  {
    code: 'internal-analysis-error',
    severity: 'warning',
    title: 'A check failed',
    text:
      'A check stopped with an error of its own. Its findings are missing in this policy, all others are there; the log of ' +
      'the server has the details. This is a mistake in Writ, not in the policy.',
  },
  {
    code: 'malformed-other',
    severity: 'error',
    title: 'Structural defects',
    text:
      'Other tools report any structural defect under one name. Writ tells them apart, and this code is never reported: see ' +
      '[element-data-type](element-data-type.md), [element-unknown](element-unknown.md), [statement-missing](statement-missing.md), ' +
      '[effect-missing](effect-missing.md), [action-missing](action-missing.md), [resource-missing](resource-missing.md) and ' +
      '[element-combination](element-combination.md).',
  },
];

export function metaPages(): readonly (readonly [string, string])[] {
  return META.map(({ code, severity, title, text }) => [
    `docs/checks/${code}.md`,
    `${GENERATED}\n\n# ${title}\n\n\`${code}\` · ${severity}\n\n${text}\n`,
  ]);
}
