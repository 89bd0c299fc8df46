import type { Catalog } from '../catalog/catalog';
import { rules } from '../checks/index';
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
    knownAccounts: facts.model && new Set(facts.model.model.accounts.keys()),
    severities: facts.severities,
    builtInJson: sources.builtInJson && isJson(document),
    log: sources.log,
    pass: sources.pass ?? 'all',
  });
  const cacheNow = (): CheckCache => {
    cache ??= createCheckCache(sources.catalog());
    return cache;
  };
  const isOpenFor = (document: DocumentText) => (code: string) =>
    (code === SYNTAX_CODE && sources.builtInJson && isJson(document)) ||
    (sources.pass === 'withoutProofs' && KERNEL_CODES.has(code));
  return {
    check: (typed, facts, document, memory) => checkSite({ ...inputOf(typed, facts, document), memory }),
    unreported: (...of) => unreportedFindings(inputOf(...of)),
    settle(found, { tree, sites }, facts, document) {
      const inSites = found.flatMap(({ typed, finding }) =>
        typed === undefined ? [] : [{ typed, site: typed.site, finding }],
      );
      const { left, used, own } = suppress({
        found: inSites,
        tree,
        lines: document.lines,
        sites,
        entries: facts.suppress,
        today: sources.today(),
        severities: facts.severities,
        isOpen: isOpenFor(document),
      });
      const aboutFile = facts.isExcluded ? [] : own;
      return { findings: [...left, ...aboutFile.map((finding) => ({ typed: undefined, finding }))], used };
    },
  };
}

const SYNTAX_CODE = 'json-syntax';

/** The checks that a first pass leaves out. */
const KERNEL_CODES: ReadonlySet<string> = new Set(rules.flatMap(({ code, asksKernel }) => (asksKernel ? [code] : [])));

function isJson({ languageId }: DocumentText): boolean {
  return languageId === 'json' || languageId === 'jsonc';
}
