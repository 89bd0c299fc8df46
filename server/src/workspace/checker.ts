import type { Catalog } from '../catalog/catalog';
import { type CheckInput, checkSite, unreportedFindings } from '../checks/run';
import type { Checker, FileFacts, TypedSite } from './analysis';
import type { DocumentText } from './text';

export interface CheckerSources {
  readonly catalog: () => Catalog;
  /** The editor reports syntax errors of JSON files itself. */
  readonly builtInJson: boolean;
  readonly log: (message: string) => void;
}

/** The rules of `checks/`, run on a policy with what is known of its file. */
export function createChecker(sources: CheckerSources): Checker {
  const inputOf = (typed: TypedSite, facts: FileFacts, document: DocumentText): CheckInput => ({
    site: typed.site,
    types: typed.decisions.map(({ type }) => type),
    catalog: sources.catalog(),
    options: facts.options,
    severities: facts.severities,
    builtInJson: sources.builtInJson && isJson(document),
    log: sources.log,
  });
  return {
    check: (...of) => checkSite(inputOf(...of)),
    unreported: (...of) => unreportedFindings(inputOf(...of)),
  };
}

function isJson({ languageId }: DocumentText): boolean {
  return languageId === 'json' || languageId === 'jsonc';
}
