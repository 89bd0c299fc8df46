import type { Diagnostic } from 'vscode-languageserver';
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
