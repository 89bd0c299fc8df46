import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../server/src/workspace/settings';
import { DEFAULT_CHECK_OPTIONS, DEFAULT_SETTINGS } from '../../../shared/settings';

interface Property {
  readonly default?: unknown;
  readonly scope?: string;
  readonly enum?: readonly string[];
  readonly properties?: { readonly [name: string]: Property };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const properties: { readonly [name: string]: Property } = Object.assign(
  {},
  ...manifest.contributes.configuration.map((group: { properties: object }) => group.properties),
);

describe('readSettings', () => {
  test.each([[undefined], [null], ['text'], [[]], [{}], [{ files: null }]])('%j gives the defaults', (section) => {
    expect(readSettings(section)).toEqual({ settings: DEFAULT_SETTINGS, problems: [] });
  });

  test('right values are taken', () => {
    const section = {
      files: { policyTypes: { 'scps/**': 'scp' }, exclude: ['old/**'] },
      checks: {
        severity: { 'action-unknown': 'off' },
        options: { scpMaxSize: 5120, requiredConditions: { 's3:*': ['aws:SourceVpce'] } },
      },
      lens: { enabled: false },
      model: { path: 'm.json' },
      trace: { server: 'verbose' },
    };
    const { settings, problems } = readSettings(section);
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      ...section,
      checks: { ...section.checks, options: { ...DEFAULT_CHECK_OPTIONS, ...section.checks.options } },
    });
  });

  test.each([
    ['files.policyTypes', { files: { policyTypes: { '*': 'iam' } } }],
    ['files.exclude', { files: { exclude: 'old/**' } }],
    ['checks.severity', { checks: { severity: { sid: 'fatal' } } }],
    ['checks.options.scpMaxSize', { checks: { options: { scpMaxSize: -1 } } }],
    ['checks.options.arrayStyle', { checks: { options: { arrayStyle: 'list' } } }],
    ['lens.enabled', { lens: { enabled: 'yes' } }],
    ['trace.server', { trace: { server: 'all' } }],
  ])('a wrong %s falls back and is named', (path, section) => {
    expect(readSettings(section)).toEqual({
      settings: DEFAULT_SETTINGS,
      problems: [`writ.${path} has a value that cannot be used; its default counts.`],
    });
  });
});

describe('the manifest', () => {
  test('has the settings that the server reads, with the same defaults', () => {
    const read = Object.entries(DEFAULT_SETTINGS).flatMap(([group, members]) =>
      Object.entries(members).map(([name, value]) => [`writ.${group}.${name}`, value] as const),
    );
    const expected = Object.fromEntries(
      read.map(([name, value]) => [name, name === 'writ.checks.options' ? {} : value]),
    );
    expect(Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, each.default]))).toEqual(
      expected,
    );
  });

  test('has the options of the checks with their defaults', () => {
    const options = properties['writ.checks.options']?.properties ?? {};
    expect(Object.fromEntries(Object.entries(options).map(([name, each]) => [name, each.default]))).toEqual(
      DEFAULT_CHECK_OPTIONS,
    );
  });

  test('gives each setting a scope', () => {
    expect(Object.values(properties).map(({ scope }) => scope)).not.toContain(undefined);
  });

  test('has a text for each of its keys, and no text that nothing uses', () => {
    const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]);
    const texts = JSON.parse(readFileSync('package.nls.json', 'utf8'));
    expect([...new Set(used)].sort()).toEqual(Object.keys(texts).sort());
  });
});
