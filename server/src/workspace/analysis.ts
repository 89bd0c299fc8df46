import type { CheckOptions, Settings } from '../../../shared/settings';
import type { Suppression } from '../checks/configuration';
import type { Finding } from '../checks/finding';
import type { ModelFacts } from '../checks/model-facts';
import type { PolicyProofs } from '../checks/policy-proofs';
import type { ProofLimits } from '../checks/proof-limits';
import type { SeverityTable } from '../checks/severity';
import { createSiteMemory, type SiteMemory } from '../checks/site-memory';
import { type Steps, stepwise } from '../checks/steps';
import { findPolicies, mayHoldPolicy, type PolicySite } from '../policy/find';
import { decideTypes, type TypeDecision, type TypeHints } from '../policy/kind';
import type { ChangedRange } from '../syntax/changes';
import { parseJson } from '../syntax/json';
import { reparseJson } from '../syntax/reparse';
import type { Tree } from '../syntax/tree';
import type { LoadedModel } from './models';
import type { ProofTask } from './proof-task';
import { carriedFindings, type Proofs } from './proofs';
import type { DocumentText } from './text';
import { fileName } from './uri';

/** What is known of a file besides its text. Replaced as a whole when a setting, a configuration or a model changes. */
export interface FileFacts {
  readonly settings: Settings;
  /** `writ.files.exclude` names the file. */
  readonly isExcluded: boolean;
  /** Path in the workspace, with `/`; the file's name outside any folder. */
  readonly path: string;
  readonly typeSetting: TypeHints['setting'];
  /** Weakest first: the settings, the configuration file, its overrides. */
  readonly severities: readonly SeverityTable[];
  readonly options: CheckOptions;
  /** Findings that the configuration file takes away. */
  readonly suppress: readonly Suppression[];
  /** URI of the configuration that governs the file. */
  readonly configuration: string | undefined;
  /** The identity model that governs the file, as it was when the facts were gathered. */
  readonly model: LoadedModel | undefined;
  /** The uses that the governing model makes of a policy in this file, by the policy's JSON pointer. */
  readonly usesOf: (pointer: string) => TypeHints['uses'];
}

export interface TypedSite {
  readonly site: PolicySite;
  readonly decisions: readonly [TypeDecision, ...TypeDecision[]];
}

export interface SiteFinding {
  /** Undefined for a finding about the file itself, whose offsets count in the file. */
  readonly typed: TypedSite | undefined;
  readonly finding: Finding;
}

/** What is left of a file's findings once suppressions have been heard. */
export interface Settled {
  readonly findings: readonly SiteFinding[];
  /** Entries of the configuration that took something away. */
  readonly used: ReadonlySet<Suppression>;
}

/** One version of a document with what is known of it. Each part is computed when first asked for, at most once. */
export interface Analysis {
  readonly document: DocumentText;
  readonly facts: FileFacts;
  /** Undefined where a look at the text says that it holds no policy, and where it is too long. */
  readonly tree: () => Tree | undefined;
  /** The text may hold policies, and is too long to be looked at. */
  readonly isTooLong: () => boolean;
  readonly sites: () => readonly TypedSite[];
  readonly findings: () => readonly SiteFinding[];
  /** Does a part of the work for `findings`; false where all has been done. */
  readonly advance: () => boolean;
  /** Entries of the configuration that took some of its findings away. */
  readonly usedSuppressions: () => ReadonlySet<Suppression>;
  /** What the editor reports itself; its fixes are offered all the same. */
  readonly unreported: () => readonly SiteFinding[];
  /** What the rules that ask the comparison kernel have to look at; undefined where there is no such rule, or they have looked. */
  readonly proofTask: () => ProofTask | undefined;
}

/** An earlier version of a document, and what has changed in the text since. */
export interface Earlier {
  readonly parsed: Parsed;
  readonly edit: ChangedRange;
}

export interface Parsed {
  readonly tree: Tree;
  readonly sites: readonly PolicySite[];
}

/** Longer texts are left alone: no policy is so long, and an editor that hangs helps nobody. UTF-16 code units. */
export const MAX_TEXT_LENGTH = 20 * 1024 * 1024;

/** Checks one policy of a document. */
export interface Checker {
  /** Step by step. `memory`: what the check of the last version left, for a document that is being edited. */
  readonly check: (
    typed: TypedSite,
    facts: FileFacts,
    document: DocumentText,
    memory?: SiteMemory,
  ) => Steps<readonly Finding[]>;
  readonly unreported: (typed: TypedSite, facts: FileFacts, document: DocumentText) => readonly Finding[];
  /** Takes away what comments and the configuration suppress. `found`: all of the file. */
  readonly settle: (
    found: readonly SiteFinding[],
    parsed: Parsed,
    facts: FileFacts,
    document: DocumentText,
    isProven: boolean,
  ) => Settled;
  /** What limits the principals that have the policy, where a model knows them. */
  readonly limits: (typed: TypedSite, facts: FileFacts, document: DocumentText) => ModelFacts['limits'];
  /** The kernel's answers about the policy, one for each of its types. */
  readonly proofs: (typed: TypedSite, limits: ProofLimits) => readonly PolicyProofs[];
  /** Is there a rule for the policy that asks the comparison kernel, and is not asked by `check`? */
  readonly needsProofs: (typed: TypedSite, facts: FileFacts) => boolean;
}

/** What the checks of a document's policies left, by JSON pointer. */
export type DocumentMemory = Map<string, SiteMemory>;

/**
 * Tree and policies of a text; undefined where a look at the text says that there is none. `isMeant`: somebody has given the
 * file a type, so it is a policy as a whole if none is found in it.
 */
export function parseDocument(
  document: DocumentText,
  options: { readonly isMeant: boolean; readonly earlier?: Earlier | undefined },
): Parsed | undefined {
  const { text } = document;
  if (isTooLong(document)) return undefined;
  if (!options.isMeant && !mayHoldPolicy(text)) return undefined;
  const { earlier } = options;
  const tree =
    earlier === undefined
      ? parseJson(text, { comments: allowsComments(document) })
      : reparseJson(earlier.parsed.tree, text, earlier.edit);
  const known = earlier?.parsed.sites ?? [];
  const sites = findPolicies(tree, { known });
  if (sites.length > 0 || !options.isMeant) return { tree, sites };
  return { tree, sites: findPolicies(tree, { known, wholeFile: true }) };
}

function isTooLong({ text }: DocumentText): boolean {
  return text.length > MAX_TEXT_LENGTH;
}

/** What goes from one version of a document to the next. */
export interface Carried {
  readonly memory: DocumentMemory;
  /** The last answer of the rules that ask the comparison kernel. */
  readonly proofs: () => Proofs | undefined;
}

export function analyse(
  document: DocumentText,
  parsed: Parsed | undefined,
  facts: FileFacts,
  checker: Checker,
  carried?: Carried,
): Analysis {
  const sites = once(() => (facts.isExcluded ? [] : (parsed?.sites ?? []).map((site) => typed(site, facts))));
  const needsProofs = once(() => sites().some((each) => checker.needsProofs(each, facts)));
  const isProven = (proofs: Proofs | undefined) => proofs?.document === document && proofs.facts === facts;
  const found = stepwise(function* (): Steps<readonly SiteFinding[]> {
    const bySite: (readonly SiteFinding[])[] = [];
    for (const each of sites())
      bySite.push(inSite(each, yield* checker.check(each, facts, document, memoryFor(carried?.memory, each))));
    return bySite.flat();
  });
  const proven = (proofs: Proofs | undefined) =>
    proofs === undefined || !needsProofs()
      ? []
      : sites().flatMap((each, place) => inSite(each, carriedFindings(proofs, place, each)));
  const settle = (proofs: Proofs | undefined): Settled =>
    parsed === undefined
      ? NOTHING_SETTLED
      : checker.settle([...found.result(), ...proven(proofs)], parsed, facts, document, isProven(proofs));
  const settled = latest(() => carried?.proofs(), settle);
  return {
    document,
    facts,
    tree: () => parsed?.tree,
    isTooLong: () =>
      !facts.isExcluded && isTooLong(document) && (facts.typeSetting !== undefined || mayHoldPolicy(document.text)),
    sites,
    findings: () => settled().findings,
    advance: found.advance,
    usedSuppressions: () => settled().used,
    unreported: once(() => sites().flatMap((each) => inSite(each, checker.unreported(each, facts, document)))),
    proofTask: () =>
      !needsProofs() || isProven(carried?.proofs()) ? undefined : taskOf(document, facts, sites(), checker),
  };
}

function inSite(typed: TypedSite, findings: readonly Finding[]): readonly SiteFinding[] {
  return findings.map((finding) => ({ typed, finding }));
}

function taskOf(document: DocumentText, facts: FileFacts, sites: readonly TypedSite[], checker: Checker): ProofTask {
  const { uri, languageId, text } = document;
  const types = sites.map(({ decisions }) => decisions.map(({ type }) => type));
  const { options, severities, typeSetting } = facts;
  const limits = sites.map((typed) => checker.limits(typed, facts, document));
  return { uri, languageId, text, isMeant: typeSetting !== undefined, types, options, severities, limits };
}

/** Our own files carry comments whatever the editor calls them. */
export function allowsComments({ languageId, uri }: DocumentText): boolean {
  return languageId === 'jsonc' || isOwnFile(uri);
}

export function isOwnFile(uri: string): boolean {
  return /(^|\.)iam-model\.json$|\.iam-test\.json$|^writ\.config\.json$/.test(fileName(uri));
}

function typed(site: PolicySite, facts: FileFacts): TypedSite {
  const hints = { setting: facts.typeSetting, uses: facts.usesOf(site.pointer), path: facts.path };
  return { site, decisions: decideTypes(site, hints) };
}

const NOTHING_SETTLED: Settled = { findings: [], used: new Set() };

function memoryFor(memory: DocumentMemory | undefined, { site }: TypedSite): SiteMemory | undefined {
  const known = memory?.get(site.pointer);
  if (memory === undefined || known !== undefined) return known;
  const made = createSiteMemory();
  memory.set(site.pointer, made);
  return made;
}

/** Computes again when what it depends on is another one. */
function latest<From, T>(from: () => From, compute: (from: From) => T): () => T {
  let done: { readonly from: From; readonly value: T } | undefined;
  return () => {
    const now = from();
    if (done === undefined || done.from !== now) done = { from: now, value: compute(now) };
    return done.value;
  };
}

function once<T>(compute: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: compute() };
    return done.value;
  };
}
