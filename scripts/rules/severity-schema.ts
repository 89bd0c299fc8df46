import { META_CHECKS } from '../../server/src/checks/meta-checks';
import type { ListedRule } from '../../server/src/checks/rule';
import { severityText } from './page';

const SEVERITIES = ['error', 'security', 'warning', 'suggestion', 'off'];

/** JSON Schema of `severity` in `writ.config.json`, which the setting `writ.checks.severity` shares. */
export function severitySchema(rules: readonly ListedRule[]): string {
  const families = [...new Set(rules.map((rule) => rule.family))].map((family) => [
    family,
    { enum: SEVERITIES, description: `All checks of the family ${family} that are on by default.` },
  ]);
  const codes = rules.map((rule) => [
    rule.code,
    { enum: SEVERITIES, description: `${rule.title}. Default: ${severityText(rule)}.` },
  ]);
  const meta = META_CHECKS.filter(({ family }) => family !== undefined).map(({ code, title, severity }) => [
    code,
    { enum: SEVERITIES, description: `${title}. Default: ${severity}.` },
  ]);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: 'Made by "npm run generate" from the rule files. Do not edit.',
    title: 'Severities of checks',
    description: 'Code or family of checks → severity, or "off". A code beats its family.',
    type: 'object',
    properties: Object.fromEntries([...families, ...codes, ...meta]),
    additionalProperties: { enum: SEVERITIES },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
