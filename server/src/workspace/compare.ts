import type { ComparisonReason, PolicyChange } from '../../../shared/comparison';
import { compilePolicy } from '../evaluation/compile';
import type { CompiledPolicy } from '../evaluation/compiled';
import type { AttachedPolicy } from '../evaluation/input';
import { type ComparedVersion, describeComparison } from '../features/comparison/describe';
import type { PolicyType } from '../policy/document';
import { findPolicies, type PolicySite, siteRange } from '../policy/find';
import { decideTypes } from '../policy/kind';
import { type PolicyPair, pairPolicies } from '../policy/pairing';
import type { AccessOptions } from '../semantics/access';
import type { Kernel } from '../semantics/kernel';
import { comparePolicies } from '../semantics/questions';
import { parseJson } from '../syntax/json';
import { positionRange } from '../syntax/lines';
import type { SyntaxErrorCode, Tree } from '../syntax/tree';
import { allowsComments } from './analysis';
import type { FileVersion, FileVersions } from './file-versions';
import { type DocumentText, documentText } from './text';

/** What changes between two versions of a file, policy by policy. Total: what cannot be read cannot be told. */
export function compareFiles(versions: FileVersions, kernel: Kernel, options: AccessOptions): readonly PolicyChange[] {
  const older = parsedVersion(versions.old, 'old');
  const newer = parsedVersion(versions.new, 'new');
  const broken = [newer, older].filter((each) => each !== undefined && each.sites.length === 0 && isBroken(each.tree));
  if (broken.length > 0) return [unreadableFile(broken.flatMap((each) => syntaxReasons(each, each?.tree)))];
  return pairPolicies(older?.sites ?? [], newer?.sites ?? []).map((pair) =>
    comparePair(pair, { older, newer, versions, kernel, options }),
  );
}

/** The policies of a text: those that are found, or the whole of it where somebody says so. */
export function policiesIn(tree: Tree, isMeant: boolean): readonly PolicySite[] {
  const found = findPolicies(tree);
  return found.length === 0 && isMeant ? findPolicies(tree, { wholeFile: true }) : found;
}

interface ParsedVersion {
  readonly version: 'old' | 'new';
  readonly document: DocumentText;
  readonly tree: Tree;
  readonly sites: readonly PolicySite[];
}

function parsedVersion(file: FileVersion | undefined, version: 'old' | 'new'): ParsedVersion | undefined {
  if (file === undefined) return undefined;
  const document = documentText(file.uri, file.languageId, 0, file.text);
  const tree = parseJson(file.text, { comments: allowsComments(document) });
  return { version, document, tree, sites: policiesIn(tree, file.isMeant) };
}

/** Many files named `.json` hold comments and trailing commas; what they mean is plain all the same. */
const HARMLESS: ReadonlySet<SyntaxErrorCode> = new Set<SyntaxErrorCode>(['comment', 'comma-trailing', 'empty']);

/** The text is no JSON, so that what it means is a guess. */
export function isBroken(tree: Tree): boolean {
  return tree.problems.some(({ code }) => !HARMLESS.has(code));
}

function syntaxReasons(parsed: ParsedVersion | undefined, tree: Tree | undefined): readonly ComparisonReason[] {
  const problem = tree?.problems.find(({ code }) => !HARMLESS.has(code));
  if (parsed === undefined || problem === undefined) return [];
  const site = parsed.sites.find(({ document }) => document.tree === tree);
  const range = site === undefined ? problem : siteRange(site, problem);
  const which = parsed.version === 'new' ? 'The text' : 'The text of the older version';
  return [
    {
      code: 'syntax',
      message: `${which} is no valid JSON from here on, so what it allows cannot be told.`,
      range: positionRange(parsed.document.lines, range),
      version: parsed.version,
    },
  ];
}

function unreadableFile(reasons: readonly ComparisonReason[]): PolicyChange {
  return { ...UNDECIDED, pointer: '', isOldMissing: false, isNewMissing: false, reasons };
}

const UNDECIDED = { verdict: 'undecided', gained: [], lost: [] } as const;
const SAME = { verdict: 'none', gained: [], lost: [], reasons: [] } as const;

interface Comparing {
  readonly older: ParsedVersion | undefined;
  readonly newer: ParsedVersion | undefined;
  readonly versions: FileVersions;
  readonly kernel: Kernel;
  readonly options: AccessOptions;
}

function comparePair(pair: PolicyPair, { older, newer, versions, kernel, options }: Comparing): PolicyChange {
  const frame = {
    pointer: pair.new?.pointer ?? pair.old?.pointer ?? '',
    isOldMissing: pair.old === undefined,
    isNewMissing: pair.new === undefined,
  };
  const syntax = [...syntaxReasons(newer, pair.new?.document.tree), ...syntaxReasons(older, pair.old?.document.tree)];
  if (syntax.length > 0) return { ...frame, ...UNDECIDED, reasons: syntax };
  if (isSameText(pair)) return { ...frame, ...SAME };
  const type = typeIn(versions.new, pair.new) ?? typeIn(versions.old, pair.old) ?? typeByContent(pair);
  const compiled = (site: PolicySite | undefined) => site && compilePolicy(site.document, type, kernel.catalog);
  const policies = { old: compiled(pair.old), new: compiled(pair.new) };
  const comparison = comparePolicies(kernel, policies, options);
  const described = describeComparison(comparison, {
    kernel,
    old: comparedVersion('old', older, pair.old, policies.old),
    new: comparedVersion('new', newer, pair.new, policies.new),
  });
  return { ...frame, ...described };
}

function typeIn(file: FileVersion | undefined, site: PolicySite | undefined): PolicyType | undefined {
  return site && file?.types[site.pointer];
}

function typeByContent({ old, new: next }: PolicyPair): PolicyType {
  const site = next ?? old;
  return site === undefined ? 'identity' : decideTypes(site, {})[0].type;
}

function isSameText(pair: PolicyPair): boolean {
  return pair.old !== undefined && pair.new !== undefined && textOf(pair.old) === textOf(pair.new);
}

function textOf({ document: { tree, root } }: PolicySite): string {
  return tree.text.slice(root.start, root.end);
}

function comparedVersion(
  version: 'old' | 'new',
  parsed: ParsedVersion | undefined,
  site: PolicySite | undefined,
  policy: CompiledPolicy | undefined,
): ComparedVersion {
  if (parsed === undefined || site === undefined || policy === undefined) return { version, policies: new Map() };
  const { uri, lines } = parsed.document;
  const attached: AttachedPolicy = {
    document: site.document,
    policy: uri,
    uri,
    pointer: site.pointer,
    rangeOf: (range) => positionRange(lines, siteRange(site, range)),
  };
  return { version, policies: new Map([[policy, attached]]) };
}
