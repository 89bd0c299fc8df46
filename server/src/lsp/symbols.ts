import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver-types';
import { type PolicySymbol, policySymbol } from '../features/symbols';
import type { PolicySite } from '../policy/find';
import type { DocumentText } from '../workspace/text';
import { lspRange } from './convert';
import { analysisOf, type Session } from './session';

const KINDS: { readonly [Kind in PolicySymbol['kind']]: SymbolKind } = {
  policy: SymbolKind.Module,
  statement: SymbolKind.Object,
  element: SymbolKind.Property,
};

/** The outline of each policy in the document; a flat list for a client that knows no trees. */
export async function documentSymbols(
  session: Session,
  { textDocument: { uri } }: DocumentSymbolParams,
): Promise<DocumentSymbol[] | SymbolInformation[]> {
  const analysis = await analysisOf(session, uri);
  if (analysis === undefined) return [];
  const { document } = analysis;
  const roots = analysis.sites().map(({ site }) => lspSymbol(document, site, policySymbol(site.document)));
  return session.abilities.hierarchicalSymbols ? roots : roots.flatMap((root) => flat(uri, root));
}

function lspSymbol(document: DocumentText, site: PolicySite, symbol: PolicySymbol): DocumentSymbol {
  const { name, detail, kind, range, selection, children } = symbol;
  return {
    name,
    detail,
    kind: KINDS[kind],
    range: lspRange(document, site, range),
    selectionRange: lspRange(document, site, selection),
    children: children.map((child) => lspSymbol(document, site, child)),
  };
}

function flat(uri: string, { name, kind, range, children = [] }: DocumentSymbol): SymbolInformation[] {
  return [{ name, kind, location: { uri, range } }, ...children.flatMap((child) => flat(uri, child))];
}
