import type {
  CancellationToken,
  CodeAction,
  CodeActionParams,
  Diagnostic,
  Range as LspRange,
} from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver-types';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import type { Fix } from '../checks/finding';
import { lineStartsOf, positionAt } from '../syntax/lines';
import type { Analysis, SiteFinding, TypedSite } from '../workspace/analysis';
import { safeFixes } from '../workspace/safe-fixes';
import type { ClientAbilities } from './client-abilities';
import { fixEdits, lspRange } from './convert';
import { fileFixActions } from './file-fixes';
import { checkedAnalysisOf, type Session } from './session';
import { suppressActions } from './suppress-actions';

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.writ`;

/** Quick fixes and explanations for the findings that touch the range, and all safe fixes as `source.fixAll.writ`. */
export async function codeActions(
  session: Session,
  params: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const isWanted = () => !token.isCancellationRequested;
  const analysis = await checkedAnalysisOf(session, params.textDocument.uri, isWanted);
  if (analysis === undefined) return [];
  const wants = (kind: string) =>
    params.context.only === undefined || params.context.only.some((only) => isKindOf(kind, only));
  return [
    ...(wants(CodeActionKind.QuickFix) ? await quickFixes(session, analysis, params) : []),
    ...(params.context.only !== undefined && wants(FIX_ALL_KIND) ? fixAll(session, analysis) : []),
  ];
}

async function quickFixes(session: Session, analysis: Analysis, params: CodeActionParams): Promise<CodeAction[]> {
  const isMeant = ({ typed, finding }: SiteFinding) =>
    touches(lspRange(analysis.document, typed?.site, finding.range), params.range);
  const reported = analysis.findings().filter(isMeant);
  const found = [...reported, ...analysis.unreported().filter(isMeant)];
  return distinct([
    ...found.flatMap((each) => fixActions(session, analysis, each, params.context.diagnostics)),
    ...(await fileFixActions(session, analysis, reported)),
    ...(await suppressActions(session, analysis, reported)),
    ...(session.abilities.clientCommands ? explanations(found) : []),
  ]);
}

/** Several findings may ask for the same: two of one check in one statement are accepted by one entry. */
function distinct(actions: readonly CodeAction[]): CodeAction[] {
  const known = new Set<string>();
  return actions.filter(({ title, edit, command }) => {
    const does = JSON.stringify([title, edit, command]);
    return !known.has(does) && known.add(does);
  });
}

function fixActions(
  { abilities }: Session,
  analysis: Analysis,
  { typed, finding }: SiteFinding,
  diagnostics: readonly Diagnostic[],
): CodeAction[] {
  const range = lspRange(analysis.document, typed?.site, finding.range);
  const diagnostic = diagnostics.find(
    ({ code, message, range: at }) => code === finding.code && message === finding.message && isSame(at, range),
  );
  return finding.fixes.map((fix, index) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    edit: { changes: { [analysis.document.uri]: fixEdits(analysis.document, typed?.site, fix) } },
    ...(index === 0 ? { isPreferred: true } : {}),
    ...(diagnostic === undefined ? {} : { diagnostics: [diagnostic] }),
    ...suggestAfter(abilities, analysis, typed, fix),
  }));
}

/** A fix that leaves an empty string puts the caret there, with the list of suggestions open. */
function suggestAfter(
  { clientCommands }: ClientAbilities,
  { document }: Analysis,
  typed: TypedSite | undefined,
  fix: Fix,
): Pick<CodeAction, 'command'> {
  // In a string of another file the offset would have to be mapped through text that does not exist yet.
  if (!clientCommands || fix.completeAt === undefined || typed?.site.embedding !== undefined) return {};
  const after = editedText(document.text, fix.edits);
  const position = positionAt(lineStartsOf(after), fix.completeAt);
  const args = [document.uri, position];
  return { command: { title: fix.title, command: CLIENT_COMMANDS.triggerSuggest, arguments: args } };
}

function editedText(text: string, edits: Fix['edits']): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((result, { range, newText }) => result.slice(0, range.start) + newText + result.slice(range.end), text);
}

function explanations(found: readonly SiteFinding[]): CodeAction[] {
  const codes = [...new Set(found.map(({ finding }) => finding.code))];
  return codes.map((code) => ({
    title: `Explain ${code}`,
    kind: CodeActionKind.QuickFix,
    command: { title: `Explain ${code}`, command: CLIENT_COMMANDS.explainCheck, arguments: [code] },
  }));
}

/** How long the proofs of all fixes together may keep the editor waiting, in milliseconds. Asked for by a command, or on saving. */
const FIX_ALL_BUDGET_MS = 500;

function fixAll({ checker, clock }: Session, { document, findings }: Analysis): CodeAction[] {
  const limits = { now: clock.now, deadline: clock.now() + FIX_ALL_BUDGET_MS };
  const fixes = safeFixes(findings(), (typed) => checker.proofs(typed, limits));
  const edits = fixes.flatMap(({ typed, fix }) => fixEdits(document, typed?.site, fix));
  if (edits.length === 0) return [];
  return [{ title: 'Apply all safe fixes', kind: FIX_ALL_KIND, edit: { changes: { [document.uri]: edits } } }];
}

/** `source.fixAll.writ` is a kind of `source.fixAll`, of `source` and of the empty kind. */
function isKindOf(kind: string, wanted: string): boolean {
  return wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`);
}

function touches(a: LspRange, b: LspRange): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: LspRange['start'], b: LspRange['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function isSame(a: LspRange, b: LspRange): boolean {
  return (
    !isBefore(a.start, b.start) && !isBefore(b.start, a.start) && !isBefore(a.end, b.end) && !isBefore(b.end, a.end)
  );
}
