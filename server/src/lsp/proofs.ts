import { guardCall } from './guard';
import { publishSoon } from './publish';
import { analysisOf, type Session } from './session';

/** When typing rests, the rules that ask the comparison kernel look at the document, on another thread; their findings are added. */
export function scheduleProofs(session: Session, uri: string): void {
  if (session.prover() === undefined) return;
  session.schedule.atRest(
    `proofs ${uri}`,
    guardCall('proofs', () => prove(session, uri), session.log),
  );
}

async function prove(session: Session, uri: string): Promise<void> {
  const analysis = await analysisOf(session, uri);
  const task = analysis?.proofTask();
  if (analysis === undefined || task === undefined) return;
  const answer = await session.prover()?.prove(task);
  if (answer !== undefined && session.documents.addProofs(analysis, answer)) publishSoon(session, uri);
}
