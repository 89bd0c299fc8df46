import type { Hover, HoverParams } from 'vscode-languageserver';
import { hoverAt } from '../features/hover/index';
import { lspRange, markup } from './convert';
import { policyAt } from './policy-at';
import type { Session } from './session';

export async function hover(session: Session, params: HoverParams): Promise<Hover | null> {
  const found = await policyAt(session, params);
  const answer = found && hoverAt(found.context, found.offset);
  if (!answer) return null;
  const range = lspRange(found.document, found.context.site, answer.range);
  return { contents: markup(answer.markdown, session.abilities), range };
}
