import type { CheckReport, ReportedEdit, ReportedFinding } from '../reported-finding';

/** The findings as docs/cli.md promises them: an array, indented by two. */
export function jsonReport({ findings }: CheckReport): string {
  return `${JSON.stringify(findings.map(entry), undefined, 2)}\n`;
}

function entry({ file, code, severity, message, range, policyType, pointer, fixes }: ReportedFinding) {
  return {
    file,
    code,
    severity,
    message,
    range,
    policyType,
    pointer,
    fixes: fixes.map(({ title, safe, edits }) => ({ title, safe, edits: edits.map(editEntry) })),
  };
}

function editEntry({ file, range, newText }: ReportedEdit) {
  return { ...(file === undefined ? {} : { file }), range, newText };
}
