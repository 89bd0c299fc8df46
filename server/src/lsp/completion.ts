import type { CompletionItem, CompletionList, CompletionParams } from 'vscode-languageserver';
import { documentCompletion } from '../features/completion/document';
import { completionAt } from '../features/completion/index';
import { completionData, lspCompletion, markup } from './convert';
import { policyAt } from './policy-at';
import type { Session } from './session';

/** What fits at the caret; the catalog's words for each item come when it is looked at (`completionItem/resolve`). */
export async function completion(session: Session, params: CompletionParams): Promise<CompletionList | null> {
  const found = await policyAt(session, params);
  const list = found && completionAt(found.context, found.offset);
  return list ? lspCompletion(found.document, found.context.site, list, session.abilities) : null;
}

export function resolveCompletion({ catalog, abilities }: Session, item: CompletionItem): CompletionItem {
  const data = completionData(item);
  const found = data && documentCompletion(data, catalog());
  if (!found) return item;
  return { ...item, detail: found.detail, documentation: markup(found.markdown, abilities) };
}
