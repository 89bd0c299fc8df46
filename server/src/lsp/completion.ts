import type { CompletionItem, CompletionList, CompletionParams } from 'vscode-languageserver';
import { documentCompletion } from '../features/completion/document';
import { completionAt } from '../features/completion/index';
import { siteRange } from '../policy/find';
import { offsetAt } from '../syntax/lines';
import { completionData, lspCompletion, markup } from './convert';
import { type FoundPolicy, policyAt } from './policy-at';
import type { Session } from './session';

/** What fits at the caret; the catalog's words for each item come when it is looked at (`completionItem/resolve`). */
export async function completion(session: Session, params: CompletionParams): Promise<CompletionList | null> {
  const found = await policyAt(session, params);
  if (found === undefined || isInEscape(found, params)) return null;
  const list = completionAt(found.context, found.offset);
  return list ? lspCompletion(found.document, found.context.site, list, session.abilities) : null;
}

/** Of a policy in a string: within an escape no place of the policy's text begins. */
function isInEscape({ document, context, offset }: FoundPolicy, { position }: CompletionParams): boolean {
  const { start } = siteRange(context.site, { start: offset, end: offset });
  return context.site.embedding !== undefined && start !== offsetAt(document.lines, document.text.length, position);
}

export function resolveCompletion({ catalog, abilities }: Session, item: CompletionItem): CompletionItem {
  const data = completionData(item);
  const found = data && documentCompletion(data, catalog());
  if (!found) return item;
  return { ...item, detail: found.detail, documentation: markup(found.markdown, abilities) };
}
