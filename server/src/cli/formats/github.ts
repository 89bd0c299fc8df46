import type { CheckSeverity } from '../../../../shared/settings';
import type { CheckReport, ReportedFinding } from '../reported-finding';

const COMMANDS: { readonly [Severity in CheckSeverity]: string } = {
  error: 'error',
  security: 'warning',
  warning: 'warning',
  suggestion: 'notice',
};

/**
 * One workflow command for each finding, which GitHub Actions shows at the line of a pull request
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
 */
export function githubReport({ findings }: CheckReport): string {
  return findings.map((finding) => `${command(finding)}\n`).join('');
}

function command({ file, code, severity, message, range }: ReportedFinding): string {
  const { start, end } = range;
  const properties: readonly (readonly [string, string | number])[] = [
    ['file', file],
    ['line', start.line + 1],
    ['endLine', end.line + 1],
    // GitHub knows columns within one line only.
    ...(start.line === end.line
      ? ([
          ['col', start.character + 1],
          ['endColumn', Math.max(start.character + 1, end.character)],
        ] as const)
      : []),
    ['title', code],
  ];
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${COMMANDS[severity]} ${written}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
