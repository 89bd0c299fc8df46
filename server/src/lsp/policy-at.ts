import type { TextDocumentPositionParams } from 'vscode-languageserver';
import type { PolicyContext } from '../features/answers';
import { principalsOf } from '../model/uses';
import { offsetAt } from '../syntax/lines';
import { offsetInText } from '../syntax/tree';
import type { FileFacts } from '../workspace/analysis';
import { siteAt } from '../workspace/sites';
import type { DocumentText } from '../workspace/text';
import { analysisOf, type Session } from './session';

/** The policy at a position, ready for a feature. */
export interface FoundPolicy {
  readonly document: DocumentText;
  readonly context: PolicyContext;
  /** In the policy's own text. */
  readonly offset: number;
}

export async function policyAt(session: Session, params: TextDocumentPositionParams): Promise<FoundPolicy | undefined> {
  const analysis = await analysisOf(session, params.textDocument.uri);
  if (analysis === undefined) return undefined;
  const { document } = analysis;
  const offset = offsetAt(document.lines, document.text.length, params.position);
  const typed = siteAt(analysis, offset);
  if (typed === undefined) return undefined;
  const types = typed.decisions.map(({ type }) => type);
  return {
    document,
    context: { site: typed.site, types, catalog: session.catalog(), known: knownTo(analysis.facts.model) },
    offset: offsetInText(typed.site.embedding, offset),
  };
}

/** ARNs and principals of the governing model, as it was read last. */
function knownTo(model: FileFacts['model']): PolicyContext['known'] {
  if (model === undefined) return undefined;
  return {
    resources: [...model.model.resources.keys()],
    principals: principalsOf(model.model).map(({ arn }) => arn),
  };
}
