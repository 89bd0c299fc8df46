import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import { sarifReport } from '../../../server/src/cli/formats/sarif';
import type { ReportedFinding } from '../../../server/src/cli/reported-finding';

const range = { start: { line: 5, character: 17 }, end: { line: 5, character: 30 } };
const found: ReportedFinding = {
  file: 'policies/my app.json',
  code: 'json-syntax',
  severity: 'error',
  messageId: 'commaMissing',
  message: 'A comma is missing here.',
  range,
  policyType: 'identity',
  pointer: '/Resources/Role',
  statement: null,
  related: [{ range, message: 'Here too.' }],
  fixes: [{ title: 'Insert missing comma', safe: false, edits: [{ range, newText: ',' }] }],
  line: '',
};

function logOf(...findings: readonly ReportedFinding[]) {
  const frame = { version: '1.2.3', folderUri: 'file:///w/', rules };
  return JSON.parse(sarifReport({ findings, files: 1, policies: 1 }, frame));
}

/** The schema of SARIF 2.1.0 as its makers ship it (written in draft 4, of which it uses nothing that draft 7 lacks). */
function sarifSchema(): object {
  const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  return schema;
}

test('every kind of finding is valid against the schema of SARIF 2.1.0', () => {
  const valid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(sarifSchema());
  const logs = [
    logOf(),
    logOf(found),
    logOf({ ...found, related: [], fixes: [], severity: 'security', policyType: null, file: '../x y/ü.json' }),
    logOf(...(['error', 'security', 'warning', 'suggestion'] as const).map((severity) => ({ ...found, severity }))),
    logOf(...rules.map(({ code }) => ({ ...found, code }))),
  ];
  for (const log of logs) {
    valid(log);
    expect(valid.errors).toBeNull();
  }
  // The schema is alive: it refuses what SARIF does not know.
  expect(valid({ ...logOf(found), version: '2.0.0' })).toBe(false);
});

describe('SARIF', () => {
  test('frames the findings as 2.1.0 wants it', () => {
    const { $schema, version, runs } = logOf(found);
    expect($schema).toBe('https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json');
    expect(version).toBe('2.1.0');
    expect(runs).toHaveLength(1);
    expect(Object.keys(runs[0])).toEqual(['tool', 'columnKind', 'originalUriBaseIds', 'results']);
    expect(runs[0].columnKind).toBe('utf16CodeUnits');
    expect(runs[0].originalUriBaseIds).toEqual({ '%SRCROOT%': { uri: 'file:///w/' } });
  });

  test('lists the rule with the AWS page that it stands on', () => {
    expect(logOf(found).runs[0].tool.driver).toEqual({
      name: 'writ',
      semanticVersion: '1.2.3',
      rules: [
        {
          id: 'json-syntax',
          shortDescription: { text: 'JSON syntax error' },
          fullDescription: {
            text: 'IAM refuses a policy that is not valid JSON, comments and trailing commas included.',
          },
          helpUri:
            'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-json-syntax-error',
          defaultConfiguration: { level: 'error' },
          properties: { tags: ['document'] },
        },
      ],
    });
  });

  test('counts lines and columns from 1, with the column behind the end', () => {
    const region = { startLine: 6, startColumn: 18, endLine: 6, endColumn: 31 };
    const artifactLocation = { uri: 'policies/my%20app.json', uriBaseId: '%SRCROOT%' };
    expect(logOf(found).runs[0].results).toEqual([
      {
        ruleId: 'json-syntax',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'A comma is missing here.' },
        locations: [{ physicalLocation: { artifactLocation, region } }],
        relatedLocations: [{ id: 0, message: { text: 'Here too.' }, physicalLocation: { artifactLocation, region } }],
        fixes: [
          {
            description: { text: 'Insert missing comma' },
            artifactChanges: [
              { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: ',' } }] },
            ],
          },
        ],
        properties: { severity: 'error', policyType: 'identity', pointer: '/Resources/Role' },
      },
    ]);
  });

  test.each([
    ['error', 'error'],
    ['security', 'warning'],
    ['warning', 'warning'],
    ['suggestion', 'note'],
  ] as const)('a finding of severity %s has the level %s', (severity, level) => {
    expect(logOf({ ...found, severity }).runs[0].results[0].level).toBe(level);
  });

  test('gives security findings a severity on the scale of code scanning', () => {
    const [run] = logOf({ ...found, severity: 'security' }).runs;
    expect(run.tool.driver.rules[0].properties['security-severity']).toBe('7.0');
    expect(run.results[0].properties['security-severity']).toBe('7.0');
  });

  test('each result points at its rule', () => {
    const [run] = logOf({ ...found, code: 'sid-empty' }, found, { ...found, code: 'made-up' }).runs;
    const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(['json-syntax', 'made-up', 'sid-empty']);
    for (const { ruleId, ruleIndex } of run.results) expect(ids[ruleIndex]).toBe(ruleId);
  });

  test('a run without findings has empty lists', () => {
    const [run] = logOf().runs;
    expect([run.tool.driver.rules, run.results]).toEqual([[], []]);
  });
});
