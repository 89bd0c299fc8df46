import type { TextRange } from '../../../../shared/decision';
import type { CheckSeverity } from '../../../../shared/settings';
import type { ListedRule } from '../../checks/rule';
import type { CheckReport, ReportedFinding, ReportedFix } from '../reported-finding';

/** What SARIF says besides the findings. */
export interface SarifFrame {
  readonly version: string;
  /** The current folder as a `file:` URI that ends in `/`: what paths are relative to. */
  readonly folderUri: string;
  readonly rules: readonly SarifRule[];
}

/** What is said of a rule besides its findings. */
export type SarifRule = Pick<ListedRule, 'code' | 'family' | 'title' | 'why' | 'source' | 'severity'>;

const LEVELS: { readonly [Severity in CheckSeverity]: 'error' | 'warning' | 'note' } = {
  error: 'error',
  security: 'warning',
  warning: 'warning',
  suggestion: 'note',
};

/** On GitHub's scale: 7.0 to 8.9 is high (code scanning, "SARIF support", `security-severity`). */
const SECURITY_SEVERITY = '7.0';

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). Only the rules that found something are listed. */
export function sarifReport({ findings }: CheckReport, frame: SarifFrame): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'writ',
            semanticVersion: frame.version,
            rules: codes.map((code) => ruleEntry(code, findings, frame.rules)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { uri: frame.folderUri } },
        results: findings.map((finding) => resultEntry(finding, codes.indexOf(finding.code))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleEntry(code: string, findings: readonly ReportedFinding[], rules: readonly SarifRule[]) {
  const rule = rules.find((each) => each.code === code);
  const found = findings.find((finding) => finding.code === code)?.severity ?? 'warning';
  const isSecurity = findings.some((finding) => finding.code === code && finding.severity === 'security');
  const properties = {
    ...(rule === undefined ? {} : { tags: [rule.family] }),
    ...(isSecurity ? { 'security-severity': SECURITY_SEVERITY } : {}),
  };
  return {
    id: code,
    shortDescription: { text: rule?.title ?? code },
    ...(rule === undefined ? {} : { fullDescription: { text: rule.why }, helpUri: rule.source }),
    defaultConfiguration: { level: LEVELS[rule?.severity ?? found] },
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}

function resultEntry(finding: ReportedFinding, ruleIndex: number) {
  const { file, code, severity, message, range, policyType, pointer, related, fixes } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: physicalLocation(file, range) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((each, index) => ({
            id: index,
            message: { text: each.message },
            physicalLocation: physicalLocation(file, each.range),
          })),
        }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixEntry(fix, file)) }),
    properties: {
      severity,
      policyType,
      pointer,
      ...(severity === 'security' ? { 'security-severity': SECURITY_SEVERITY } : {}),
    },
  };
}

function fixEntry({ title, edits }: ReportedFix, file: string) {
  const files = [...new Set(edits.map((edit) => edit.file ?? file))];
  return {
    description: { text: title },
    artifactChanges: files.map((changed) => ({
      artifactLocation: artifactLocation(changed),
      replacements: edits
        .filter((edit) => (edit.file ?? file) === changed)
        .map((edit) => ({ deletedRegion: region(edit.range), insertedContent: { text: edit.newText } })),
    })),
  };
}

function physicalLocation(file: string, range: TextRange) {
  return { artifactLocation: artifactLocation(file), region: region(range) };
}

/** A file outside the current folder (`../x`, another drive) is relative to it all the same. */
function artifactLocation(file: string) {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

/** Lines and columns from 1; the end column is the one behind the last character, as in LSP. */
function region({ start, end }: TextRange) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
