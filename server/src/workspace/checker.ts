import type { Catalog } from '../catalog/catalog';
import { rules as allRules } from '../checks/index';
import { type ModelFacts, modelFacts } from '../checks/model-facts';
import { kernelCodesOf, type Pass } from '../checks/plan';
import { policyProofs } from '../checks/policy-proofs';
import type { ListedRule } from '../checks/rule';
import { type CheckCache, type CheckInput, checkInSteps, createCheckCache, unreportedFindings } from '../checks/run';
import { suppress } from '../checks/suppress';
import type { Checker, FileFacts, TypedSite } from './analysis';
import type { LoadedModel } from './models';
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
  /** For tests. */
  readonly rules?: readonly ListedRule[];
}

/** The rules of `checks/`, run on a policy with what is known of its file. */
export function createChecker(sources: CheckerSources): Checker {
  const { rules = allRules } = sources;
  const kernelCodes = kernelCodesOf(rules);
  let cache: CheckCache | undefined;
  const inputOf = (typed: TypedSite, facts: FileFacts, document: DocumentText): CheckInput => ({
    site: typed.site,
    types: typed.decisions.map(({ type }) => type),
    catalog: sources.catalog(),
    cache: cacheNow(),
    options: facts.options,
    knownAccounts: facts.model && new Set(facts.model.model.accounts.keys()),
    model: facts.model && modelOf(sources.catalog(), facts.model, document.uri, typed),
    severities: facts.severities,
    builtInJson: sources.builtInJson && isJson(document),
    log: sources.log,
    pass: sources.pass ?? 'all',
    rules,
  });
  const cacheNow = (): CheckCache => {
    cache ??= createCheckCache(sources.catalog());
    return cache;
  };
  const isSecondPass = (code: string) => sources.pass === 'withoutProofs' && kernelCodes.has(code);
  const isOpenFor = (document: DocumentText, isProven: boolean) => (code: string) =>
    (code === SYNTAX_CODE && sources.builtInJson && isJson(document)) || (!isProven && isSecondPass(code));
  return {
    check: (typed, facts, document, memory) => checkInSteps({ ...inputOf(typed, facts, document), memory }),
    unreported: (...of) => unreportedFindings(inputOf(...of)),
    settle(found, { tree, sites }, facts, document, isProven) {
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
        isOpen: isOpenFor(document, isProven),
      });
      const aboutFile = facts.isExcluded ? [] : own;
      return { findings: [...left, ...aboutFile.map((finding) => ({ typed: undefined, finding }))], used };
    },
    limits: (typed, facts, { uri }) => facts.model && modelOf(sources.catalog(), facts.model, uri, typed).limits,
    proofs: ({ site, decisions }, limits) =>
      decisions.map(({ type }) =>
        policyProofs({ document: site.document, type, kernel: () => cacheNow().kernel(), limits }),
      ),
    needsProofs({ decisions }, { severities, options }) {
      if (sources.pass !== 'withoutProofs' || kernelCodes.size === 0) return false;
      const types = decisions.map(({ type }) => type);
      const { onStatement, onDocument } = cacheNow().plan({
        rules,
        types,
        severities,
        pass: 'proofs',
        scpDialect: options.scpDialect,
      });
      return onStatement.length + onDocument.length > 0;
    },
  };
}

const SYNTAX_CODE = 'json-syntax';

function isJson({ languageId }: DocumentText): boolean {
  return languageId === 'json' || languageId === 'jsonc';
}

function modelOf(catalog: Catalog, { model, policyUses }: LoadedModel, uri: string, { site }: TypedSite): ModelFacts {
  return modelFacts(catalog, model, policyUses.of(uri, site.pointer));
}
