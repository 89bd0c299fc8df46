import type { CheckSeverity } from '../../../../shared/settings';
import { SEVERITIES } from '../../checks/severity';
import type { CheckReport, ReportedFinding } from '../reported-finding';
import { type Paint, type Style, visible } from './paint';

const STYLES: { readonly [Severity in CheckSeverity]: Style } = {
  error: 'red',
  security: 'magenta',
  warning: 'yellow',
  suggestion: 'cyan',
};

/** One block for each finding, with the line that it is about, and a count at the end. Lines and columns count from 1. */
export function prettyReport(report: CheckReport, paint: Paint): string {
  const blocks = report.findings.map((finding) => block(finding, paint));
  return [...blocks, `${summary(report, paint)}\n`].join('\n');
}

function block(finding: ReportedFinding, paint: Paint): string {
  const { file, range, severity, code, message, fixes } = finding;
  const place = `${visible(file)}:${range.start.line + 1}:${range.start.character + 1}`;
  return [
    `${paint(place, 'bold')}  ${paint(severity, STYLES[severity])}  ${paint(code, 'dim')}`,
    `  ${visible(message)}`,
    ...excerptLines(finding, paint),
    ...fixes.map((fix) => `  ${paint(fix.safe ? 'Safe fix:' : 'Fix:', 'green')} ${visible(fix.title)}`),
    '',
  ].join('\n');
}

/** The line where the range starts with marks below; `…` where the range goes on behind it. */
function excerptLines({ line, range, severity }: ReportedFinding, paint: Paint): readonly string[] {
  if (line.trim() === '') return [];
  const { start, end } = range;
  const endsHere = end.line === start.line || (end.line === start.line + 1 && end.character === 0);
  const { before, marked, after } = cut(line, start.character, end.line === start.line ? end.character : line.length);
  const number = String(start.line + 1).padStart(5);
  const marks = `${'~'.repeat(Math.max(1, marked.length))}${endsHere ? '' : '…'}`;
  return [
    `${paint(`${number} |`, 'dim')} ${visible(before + marked + after)}`,
    `${paint('      |', 'dim')} ${before.replace(/[^\t]/g, ' ')}${paint(marks, STYLES[severity])}`,
  ];
}

const MAX_BEFORE = 80;
const MAX_MARKED = 80;
const MAX_AFTER = 60;

/** A line as far as a terminal can show it: a policy may stand on one line of many thousand characters. */
function cut(line: string, start: number, end: number) {
  const before = line.slice(0, start);
  const marked = line.slice(start, end);
  const after = line.slice(end);
  return {
    before: before.length > MAX_BEFORE ? `…${before.slice(-MAX_BEFORE)}` : before,
    marked: marked.length > MAX_MARKED ? `${marked.slice(0, MAX_MARKED)}…` : marked,
    after: after.length > MAX_AFTER ? `${after.slice(0, MAX_AFTER)}…` : after,
  };
}

/** `2 findings (1 error, 1 warning) in 3 policies of 2 files` */
function summary({ findings, files, policies }: CheckReport, paint: Paint): string {
  const looked = `in ${counted(policies, 'policy', 'policies')} of ${counted(files, 'file')}`;
  if (findings.length === 0) return `${paint('No findings', 'green')} ${looked}`;
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [paint(counted(count, NOUNS[severity]), STYLES[severity])];
  });
  return `${counted(findings.length, 'finding')} (${counts.join(', ')}) ${looked}`;
}

const NOUNS: { readonly [Severity in CheckSeverity]: string } = {
  error: 'error',
  security: 'security finding',
  warning: 'warning',
  suggestion: 'suggestion',
};

/** `1 file`, `1,234 files`. Without `toLocaleString`, whose tables take 15 ms to load. */
function counted(count: number, one: string, many = `${one}s`): string {
  const digits = String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${count === 1 ? one : many}`;
}
