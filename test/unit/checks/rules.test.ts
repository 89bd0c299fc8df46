import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import type { ExampleModel } from '../../../server/src/checks/rule';
import { checkSite } from '../../../server/src/checks/run';
import type { PolicyType } from '../../../server/src/policy/document';
import { POLICY_TYPES } from '../../../server/src/policy/grammar';
import { applyEdits } from '../../../server/src/syntax/edits';
import { type CheckOptions, DEFAULT_CHECK_OPTIONS } from '../../../shared/settings';
import { testCatalog } from '../../kit/catalog';
import { writeMarked } from '../../kit/marks';
import { asMark, exampleModel, findingsOf, markText, readExample, siteOf } from '../../kit/rules';

const catalog = testCatalog();
const fixtures = join(__dirname, '..', '..', 'fixtures');

interface CatalogueEntry {
  readonly id: string;
  readonly module: string;
  readonly severity: string;
  readonly severityBy?: Record<string, string>;
  readonly severityByKind?: Record<string, string>;
  readonly appliesTo: readonly PolicyType[];
  readonly defaultOn: boolean;
  readonly aaIssueCodes?: readonly string[];
  readonly fixIsSafe: boolean;
  readonly fixSafeWhen?: string;
  readonly fixEffect?: string;
  readonly testKind: PolicyType;
  /** What has to be set for the check to look. */
  readonly options?: Partial<CheckOptions>;
  readonly knownAccounts?: readonly string[];
  readonly model?: ExampleModel;
  readonly bad?: unknown;
  readonly good?: unknown;
  readonly badText?: string;
  /** How many characters stand in `badText` for FILLER. */
  readonly filler?: number;
}

const catalogueFolder = join(fixtures, 'checks', 'catalogue');
const catalogue: readonly CatalogueEntry[] = readdirSync(catalogueFolder).flatMap(
  (file) => JSON.parse(readFileSync(join(catalogueFolder, file), 'utf8')) as CatalogueEntry[],
);
const ruleByCode = new Map(rules.map((rule) => [rule.code, rule]));

describe.each(rules.map((rule) => [rule.code, rule] as const))('%s', (_code, rule) => {
  test.each(rule.bad.map((example, index) => [index, readExample(rule, example)] as const))(
    'bad example %i gives its marks and nothing else',
    (_index, example) => {
      const found = findingsOf(rule, example, catalog);
      const likes = found.map((finding) => example.marks.find((mark) => isMarkOf(mark, finding)));
      const actual = found.map((finding, index) => asMark(finding, likes[index], example.text));
      const expected = example.marks.map((mark) => markText(rule, mark));
      const labels = found.map((finding) => ({
        ...finding.range,
        label: `${finding.code} ${finding.messageId}: ${finding.message}`,
      }));
      expect(actual.sort(), writeMarked(example.text, labels)).toEqual(expected.sort());
    },
  );

  test.each(rule.bad.flatMap((example, index) => fixCases(index, readExample(rule, example))))(
    'bad example %i: fix %s',
    (_index, title, text, expected) => {
      const findings = findingsOf(rule, { ...readExample(rule, rule.bad[_index]!), ignore: [] }, catalog);
      const fixes = findings.filter((each) => each.code === rule.code).flatMap((each) => each.fixes);
      const results = fixes.filter((each) => each.title === title).map((each) => applyEdits(text, each.edits));
      expect(results.find((result) => result === expected) ?? results, fixes.map((each) => each.title).join('\n')).toBe(
        expected,
      );
    },
  );

  test('safe fixes turn bad into good', () => {
    for (const bad of rule.bad) {
      const example = readExample(rule, bad);
      const ours = () => findingsOf(rule, { ...example, text }, catalog).filter(({ code }) => code === rule.code);
      let text = example.text;
      // One at a time, as an editor does with fixes that touch each other.
      for (let step = 0; step < 20; step += 1) {
        const fix = ours()
          .flatMap(({ fixes }) => fixes.slice(0, 1))
          .find(({ isSafe }) => isSafe);
        if (fix === undefined) break;
        text = applyEdits(text, fix.edits);
      }
      expect(ours().filter(({ fixes }) => fixes[0]?.isSafe)).toEqual([]);
      if (example.fixAll !== undefined) expect(text).toBe(example.fixAll);
    }
  });

  test.each(rule.good.map((example, index) => [index, readExample(rule, example)] as const))(
    'good example %i gives nothing',
    (_index, example) => {
      expect(findingsOf(rule, example, catalog)).toEqual([]);
    },
  );

  test('every message and every fix occurs in a bad example', () => {
    const examples = rule.bad.map((example) => readExample(rule, example));
    const seen = new Set(examples.flatMap(({ marks }) => marks.map(({ code }) => code)));
    expect(Object.keys(rule.messages).filter((id) => !seen.has(id))).toEqual([]);
    const titles = examples.flatMap(({ fixes }) => fixes.map(({ title }) => title));
    const unseen = Object.values(rule.fixes ?? {}).filter(({ title }) => !titles.some((each) => fits(title, each)));
    const isFixAll = examples.some(({ fixAll }) => fixAll !== undefined);
    expect(unseen.filter(({ safe }) => !(isFixAll && safe !== undefined)).map(({ title }) => title)).toEqual([]);
  });

  test('its texts are short, and its source is a page of AWS', () => {
    for (const message of Object.values(rule.messages)) {
      expect(message.split(/[.?](?: |$)/).filter((part) => part !== '').length).toBeLessThanOrEqual(2);
      expect(message).not.toContain('!');
    }
    expect(rule.source).toMatch(/^https:\/\/(docs|aws)\.(aws\.)?amazon\.com\//);
  });
});

describe('the catalogue of checks', () => {
  test.each(catalogue.map((entry) => [entry.id, entry] as const))('%s is a rule with its properties', (code, entry) => {
    const rule = ruleByCode.get(code)!;
    expect(rule).toBeDefined();
    expect(rule.family).toBe(entry.module);
    expect(rule.severity).toBe(entry.severity);
    expect(rule.defaultOn ?? true).toBe(entry.defaultOn);
    expect(rule.policyTypes === 'all' ? [...POLICY_TYPES].sort() : [...rule.policyTypes].sort()).toEqual(
      [...entry.appliesTo].sort(),
    );
    expect(rule.severityBy ?? {}).toEqual(entry.severityBy ?? {});
    expect(rule.severityByKind ?? {}).toEqual(entry.severityByKind ?? {});
    expect(rule.aaIssueCodes ?? []).toEqual(entry.aaIssueCodes ?? []);
    const safety = Object.values(rule.fixes ?? {}).map(({ safe }) => safe);
    expect(safety.some((safe) => safe !== undefined)).toBe(entry.fixIsSafe);
  });

  test.each(catalogue.map((entry) => [entry.id, entry] as const))(
    '%s fires on its bad, not on its good',
    (code, entry) => {
      const rule = ruleByCode.get(code)!;
      const check = (text: string) =>
        checkSite({
          site: siteOf(text),
          types: [entry.testKind],
          catalog,
          options: { ...DEFAULT_CHECK_OPTIONS, ...entry.options },
          knownAccounts: entry.knownAccounts && new Set(entry.knownAccounts),
          model: entry.model && exampleModel(entry.model),
          severities: rule.defaultOn === false ? [{ [code]: rule.severity }] : [],
        });
      const badText = entry.badText?.replace('FILLER', 'x'.repeat(entry.filler ?? 0));
      const bad = check(badText ?? JSON.stringify(entry.bad));
      const found = bad.filter((finding) => finding.code === code);
      expect(found.length).toBeGreaterThan(0);
      expect(found.map(({ severity }) => severity)).toContain(entry.severity);
      if (entry.fixIsSafe) expect(found.some(({ fixes }) => fixes.some(({ isSafe }) => isSafe))).toBe(true);
      else expect(found.some(({ fixes }) => fixes.some(({ isSafe }) => isSafe))).toBe(false);
      if (entry.good === undefined || entry.good === null) return;
      expect(check(JSON.stringify(entry.good)).filter((finding) => finding.code === code)).toEqual([]);
    },
  );
});

interface SilentDocument {
  readonly kind: PolicyType;
  readonly why: string;
  readonly policy: unknown;
}

const silent: readonly SilentDocument[] = JSON.parse(readFileSync(join(fixtures, 'no-finding.json'), 'utf8'));

test.each(silent.map((each) => [each.why, each] as const))('silence: %s', (_why, { kind, policy }) => {
  for (const text of [JSON.stringify(policy), JSON.stringify(policy, null, 2)])
    expect(checkSite({ site: siteOf(text), types: [kind], catalog })).toEqual([]);
});

function isMarkOf(
  mark: { start: number; end: number; code: string },
  finding: { range: { start: number; end: number }; messageId: string },
): boolean {
  return mark.start === finding.range.start && mark.end === finding.range.end && mark.code === finding.messageId;
}

function fixCases(index: number, example: ReturnType<typeof readExample>) {
  return example.fixes.map(({ title, text }) => [index, title, example.text, text] as const);
}

/** Does a title come from a template? */
function fits(template: string, title: string): boolean {
  const parts = template.split(/\{\w+\}/);
  return title.startsWith(parts[0]!) && title.endsWith(parts.at(-1)!) && parts.every((part) => title.includes(part));
}
