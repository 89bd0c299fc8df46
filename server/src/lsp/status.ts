import type { PolicyStatus, PolicyStatusParams } from '../../../shared/messages';
import { typeReasons } from '../features/policy-type';
import { lspRange } from './convert';
import { analysisOf, type Session } from './session';

/** Types and reasons of a document's policies, the model that governs it, and the dates of the AWS data. */
export async function policyStatus(session: Session, { uri }: PolicyStatusParams): Promise<PolicyStatus> {
  const analysis = await analysisOf(session, uri);
  const model = analysis?.facts.model;
  const sites = analysis?.sites() ?? [];
  return {
    policies: sites.flatMap(({ site, decisions }) =>
      analysis === undefined
        ? []
        : {
            types: decisions.map(({ type }) => type),
            reason: typeReasons(decisions),
            range: lspRange(analysis.document, site, site.document.root),
          },
    ),
    model: model === undefined ? null : { uri: model.uri, path: model.path },
    data: session.catalog().dates,
  };
}
