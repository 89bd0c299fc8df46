import type { CheckOptions, CheckSeverity, RequiredConditions, RequiredKey } from '../../../shared/settings';
import type { PolicyType } from '../policy/document';
import { POLICY_TYPES } from '../policy/grammar';
import { memberNamed, type Range, type Tree, type TreeNode } from '../syntax/tree';
import { rules } from './index';
import { nearest } from './nearest';
import { isReadable, matchesPath } from './path-glob';
import { SEVERITIES, type SeverityTable } from './severity';
import {
  type Reading,
  type ReadNode,
  readCount,
  readDay,
  readList,
  readMap,
  readObject,
  readText,
  readWord,
} from './tree-values';

/** `writ.config.json`, as far as it can be used. docs/identity-model.md describes the file. */
export interface Configuration {
  readonly severity: SeverityTable;
  readonly overrides: readonly Override[];
  readonly options: Partial<CheckOptions>;
  readonly suppress: readonly Suppression[];
}

/** What holds for some files only. */
export interface Override {
  /** Globs, relative to the folder of the configuration file; one behind `!` takes files out. */
  readonly files: readonly string[];
  readonly policyType: PolicyType | undefined;
  readonly severity: SeverityTable;
}

/** Findings that are not to be shown. `sid`, `statement` and `pointer` narrow it. */
export interface Suppression {
  readonly file: string;
  readonly code: string;
  /** Without one it counts all the same, and is reported. */
  readonly reason: string | undefined;
  readonly sid: string | undefined;
  /** Index from 0. */
  readonly statement: number | undefined;
  /** JSON pointer of the policy, or of a node in it. */
  readonly pointer: string | undefined;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly expires: string | undefined;
  /** Its place in the configuration file, and those of two of its values. */
  readonly range: Range;
  readonly codeRange: Range;
  readonly expiresRange: Range | undefined;
}

/** A value that cannot be used; what stands beside it still counts. Broken JSON is in the tree's own problems. */
export interface ConfigurationProblem {
  readonly range: Range;
  readonly message: string;
  readonly severity: CheckSeverity;
}

export const EMPTY_CONFIGURATION: Configuration = { severity: {}, overrides: [], options: {}, suppress: [] };

/** Reads a configuration file. Never fails: what is wrong is left out, and named. */
export function readConfiguration(tree: Tree): {
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
} {
  if (tree.root.kind === 'missing') return { configuration: EMPTY_CONFIGURATION, problems: [] };
  const { value, problems } = readFile(tree.root);
  const wrong = problems.map(({ range, expected }): ConfigurationProblem => {
    const message = `This should be ${expected}. The default counts instead.`;
    return { range: { start: range.start, end: range.end }, message, severity: 'error' };
  });
  return {
    configuration: { ...EMPTY_CONFIGURATION, ...value },
    problems: [...wrong, ...misspeltCodes(tree.root)].sort((left, right) => left.range.start - right.range.start),
  };
}

/** What a configuration says of one file. */
export interface FileConfiguration {
  /** With the glob that decided; undefined where none does. */
  readonly typeSetting: { readonly type: PolicyType; readonly pattern: string } | undefined;
  /** Weakest first, to go behind those of the settings. */
  readonly severities: readonly SeverityTable[];
  readonly options: Partial<CheckOptions>;
  readonly suppress: readonly Suppression[];
}

/** `path`: relative to the folder of the configuration file, with `/`. */
export function configurationFor(configuration: Configuration, path: string): FileConfiguration {
  const matching = configuration.overrides.flatMap((override) => {
    const pattern = decidingGlob(override.files, path);
    return pattern === undefined ? [] : [{ override, pattern }];
  });
  const typed = matching.findLast(({ override }) => override.policyType !== undefined);
  const type = typed?.override.policyType;
  return {
    typeSetting: typed === undefined || type === undefined ? undefined : { type, pattern: typed.pattern },
    severities: [configuration.severity, ...matching.map(({ override }) => override.severity)],
    options: configuration.options,
    suppress: configuration.suppress.filter(({ file }) => matchesGlob(file, path)),
  };
}

/** The first of the globs that names the file; undefined where none does, or one behind `!` takes it out. Those alone leave all others. */
function decidingGlob(globs: readonly string[], path: string): string | undefined {
  const isExclusion = (glob: string) => /^!(?!\()/.test(glob);
  const exclusions = globs.filter(isExclusion);
  if (exclusions.some((glob) => matchesGlob(glob.slice(1), path))) return undefined;
  return exclusions.length === globs.length
    ? exclusions[0]
    : globs.find((glob) => !isExclusion(glob) && matchesGlob(glob, path));
}

/** A glob that would match nothing says so. */
const readGlob: ReadNode<string> = (node) => {
  const { value, problems } = readText(node);
  if (value === undefined || isReadable(fromFolder(value.replace(/^!(?!\()/, '')))) return { value, problems };
  return lacking(
    node,
    problems,
    'a simpler glob: one with brackets or parentheses may have three wildcards and 300 characters',
  );
};

/** Without the `./` or `/` for the folder itself. */
function fromFolder(glob: string): string {
  return glob.replace(/^\.?\//, '');
}

/** A glob without `/` matches the name in any folder; dots are ordinary characters. */
export function matchesGlob(glob: string, path: string): boolean {
  return matchesPath(fromFolder(glob), glob.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1));
}

const readSeverities = readMap(readWord<CheckSeverity | 'off'>([...SEVERITIES, 'off']));

const readRequiredKeyParts = readObject<{ key: string; operator: string; value: string }>({
  key: readText,
  operator: readText,
  value: readText,
});

const readRequiredKey: ReadNode<RequiredKey> = (node) => {
  if (node.kind !== 'object') return readText(node);
  const { value, problems } = readRequiredKeyParts(node);
  const { key, ...rest } = value ?? {};
  return key === undefined ? lacking(node, problems, 'an object with "key"') : { value: { key, ...rest }, problems };
};

const readRequiredGroups = readObject<{ anyOf: readonly RequiredKey[]; allOf: readonly RequiredKey[] }>({
  anyOf: readList(readRequiredKey),
  allOf: readList(readRequiredKey),
});

const readRequiredConditions: ReadNode<RequiredConditions> = (node) =>
  node.kind === 'object' ? readRequiredGroups(node) : readList(readRequiredKey)(node);

const readOptions: ReadNode<Partial<CheckOptions>> = readObject<CheckOptions>({
  scpDialect: readWord(['full', 'legacy']),
  scpMaxSize: readCount,
  rcpMaxSize: readCount,
  trustPolicyMaxSize: readCount,
  rolePolicyQuota: readCount,
  blockedPrincipals: readList(readText),
  allowedPrincipals: readList(readText),
  sensitiveAccess: readMap(readList(readText)),
  requiredConditions: readMap(readRequiredConditions),
  trustedAccounts: readList(readText),
  federatedAccounts: readList(readText),
  accessKeyMaxAgeDays: readCount,
  accessKeyUnusedDays: readCount,
  arrayStyle: readWord(['string', 'array']),
});

const readOverrideParts = readObject<{
  files: readonly string[];
  policyType: PolicyType;
  severity: SeverityTable;
}>({ files: readList(readGlob), policyType: readWord(POLICY_TYPES), severity: readSeverities });

const readOverride: ReadNode<Override> = (node) => {
  const { value, problems } = readOverrideParts(node);
  if (value?.files === undefined) return lacking(node, problems, 'an object with "files"');
  const { files, policyType, severity = {} } = value;
  return { value: { files, policyType, severity }, problems };
};

const readSuppressionParts = readObject<{
  file: string;
  code: string;
  reason: string;
  sid: string;
  statement: number;
  pointer: string;
  expires: string;
}>({
  file: readGlob,
  code: readText,
  reason: readText,
  sid: readText,
  statement: readCount,
  pointer: readText,
  expires: readDay,
});

const readSuppression: ReadNode<Suppression> = (node) => {
  const { value, problems } = readSuppressionParts(node);
  const { file, code, reason, sid, statement, pointer, expires } = value ?? {};
  if (file === undefined || code === undefined || problems.length > 0)
    return lacking(node, problems, 'an object with "file" and "code"');
  const places = {
    range: rangeOf(node),
    codeRange: valueRange(node, 'code') ?? rangeOf(node),
    expiresRange: valueRange(node, 'expires'),
  };
  return { value: { file, code, reason, sid, statement, pointer, expires, ...places }, problems };
};

function valueRange(node: TreeNode, name: string): Range | undefined {
  const value = node.kind === 'object' ? memberNamed(node, name)?.value : undefined;
  return value && rangeOf(value);
}

function rangeOf({ start, end }: TreeNode): Range {
  return { start, end };
}

const readFile = readObject<Configuration>({
  severity: readSeverities,
  overrides: readList(readOverride),
  options: readOptions,
  suppress: readList(readSuppression),
});

/** A part without which the whole cannot be used; what is wrong inside is the better message. */
function lacking(node: TreeNode, problems: Reading<unknown>['problems'], expected: string): Reading<never> {
  return { value: undefined, problems: problems.length > 0 ? problems : [{ range: node, expected }] };
}

/** Names that are no code and no family, but nearly one. Others may be codes of a later version. */
function misspeltCodes(root: TreeNode): readonly ConfigurationProblem[] {
  const known = [...new Set(rules.flatMap(({ code, family }) => [code, family]))];
  return severityNames(root).flatMap((name) => {
    const near = known.includes(name.value) ? undefined : nearest(name.value, known, 2);
    if (near === undefined) return [];
    const message = `No check and no family is called "${name.value}". Did you mean "${near}"?`;
    return [{ range: { start: name.start, end: name.end }, message, severity: 'warning' as const }];
  });
}

function severityNames(root: TreeNode) {
  const membersOf = (node: TreeNode | undefined) => (node?.kind === 'object' ? node.members : []);
  const valueNamed = (node: TreeNode, name: string) => membersOf(node).find(({ key }) => key.value === name)?.value;
  const overrides = valueNamed(root, 'overrides');
  const tables = [root, ...(overrides?.kind === 'array' ? overrides.items : [])];
  return tables.flatMap((table) => membersOf(valueNamed(table, 'severity')).map(({ key }) => key));
}
