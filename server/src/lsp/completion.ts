import type { CompletionItem, CompletionList, CompletionParams } from 'vscode-languageserver';
import type { CompletionData } from '../features/answers';
import { documentCompletion } from '../features/completion/document';
import { completionAt } from '../features/completion/index';
import { lspCompletion, markup } from './convert';
import { policyAt } from './policy-at';
import type { Session } from './session';

/** What fits at the caret; the catalog's words for each item come when it is looked at (`completionItem/resolve`). */
export async function completion(session: Session, params: CompletionParams): Promise<CompletionList | null> {
  const found = await policyAt(session, params);
  const list = found && completionAt(found.context, found.offset);
  return list ? lspCompletion(found.document, found.context.site, list, session.abilities) : null;
}

export function resolveCompletion({ catalog, abilities }: Session, item: CompletionItem): CompletionItem {
  const data: unknown = item.data;
  const found = isData(data) ? documentCompletion(data, catalog()) : undefined;
  if (found === undefined) return item;
  return { ...item, detail: found.detail, documentation: markup(found.markdown, abilities) };
}

/** Our own data comes back from the client; anything else names nothing. */
function isData(data: unknown): data is CompletionData {
  return typeof data === 'object' && data !== null && 'kind' in data && typeof data.kind === 'string';
}
