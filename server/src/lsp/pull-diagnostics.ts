import type {
  CancellationToken,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { rules } from '../checks/index';
import { kernelCodesOf } from '../checks/plan';
import type { Analysis } from '../workspace/analysis';
import { analyseClosed } from '../workspace/closed-file';
import { isConfigurationFile } from '../workspace/configurations';
import { fingerprint } from '../workspace/fingerprint';
import type { Round } from '../workspace/scan';
import { inSlices, turn } from '../workspace/schedule';
import { normalUri } from '../workspace/uri';
import { policyFilesBelow } from '../workspace/walk';
import { WorkspaceDiagnosticRequest } from './protocol';
import { diagnosticsOf } from './publish';
import { checkedAnalysisOf, type Session } from './session';

/** `textDocument/diagnostic`: what `publishDiagnostics` says in editors that do not ask. */
export async function documentDiagnostics(
  session: Session,
  { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const isWanted = () => !token.isCancellationRequested;
  const open = await checkedAnalysisOf(session, uri, isWanted);
  const analysis = open ?? (isWanted() ? await closedAnalysis(session, uri, isWanted) : undefined);
  const items = analysis === undefined ? [] : await diagnosticsOf(session, analysis, isWanted);
  const resultId = fingerprint(JSON.stringify(items));
  return resultId === previousResultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}

/**
 * `workspace/diagnostic`: the files that are not open. A client that takes partial results gets them file by file, and the request is
 * held until something has changed since the last one: such clients ask again at once.
 */
export async function workspaceDiagnostics(
  session: Session,
  { previousResultIds, partialResultToken }: WorkspaceDiagnosticParams,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  const { scan } = session;
  if (!session.abilities.watchedFiles) scan.touchAll();
  // A client that has nothing, though there is something, begins anew.
  const knowsAll = previousResultIds.length > 0 || !scan.hasResults;
  if (partialResultToken !== undefined && knowsAll) await scan.whenStale((done) => token.onCancellationRequested(done));
  const collected: WorkspaceDocumentDiagnosticReport[] = [];
  const send = async (item: WorkspaceDocumentDiagnosticReport) => {
    if (partialResultToken === undefined) collected.push(item);
    else
      await session.connection.sendProgress(WorkspaceDiagnosticRequest.partialResult, partialResultToken, {
        items: [item],
      });
  };
  const previous = new Map(previousResultIds.map(({ uri, value }) => [normalUri(uri), value]));
  await look({ session, round: scan.begin(), previous, token, send });
  return { items: collected };
}

interface Look {
  readonly session: Session;
  readonly round: Round;
  /** By normal URI: what the client has. */
  readonly previous: ReadonlyMap<string, string>;
  readonly token: CancellationToken;
  readonly send: (item: WorkspaceDocumentDiagnosticReport) => Promise<void>;
}

/** Configurations come last: which of their suppressions do nothing is known once all files have been looked at. */
async function look(at: Look): Promise<void> {
  const { session, round, token } = at;
  const configurations: string[] = [];
  for await (const uri of policyFilesBelow(session.files, session.folders())) {
    if (isConfigurationFile(uri)) configurations.push(uri);
    else await lookAt(uri, at);
    if (token.isCancellationRequested) return round.abandon();
  }
  const gone = round.end();
  const later = new Set(configurations.map(normalUri));
  for (const uri of configurations) await lookAt(uri, at);
  for (const uri of gone) if (!later.has(uri)) await at.send({ kind: 'full', uri, version: null, items: [] });
}

async function lookAt(uri: string, { session, round, previous, token, send }: Look): Promise<void> {
  const isWanted = () => !token.isCancellationRequested;
  const open = session.documents.get(uri);
  if (open !== undefined) {
    // Editors ask for open documents themselves; here it counts which suppressions they use.
    const analysis = await checkedAnalysisOf(session, uri, isWanted);
    if (analysis !== undefined) noteUse(uri, analysis, round);
    return round.found(uri, undefined);
  }
  const known = round.known(uri);
  const before = previous.get(normalUri(uri));
  if (!round.isStale(uri) && !isConfigurationFile(uri) && known === before) {
    round.found(uri, known);
    if (known !== undefined) await send({ kind: 'unchanged', uri, version: null, resultId: known });
    return;
  }
  await turn(session.clock);
  const analysis = await closedAnalysis(session, uri, isWanted);
  const items = analysis === undefined ? [] : await diagnosticsOf(session, analysis, isWanted);
  // The walk is abandoned: what is half known is not noted.
  if (!isWanted()) return;
  if (analysis !== undefined) noteUse(uri, analysis, round);
  const resultId = items.length === 0 ? undefined : fingerprint(JSON.stringify(items));
  round.found(uri, resultId);
  if (resultId !== undefined) await send({ kind: 'full', uri, version: null, resultId, items });
  else if (known !== undefined || before !== undefined || round.isStale(uri))
    await send({ kind: 'full', uri, version: null, items: [] });
}

const KERNEL_CODES = kernelCodesOf(rules);

/** While the kernel is still asked, an entry for one of its findings counts as used. */
function noteUse(uri: string, analysis: Analysis, round: Round): void {
  const { configuration, suppress } = analysis.facts;
  const isAsked = analysis.proofTask() !== undefined;
  const open = isAsked ? suppress.filter(({ code }) => KERNEL_CODES.has(code)) : [];
  round.uses(uri, configuration, [...analysis.usedSuppressions(), ...open]);
}

/** A file that is not open, checked in slices. */
async function closedAnalysis(session: Session, uri: string, isWanted: () => boolean): Promise<Analysis | undefined> {
  const analysis = await analyseClosed(uri, session);
  if (analysis !== undefined) await inSlices(session.clock, analysis.advance, isWanted);
  return analysis;
}
