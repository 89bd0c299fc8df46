import type { Diagnostic } from 'vscode-languageserver';
import { POLICY_STATUS_CHANGED } from '../../../shared/messages';
import { rules } from '../checks/index';
import type { Analysis } from '../workspace/analysis';
import { lspDiagnostic } from './convert';
import { guardCall } from './guard';
import { analysisOf, type Session } from './session';

/** The AWS page that each check stands on. */
const PAGES: ReadonlyMap<string, string> = new Map(rules.map(({ code, source }) => [code, source]));

/** Sends a document's diagnostics soon: after the changes that are waiting, and again when typing goes on. */
export function schedulePublish(session: Session, uri: string): void {
  session.schedule.soon(
    uri,
    guardCall('publishDiagnostics', () => publish(session, uri), session.log),
  );
}

/** All open documents again, after a setting, a configuration or a model has changed. */
export function publishAll(session: Session): void {
  for (const { uri } of session.documents.all()) schedulePublish(session, uri);
}

/** When typing rests: lenses and the status item may show something else now. */
export function refreshAtRest(session: Session): void {
  session.schedule.atRest(
    'refresh',
    guardCall('refresh', () => refreshLenses(session), session.log),
  );
}

/** Asks the client to ask for lenses and statuses again. */
export function refreshLenses({ connection, abilities }: Session): void {
  connection.sendNotification(POLICY_STATUS_CHANGED);
  if (abilities.refreshLenses) void connection.sendRequest('workspace/codeLens/refresh');
}

export function clearDiagnostics(session: Session, uri: string): void {
  session.schedule.cancel(uri);
  session.connection.sendDiagnostics({ uri, diagnostics: [] });
}

async function publish(session: Session, uri: string): Promise<void> {
  const analysis = await analysisOf(session, uri);
  if (analysis === undefined) return;
  const { document } = analysis;
  session.connection.sendDiagnostics({
    uri,
    diagnostics: diagnosticsOf(session, analysis),
    ...(session.abilities.versionedDiagnostics ? { version: document.version } : {}),
  });
}

function diagnosticsOf(session: Session, analysis: Analysis): Diagnostic[] {
  return analysis
    .findings()
    .map((found) => lspDiagnostic(analysis.document, found, PAGES.get(found.finding.code), session.abilities));
}
