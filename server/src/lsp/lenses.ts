import type { CodeLens, CodeLensParams, Command } from 'vscode-languageserver';
import { CLIENT_COMMANDS } from '../../../shared/commands';
import { changeTitle } from '../features/comparison/lens';
import { type AnsweredRequest, type Lens, policyLenses, requestFor } from '../features/lens';
import { siteRange } from '../policy/find';
import type { Analysis, TypedSite } from '../workspace/analysis';
import { isBroken } from '../workspace/compare';
import { normalUri } from '../workspace/uri';
import { BASES } from './comparisons';
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
    const own = policyLenses(typed.site.document, typed.decisions, answered).map((lens) => ({
      range: lspRange(analysis.document, typed.site, lens.range),
      command: commandFor(session, lens, uri, typed, answered),
    }));
    return [...own, ...changeLenses(session, analysis, typed)];
  });
}

/** What an edit of the policy changes against the saved file, and against the last commit. */
function changeLenses(session: Session, analysis: Analysis, { site }: TypedSite): CodeLens[] {
  const { document } = analysis;
  const known = session.comparisons.changes.get(normalUri(document.uri));
  const tree = analysis.tree();
  const { start, end } = siteRange(site, site.document.root);
  const policy = {
    pointer: site.pointer,
    text: document.text.slice(start, end),
    documentVersion: document.version,
    isBroken: tree !== undefined && isBroken(tree),
  };
  return BASES.flatMap((base) => {
    const changes = known?.[base];
    const title = changes && changeTitle(base, changes, policy);
    if (title === undefined) return [];
    const place = { uri: document.uri, pointer: site.pointer };
    const command = session.abilities.clientCommands
      ? { title, command: CLIENT_COMMANDS.showComparison, arguments: [place, base] }
      : { title, command: '' };
    return [
      { range: lspRange(document, site, { start: site.document.root.start, end: site.document.root.start }), command },
    ];
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
