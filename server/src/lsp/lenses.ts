import type { CodeLens, CodeLensParams, Command } from 'vscode-languageserver';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import { type AnsweredRequest, type Lens, policyLenses, requestFor } from '../features/lens';
import type { TypedSite } from '../workspace/analysis';
import { normalUri } from '../workspace/uri';
import { lspRange } from './convert';
import { analysisOf, type Session } from './session';

/** Above each policy its type, and the answer to the last request that concerns it. */
export async function codeLenses(session: Session, { textDocument: { uri } }: CodeLensParams): Promise<CodeLens[]> {
  const analysis = await analysisOf(session, uri);
  if (analysis === undefined || !analysis.facts.settings.lens.enabled) return [];
  const answers = await session.simulator.answers();
  return analysis.sites().flatMap((typed) => {
    const place = { uri, pointer: typed.site.pointer };
    const answered = requestFor(place, answers, isSameFile);
    return policyLenses(typed.site.document, typed.decisions, answered).map((lens) => ({
      range: lspRange(analysis.document, typed.site, lens.range),
      command: commandFor(session, lens, uri, typed, answered),
    }));
  });
}

/** For a client without our commands a lens is a text. */
function commandFor(
  { abilities }: Session,
  lens: Lens,
  uri: string,
  { site }: TypedSite,
  answered: AnsweredRequest | undefined,
): Command {
  if (!abilities.clientCommands) return { title: lens.title, command: '' };
  const place = { uri, pointer: site.pointer };
  const request = lens.action === 'showResult' ? answered?.remembered.request : null;
  return { title: lens.title, command: CLIENT_COMMANDS.simulateRequest, arguments: [request ?? null, place] };
}

function isSameFile(left: string, right: string): boolean {
  return normalUri(left) === normalUri(right);
}
