import type { CheckOptions, CheckSeverity } from '../../../shared/settings';
import type { PolicyType } from '../policy/document';
import type { ListedRule } from './rule';

/** Code or family → severity, or `off`: a setting, `severity` of `writ.config.json`, or one of its overrides. */
export interface SeverityTable {
  readonly [codeOrFamily: string]: CheckSeverity | 'off';
}

/** Most severe first: the order of `--fail-on`. */
export const SEVERITIES: readonly CheckSeverity[] = ['error', 'security', 'warning', 'suggestion'];

/** What the user says of a rule: a table beats all before it, and in a table the code beats its family. */
export function chosenSeverity(
  rule: { readonly code: string; readonly family: string },
  tables: readonly SeverityTable[],
): CheckSeverity | 'off' | undefined {
  for (let at = tables.length - 1; at >= 0; at -= 1) {
    const chosen = tables[at]?.[rule.code] ?? tables[at]?.[rule.family];
    if (chosen !== undefined) return chosen;
  }
  return undefined;
}

/** A rule that is off by default is turned on by its own code alone, or by the dialect that it is for: a family's severity is no wish for every rule of style. */
export function isEnabled(
  rule: ListedRule,
  tables: readonly SeverityTable[],
  scpDialect: CheckOptions['scpDialect'],
): boolean {
  if (chosenSeverity(rule, tables) === 'off') return false;
  if (rule.scpDialect === scpDialect) return true;
  return rule.defaultOn !== false || tables.some((table) => isOn(table[rule.code]));
}

function isOn(severity: CheckSeverity | 'off' | undefined): boolean {
  return severity !== undefined && severity !== 'off';
}

/** The rule's own severity in a case and for a policy type. */
export function defaultSeverity(rule: ListedRule, type: PolicyType, severityCase: string | undefined): CheckSeverity {
  const byCase = severityCase === undefined ? undefined : rule.severityBy?.[severityCase];
  return byCase ?? rule.severityByKind?.[type] ?? rule.severity;
}
