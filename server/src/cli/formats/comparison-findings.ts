import type { AccessChange, PolicyChange } from '../../../../shared/comparison';
import type { TextRange } from '../../../../shared/decision';
import type { CheckSeverity } from '../../../../shared/settings';
import { decisiveEntry } from '../../features/comparison/entries';
import { serviceWords } from '../../features/comparison/words';
import type { ComparedFileReport } from '../compared-file';
import { inOrder, type ReportedFinding } from '../reported-finding';
import type { SarifRule } from './sarif';

type Code = 'new-access' | 'less-access' | 'only-on-paper' | 'undecided';

const SEVERITIES: { readonly [Each in Code]: CheckSeverity } = {
  'new-access': 'security',
  undecided: 'warning',
  'less-access': 'suggestion',
  'only-on-paper': 'suggestion',
};

const PAGE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html';

/** What SARIF says of the four kinds of results. */
export const COMPARISON_RULES: readonly SarifRule[] = [
  rule('new-access', 'New access', 'Requests are allowed that were denied before; each result names one of them.'),
  rule('less-access', 'Less access', 'Requests are denied that were allowed before.'),
  rule('only-on-paper', 'New access on paper only', 'The text allows more, but no real request gets it.'),
  rule('undecided', 'Cannot tell', 'Whether requests are allowed that were denied before is not known.'),
];

function rule(code: Code, title: string, why: string): SarifRule {
  return { code, family: 'comparison', title, why, source: PAGE, severity: SEVERITIES[code] };
}

/** Differences as findings, for formats that show findings at places of the newer files. */
export function comparisonFindings(
  reports: readonly ComparedFileReport[],
  fileOf: (uri: string) => string,
): readonly ReportedFinding[] {
  return inOrder(reports.flatMap((report) => report.changes.flatMap((change) => findingsOf(change, report, fileOf))));
}

function findingsOf(
  change: PolicyChange,
  { old, new: next }: ComparedFileReport,
  fileOf: (uri: string) => string,
): readonly ReportedFinding[] {
  const file = fileOf(next?.uri ?? old?.uri ?? '');
  const finding = (code: Code, message: string, place: Partial<Pick<ReportedFinding, 'file' | 'range'>>) => ({
    file,
    code,
    severity: SEVERITIES[code],
    messageId: code,
    message,
    range: START,
    policyType: null,
    pointer: change.pointer,
    statement: null,
    related: [],
    fixes: [],
    line: '',
    ...place,
  });
  const gained = change.gained.map((each) =>
    finding(
      each.onlyOnPaper ? 'only-on-paper' : 'new-access',
      each.onlyOnPaper
        ? `Only on paper: the text allows ${actionWords(each)}, but no real request gets it.`
        : `New access: ${actionWords(each)}${exampleWords(each)}, which was denied before.`,
      each.granted === null
        ? {}
        : { file: fileOf(each.granted.uri), range: decisiveEntry(each)?.range ?? each.granted.range },
    ),
  );
  // What was lost stood in the older version, which has no lines in the newer file.
  const lost = change.lost
    .filter(({ onlyOnPaper }) => !onlyOnPaper)
    .map((each) =>
      finding('less-access', `Less access: ${actionWords(each)}${exampleWords(each)}, which was allowed before.`, {}),
    );
  const reasons = change.reasons.map(({ message, range, version }) =>
    finding('undecided', message, range === null || version === 'old' ? {} : { range }),
  );
  return [...gained, ...lost, ...reasons];
}

const START: TextRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const MAX_NAMES = 3;

function actionWords({ actions, actionCount, isFuture }: AccessChange): string {
  if (isFuture) return `actions of ${serviceWords(actions)} that AWS may add later`;
  const names = actions.slice(0, MAX_NAMES).join(', ');
  return actionCount > MAX_NAMES ? `${names} and ${actionCount - MAX_NAMES} more actions` : names;
}

function exampleWords({ witness }: AccessChange): string {
  return witness === null ? '' : `, for example ${witness.action} on ${witness.resource}`;
}
