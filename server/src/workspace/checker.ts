import type { Catalog } from '../catalog/catalog';
import type { Pass } from '../checks/plan';
import { type CheckCache, type CheckInput, checkSite, createCheckCache, unreportedFindings } from '../checks/run';
import { suppress } from '../checks/suppress';
import type { Checker, FileFacts, TypedSite } from './analysis';
import type { DocumentText } from './text';

export interface CheckerSources {
  readonly catalog: () => Catalog;
  /** The editor reports syntax errors of JSON files itself. */
  readonly builtInJson: boolean;
  /** Which rules run. Default: all. */
  readonly pass?: Pass;
  /** `YYYY-MM-DD`, for suppressions that expire. */
  readonly today: () => string;
  readonly log: (message: string) => void;
}

/** The rules of `checks/`, run on a policy with what is known of its file. */
export function createChecker(sources: CheckerSources): Checker {
  let cache: CheckCache | undefined;
  const inputOf = (typed: TypedSite, facts: FileFacts, document: DocumentText): CheckInput => ({
    site: typed.site,
    types: typed.decisions.map(({ type }) => type),
    catalog: sources.catalog(),
    cache: cacheNow(),
    options: facts.options,
    severities: facts.severities,
    builtInJson: sources.builtInJson && isJson(document),
    log: sources.log,
    pass: sources.pass ?? 'all',
  });
  const cacheNow = (): CheckCache => {
    cache ??= createCheckCache(sources.catalog());
    return cache;
  };
  return {
    check: (typed, facts, document, memory) => {
      const findings = checkSite({ ...inputOf(typed, facts, document), memory });
      if (facts.suppress.length === 0) return findings;
      return suppress(findings, typed.site, facts.suppress, sources.today()).findings;
    },
    unreported: (...of) => unreportedFindings(inputOf(...of)),
  };
}

function isJson({ languageId }: DocumentText): boolean {
  return languageId === 'json' || languageId === 'jsonc';
}
