import { fileURLToPath, pathToFileURL } from 'node:url';
import { version } from '../../../../package.json';
import type { AccessChange, ComparedStatement, PolicyChange } from '../../../../shared/comparison';
import type { ElementResult } from '../../../../shared/decision';
import { grantingEntries } from '../../features/comparison/entries';
import { comparisonLines } from '../../features/comparison/text';
import type { ComparedFileReport, CompareFormat, NamedVersion } from '../compared-file';
import { relativeTo } from '../files';
import type { Terminal } from '../terminal';
import { COMPARISON_RULES, comparisonFindings } from './comparison-findings';
import { githubReport } from './github';
import { colorPaint, type Paint, plainPaint, visible } from './paint';
import { prettyResult } from './result';
import { sarifReport } from './sarif';

export function formatComparison(
  reports: readonly ComparedFileReport[],
  format: CompareFormat,
  { folder, isColored }: Pick<Terminal, 'folder' | 'isColored'>,
): string {
  switch (format) {
    case 'json':
      return jsonComparison(reports, folder);
    case 'pretty':
      return prettyComparison(reports, folder, isColored ? colorPaint : plainPaint);
    case 'github':
      return githubReport(findingsReport(reports, folder));
    case 'sarif':
      return sarifReport(findingsReport(reports, folder), {
        version,
        folderUri: `${pathToFileURL(folder).href}/`,
        rules: COMPARISON_RULES,
      });
  }
}

function findingsReport(reports: readonly ComparedFileReport[], folder: string) {
  const findings = comparisonFindings(reports, (uri) => fileOf(uri, folder));
  return { findings, files: reports.length, policies: reports.reduce((sum, { changes }) => sum + changes.length, 0) };
}

/** A URI → the path from the current folder. */
function fileOf(uri: string, folder: string): string {
  return uri.startsWith('file:') ? relativeTo(folder, fileURLToPath(uri)) : uri;
}

/** The verdicts that the output knows, the worst first. */
const VERDICTS = ['undecided', 'both', 'newAccess', 'lessAccess', 'none'] as const;
type PublicVerdict = (typeof VERDICTS)[number];

/** What exists on paper only changes nothing; its differences say so. */
function publicVerdict({ verdict }: PolicyChange): PublicVerdict {
  return verdict === 'onlyOnPaper' ? 'none' : verdict;
}

/** As docs/interfaces.md promises it. */
function jsonComparison(reports: readonly ComparedFileReport[], folder: string): string {
  const comparisons = reports.flatMap(({ old, new: next, changes }) =>
    changes.map((change) => ({
      old: old?.name ?? null,
      new: next?.name ?? null,
      pointer: change.pointer,
      verdict: publicVerdict(change),
      gained: change.gained.map((each) => jsonChange(each, folder)),
      lost: change.lost.map((each) => jsonChange(each, folder)),
      reasons: change.reasons.map(({ code, message, range }) => ({ code, message, range })),
    })),
  );
  const found = new Set(comparisons.map(({ verdict }) => verdict));
  const verdict = VERDICTS.find((each) => found.has(each)) ?? 'none';
  return `${JSON.stringify({ verdict, comparisons }, undefined, 2)}\n`;
}

function jsonChange(change: AccessChange, folder: string) {
  const { actions, actionCount, accessLevels, isFuture, granted, lifted, witness, onlyOnPaper } = change;
  return {
    actions,
    statement: granted?.statement ?? null,
    range: granted?.range ?? null,
    entries: granted === null ? [] : grantingEntries(granted).map(jsonEntry),
    witness,
    onlyOnPaper,
    actionCount,
    accessLevels,
    isFuture,
    file: granted === null ? null : fileOf(granted.uri, folder),
    sid: granted?.sid ?? null,
    liftedDeny: lifted?.statement ?? null,
  };
}

function jsonEntry({ element, entry, range }: ElementResult) {
  return { element, entry, range: range ?? null };
}

/** Policies that differ in full, then how many were compared. */
function prettyComparison(reports: readonly ComparedFileReport[], folder: string, paint: Paint): string {
  const all = reports.flatMap((report) => report.changes.map((change) => ({ report, change })));
  const shown = all.filter(({ change }) => all.length === 1 || isWorthShowing(change));
  const blocks = shown.map(({ report, change }) => block(report, change, folder, paint));
  return [...blocks, summary(all.map(({ change }) => change))].join('\n');
}

function isWorthShowing({ verdict, gained, lost }: PolicyChange): boolean {
  return verdict !== 'none' || gained.length > 0 || lost.length > 0;
}

function block({ old, new: next }: ComparedFileReport, change: PolicyChange, folder: string, paint: Paint): string {
  const title = next?.name ?? old?.name ?? '';
  const pointer = change.pointer === '' ? '' : `#${change.pointer}`;
  const lines = comparisonLines(change, {
    base: old?.name ?? 'the older version',
    placeOf: (statement) => placeOf(statement, old, folder),
    opensOld: false,
    at: undefined,
  });
  return `${paint(visible(title + pointer), 'bold')}\n${prettyResult(lines, paint)}`;
}

/** `policies/app.json:12`; a statement of a revision is named by it. */
function placeOf(
  { uri, version: side, range }: ComparedStatement,
  old: NamedVersion | undefined,
  folder: string,
): string {
  const file = side === 'old' && old?.uri === uri ? old.name : fileOf(uri, folder);
  return `${file}:${range.start.line + 1}`;
}

/** `12 policies compared: new access in 1, less access in 2` */
function summary(changes: readonly PolicyChange[]): string {
  const counts = VERDICTS.flatMap((verdict) => {
    const count = changes.filter((change) => publicVerdict(change) === verdict).length;
    return count === 0 || verdict === 'none' ? [] : [`${SUMMARY_WORDS[verdict]} in ${count}`];
  });
  const total = `${changes.length} ${changes.length === 1 ? 'policy' : 'policies'} compared`;
  return `${total}: ${counts.length === 0 ? 'no new access' : counts.join(', ')}\n`;
}

const SUMMARY_WORDS: { readonly [Verdict in PublicVerdict]: string } = {
  undecided: 'cannot tell',
  both: 'new and less access',
  newAccess: 'new access',
  lessAccess: 'less access',
  none: 'no new access',
};
