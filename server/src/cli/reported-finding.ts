import type { TextRange } from '../../../shared/decision';
import type { CheckSeverity } from '../../../shared/settings';
import { SEVERITIES } from '../checks/severity';
import type { PolicyType } from '../policy/document';

/** A finding as the outside sees it: in a file, with positions. */
export interface ReportedFinding {
  /** Relative to the current folder, with `/`. */
  readonly file: string;
  readonly code: string;
  readonly severity: CheckSeverity;
  /** Which of the check's messages it is. */
  readonly messageId: string;
  readonly message: string;
  readonly range: TextRange;
  /** Null outside a policy. */
  readonly policyType: PolicyType | null;
  /** JSON pointer of the policy in the file. */
  readonly pointer: string;
  /** The statement's Sid, else its text without white space; null outside a statement, and where nobody asked. */
  readonly statement: string | null;
  readonly related: readonly { readonly range: TextRange; readonly message: string }[];
  readonly fixes: readonly ReportedFix[];
  /** The text of the line where the range starts. */
  readonly line: string;
}

export interface ReportedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly ReportedEdit[];
}

export interface ReportedEdit {
  /** Only where it is another file than the finding's. */
  readonly file?: string;
  readonly range: TextRange;
  readonly newText: string;
}

/** What a run of `writ check` found, and how much it looked at. */
export interface CheckReport {
  /** By file, range, code. */
  readonly findings: readonly ReportedFinding[];
  /** Files that hold a policy, or that are read as something else of ours. */
  readonly files: number;
  readonly policies: number;
}

/** The order of every output: file, range, code. Findings that are alike stay as they came. */
export function inOrder(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  return [...findings].sort(
    (left, right) =>
      compareText(left.file, right.file) ||
      left.range.start.line - right.range.start.line ||
      left.range.start.character - right.range.start.character ||
      left.range.end.line - right.range.end.line ||
      left.range.end.character - right.range.end.character ||
      compareText(left.code, right.code),
  );
}

/** Is the severity at or above the level? */
export function reaches(severity: CheckSeverity, level: CheckSeverity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(level);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
