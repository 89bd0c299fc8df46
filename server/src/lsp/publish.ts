import type { Diagnostic } from 'vscode-languageserver';
import { POLICY_STATUS_CHANGED } from '../../../shared/messages';
import type { Suppression } from '../checks/configuration';
import { rules } from '../checks/index';
import { parseJson } from '../syntax/json';
import { type Analysis, MAX_TEXT_LENGTH } from '../workspace/analysis';
import { configurationProblems, isConfigurationFile, suppressionProblems } from '../workspace/configurations';
import { isModelFile } from '../workspace/model-files';
import { type LoadedModel, reportedProblems } from '../workspace/models';
import { inSlices } from '../workspace/schedule';
import type { DocumentText } from '../workspace/text';
import { lspDiagnostic, lspProblem } from './convert';
import { guardCall } from './guard';
import { checkedAnalysisOf, type Session } from './session';

/** The AWS page that each check stands on. */
const PAGES: ReadonlyMap<string, string> = new Map(rules.map(({ code, source }) => [code, source]));

/** A document has changed: its diagnostics go out soon, after the changes that are waiting. Editors that ask for them do so now. */
export function schedulePublish(session: Session, uri: string): void {
  if (session.abilities.pullsDiagnostics) return;
  session.schedule.soon(
    uri,
    guardCall('publishDiagnostics', () => publish(session, uri), session.log),
  );
}

/** Something has been added to the findings of a document that has not changed. */
export function publishSoon(session: Session, uri: string): void {
  if (session.abilities.pullsDiagnostics) refreshDiagnostics(session);
  else schedulePublish(session, uri);
}

/** All open documents again, after a setting, a configuration or a model has changed. */
export function publishAll(session: Session): void {
  if (session.abilities.pullsDiagnostics) refreshDiagnostics(session);
  else for (const { uri } of session.documents.all()) schedulePublish(session, uri);
}

function refreshDiagnostics(session: Session): void {
  if (session.abilities.refreshDiagnostics) askToRefresh(session, 'workspace/diagnostic/refresh');
}

/** A client that promised to refresh may still refuse; that costs it the refresh, never the server. */
function askToRefresh({ connection, log }: Session, method: string): void {
  guardCall(method, () => connection.sendRequest<void>(method), log)();
}

/** When typing rests: lenses and the status item may show something else now. */
export function refreshAtRest(session: Session): void {
  session.schedule.atRest(
    'refresh',
    guardCall('refresh', () => refreshLenses(session), session.log),
  );
}

/** Asks the client to ask for lenses and statuses again. */
export function refreshLenses(session: Session): void {
  const { connection, abilities } = session;
  connection.sendNotification(POLICY_STATUS_CHANGED);
  if (abilities.refreshLenses) askToRefresh(session, 'workspace/codeLens/refresh');
}

/** A closed document has no findings any more; a model keeps what is wrong with it. */
export function clearDiagnostics(session: Session, uri: string): void {
  session.schedule.cancel(uri);
  if (session.abilities.pullsDiagnostics) return;
  session.connection.sendDiagnostics({ uri, diagnostics: [] });
}

/** One version's diagnostics go out once and whole: a newer version ends the work, and has its own. */
async function publish(session: Session, uri: string): Promise<void> {
  const document = session.documents.get(uri);
  const isNewest = () => session.documents.get(uri) === document;
  const analysis = await checkedAnalysisOf(session, uri, isNewest);
  if (document === undefined || analysis === undefined) return;
  const diagnostics = await diagnosticsOf(session, analysis, isNewest);
  if (!isNewest()) return;
  session.connection.sendDiagnostics({
    uri,
    diagnostics,
    ...(session.abilities.versionedDiagnostics ? { version: document.version } : {}),
  });
  if (analysis.facts.model !== undefined && !isModelFile(uri)) await publishModel(session, analysis.facts.model.uri);
}

/** Everything that is said of a document: its policies, and what is wrong in it as a file of ours. Of no use once nobody wants it. */
export async function diagnosticsOf(
  session: Session,
  analysis: Analysis,
  isWanted: () => boolean,
): Promise<Diagnostic[]> {
  return [
    ...(await findingsOf(session, analysis, isWanted)),
    ...tooLong(analysis),
    ...(await ownProblems(session, analysis.document)),
  ];
}

async function findingsOf(session: Session, analysis: Analysis, isWanted: () => boolean): Promise<Diagnostic[]> {
  const rest = analysis.findings().values();
  const diagnostics: Diagnostic[] = [];
  const advance = (): boolean => {
    const { done, value } = rest.next();
    if (done === true) return false;
    diagnostics.push(lspDiagnostic(analysis.document, value, PAGES.get(value.finding.code), session.abilities));
    return true;
  };
  await inSlices(session.clock, advance, isWanted);
  return diagnostics;
}

function tooLong({ document, isTooLong }: Analysis): Diagnostic[] {
  return isTooLong() ? [lspProblem(document.lines, TOO_LONG)] : [];
}

/** Silence would read as "nothing is wrong". */
const TOO_LONG = {
  code: 'file-too-long',
  severity: 'suggestion',
  range: { start: 0, end: 1 },
  message: `Longer than ${Math.floor(MAX_TEXT_LENGTH / 1e6)} million characters: the policies in this file are not checked. Split it to have them checked.`,
} as const;

/** What is wrong with a model is said at its file, open or not, once for each reading. */
async function publishModel(session: Session, uri: string): Promise<void> {
  if (session.documents.get(uri) !== undefined) return;
  const model = await session.models.load(uri);
  if (session.publishedModels.get(uri) === model) return;
  session.publishedModels.set(uri, model);
  session.connection.sendDiagnostics({ uri, diagnostics: problemsOf(session, model) });
}

/** What is wrong in a file of ours, besides the policies in it. */
async function ownProblems(session: Session, { uri, text, lines }: DocumentText): Promise<Diagnostic[]> {
  const { builtInJson } = session.abilities;
  if (isModelFile(uri)) return problemsOf(session, await session.models.load(uri));
  if (!isConfigurationFile(uri)) return [];
  const schema = builtInJson ? undefined : await session.schema();
  const tree = parseJson(text, { comments: true });
  const about = suppressionProblems(tree, { today: session.today(), isUnused: isUnusedIn(session, uri) });
  const problems = [...configurationProblems(tree, schema), ...about];
  return problems.filter(({ isBuiltIn }) => !(isBuiltIn && builtInJson)).map((problem) => lspProblem(lines, problem));
}

/** Known where the whole workspace has been looked at. */
function isUnusedIn({ scan }: Session, uri: string): (entry: Suppression) => boolean {
  return (entry) => scan.isComplete && !scan.isUsed(uri, entry);
}

function problemsOf({ abilities }: Session, model: LoadedModel): Diagnostic[] {
  return reportedProblems(model, abilities.builtInJson).map((problem) => lspProblem(model.lines, problem));
}
