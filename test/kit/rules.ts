/** Runs the examples of a rule file: what stands in it for readers is what is tested. */
import type { Catalog } from '../../server/src/catalog/catalog';
import type { Finding } from '../../server/src/checks/finding';
import type { ModelFacts } from '../../server/src/checks/model-facts';
import type { Example, ExampleModel, ExampleWithSettings, ListedRule } from '../../server/src/checks/rule';
import { checkSite } from '../../server/src/checks/run';
import type { PolicyType } from '../../server/src/policy/document';
import { findPolicies, type PolicySite } from '../../server/src/policy/find';
import { parseJson } from '../../server/src/syntax/json';
import { DEFAULT_CHECK_OPTIONS } from '../../shared/settings';
import { type Expectation, type Mark, readFixture } from './marks';

export interface ReadExample {
  /** The whole document. */
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly type: PolicyType;
  readonly ignore: readonly string[];
  readonly options: ExampleWithSettings['options'];
  readonly knownAccounts: readonly string[] | undefined;
  readonly model: ExampleModel | undefined;
  /** Title → the whole document after the fix. */
  readonly fixes: readonly { readonly title: string; readonly text: string }[];
  /** The document after all safe fixes of the rule, where it is stated. */
  readonly fixAll: string | undefined;
}

/** A text in the policy room's eyes, as a whole-file policy. */
export function siteOf(text: string): PolicySite {
  const [site] = findPolicies(parseJson(text, { comments: false }), { wholeFile: true });
  if (site === undefined) throw new Error('no site');
  return site;
}

/** Takes an example apart; statements are put into a document. */
export function readExample(rule: ListedRule, example: Example): ReadExample {
  const settings = typeof example === 'string' ? { text: example } : example;
  const fixture = readFixture(`-- example.json --\n${settings.text.replace(/^\n/, '')}`);
  const file = fixture.files[0]!;
  const isWhole = settings.whole === true || file.text.includes('"Statement"');
  const before = isWhole ? '' : BEFORE;
  const wrap = (text: string) => (isWhole ? text : `${BEFORE}${text}${AFTER}`);
  const firstType = rule.policyTypes === 'all' ? 'identity' : rule.policyTypes[0]!;
  const shift = before.length;
  return {
    text: wrap(file.text),
    marks: file.marks.map((mark) => ({ ...mark, start: mark.start + shift, end: mark.end + shift })),
    type: settings.type ?? firstType,
    ignore: settings.ignore ?? [],
    options: settings.options,
    knownAccounts: settings.knownAccounts,
    model: settings.model,
    fixes: fixture.expectations.filter(isFix).map(({ args, text }) => ({ title: args, text: wrap(text) })),
    fixAll: fixture.expectations.filter(({ verb }) => verb === 'fix-all').map(({ text }) => wrap(text))[0],
  };
}

const BEFORE = '{ "Version": "2012-10-17", "Statement": [';
const AFTER = '] }';

function isFix({ verb }: Expectation): boolean {
  return verb === 'fix';
}

/** The findings in an example, but for the codes that it ignores. A rule that is off by default is turned on. */
export function findingsOf(rule: ListedRule, example: ReadExample, catalog: Catalog): readonly Finding[] {
  const findings = checkSite({
    site: siteOf(example.text),
    types: [example.type],
    catalog,
    options: { ...DEFAULT_CHECK_OPTIONS, ...example.options },
    knownAccounts: example.knownAccounts && new Set(example.knownAccounts),
    model: example.model && exampleModel(example.model),
    severities: rule.defaultOn === false ? [{ [rule.code]: rule.severity }] : [],
  });
  return findings.filter((finding) => finding.code === rule.code || !example.ignore.includes(finding.code));
}

/** The model of an example, as rules see one. */
export function exampleModel({ roles = [], members = {}, ids = {}, limits, inline }: ExampleModel): ModelFacts {
  return { roles, membersOf: (groupArn) => members[groupArn], arnOf: (id) => ids[id], limits, inline };
}

/** What a mark says, of a finding: for comparing one to one. */
export function asMark(finding: Finding, like: Mark | undefined, text: string): string {
  const fix = finding.fixes.length === 0 ? '' : finding.fixes[0]?.isSafe ? ' +fix!' : ' +fix';
  return [
    `${finding.range.start}-${finding.range.end} ${finding.code} ${finding.messageId}`,
    like?.severity === undefined ? '' : ` [${finding.severity}]`,
    finding.isUnnecessary ? ' (unused)' : '',
    fix,
    like === undefined || like.related.length === 0 ? '' : relatedText(finding, text),
    like?.message === undefined ? '' : `: ${finding.message}`,
  ].join('');
}

/** The same for the mark. */
export function markText(rule: ListedRule, mark: Mark): string {
  const fix = mark.fix === undefined ? '' : mark.fix === 'safe' ? ' +fix!' : ' +fix';
  return [
    `${mark.start}-${mark.end} ${rule.code} ${mark.code}`,
    mark.severity === undefined ? '' : ` [${mark.severity}]`,
    mark.isUnused ? ' (unused)' : '',
    fix,
    ...mark.related.map(({ line, text }) => ` => ${line} ${text}`),
    mark.message === undefined ? '' : `: ${mark.message}`,
  ].join('');
}

function relatedText(finding: Finding, text: string): string {
  return finding.related
    .map(({ range, message }) => ` => ${text.slice(0, range.start).split('\n').length} ${message}`)
    .join('');
}
