import type { Action, Catalog, Service } from '../catalog/catalog';
import type { Statement } from '../policy/document';

/** Entries of `Action` beyond these are not looked up. */
const MAX_ENTRIES = 30;

/** Patterns of `Action` that name a service; none for `NotAction` and where a bare star says too little. */
export function actionPatterns({ action }: Statement): readonly string[] {
  if (action === undefined || action.isNegated) return [];
  const patterns = action.entries.slice(0, MAX_ENTRIES).map(({ text }) => text);
  return patterns.every((pattern) => pattern.includes(':')) ? patterns : [];
}

/** The actions that the statement names, in the order of its entries; one may occur twice. */
export function statementActions(statement: Statement, catalog: Catalog): readonly Action[] {
  return actionPatterns(statement).flatMap((pattern) => {
    const service = serviceOf(pattern, catalog);
    return service === undefined ? [] : actionsOf(pattern, service, catalog);
  });
}

export function serviceOf(pattern: string, catalog: Catalog): Service | undefined {
  return catalog.service(pattern.slice(0, Math.max(0, pattern.indexOf(':'))));
}

/** The actions of its own service that a pattern selects. */
export function actionsOf(pattern: string, service: Service, catalog: Catalog): readonly Action[] {
  const { actions, firstAction } = service;
  return catalog
    .actionRanges(pattern)
    .flatMap(({ start, end }) => actions.slice(start - firstAction, end - firstAction));
}
