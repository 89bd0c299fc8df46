/** A policy that is written in another way means the same: each example, rewritten, gets the findings that it got. */
import { expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import { checkSite, createCheckCache } from '../../../server/src/checks/run';
import type { PolicyType } from '../../../server/src/policy/document';
import { testCatalog } from '../../kit/catalog';
import { readExample, siteOf } from '../../kit/rules';

type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [name: string]: Json;
}

const catalog = testCatalog();
const cache = createCheckCache(catalog);
const OUTSIDE_STRINGS = /("(?:[^"\\]|\\.)*")|\s+/g;
/** Lists and lengths are what these are about. */
const OF_THE_TEXT = /-array-single$|-size$|^statement-single-object$/;
const severities = [Object.fromEntries(rules.map(({ code, severity }) => [code, severity]))];

const examples = rules.flatMap((rule) =>
  [...rule.good, ...rule.bad].flatMap((example) => {
    const { text, type } = readExample(rule, example);
    const value = readJson(text);
    return value === undefined ? [] : [{ value, type }];
  }),
);

function readJson(text: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(text);
    // What stands twice is lost in the value.
    return isObject(value) && JSON.stringify(value).length === text.replace(OUTSIDE_STRINGS, '$1').length
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

test('most examples can be written in another way', () => {
  expect(examples.length).toBeGreaterThan(1000);
});

test.each<readonly [string, (value: JsonObject) => string]>([
  [
    'on many lines and with escapes',
    (value) => JSON.stringify(value, undefined, '\t').replace(/"(?:[^"\\]|\\.)*"/g, escaped),
  ],
  [
    'with all members the other way round',
    (value) => JSON.stringify(backwards(inStatements(inStatements(value, backwards), inCondition(backwardsDeep)))),
  ],
  ['with lists for strings, and lists the other way round', (value) => JSON.stringify(inLists(value, turned))],
  ['without lists of one', (value) => JSON.stringify(otherStatement(inLists(value, single)))],
  ['with another account', (value) => JSON.stringify(value).replaceAll('111122223333', '123456789012')],
])('%s', { timeout: 60_000 }, (_, write) => {
  const wrong = examples.flatMap(({ value, type }) => {
    const text = write(value);
    const [expected, found] = [codesOf(value, type), codesIn(text, type)];
    return expected === found ? [] : [`${type} ${JSON.stringify(value)}\n${text}\n${expected}\n${found}`];
  });
  expect(wrong).toEqual([]);
});

const known = new Map<JsonObject, string>();

function codesOf(value: JsonObject, type: PolicyType): string {
  const codes = known.get(value) ?? codesIn(JSON.stringify(value), type);
  known.set(value, codes);
  return codes;
}

function codesIn(text: string, type: PolicyType): string {
  const found = checkSite({ site: siteOf(text), types: [type], catalog, cache, severities });
  return [...new Set(found.map(({ code }) => code))]
    .filter((code) => !OF_THE_TEXT.test(code))
    .sort()
    .join(' ');
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escaped(literal: string): string {
  return literal.replace(/(\\.)|[*:/]/g, (text, known) =>
    known === undefined ? `\\u${text.charCodeAt(0).toString(16).padStart(4, '0')}` : text,
  );
}

function inStatements(value: JsonObject, change: (statement: JsonObject) => JsonObject): JsonObject {
  const changed = (each: Json): Json => (isObject(each) ? change(each) : each);
  const { Statement } = value;
  if (Statement === undefined) return value;
  return { ...value, Statement: Array.isArray(Statement) ? Statement.map(changed) : changed(Statement) };
}

function otherStatement(value: JsonObject): JsonObject {
  const { Statement } = value;
  if (isObject(Statement)) return { ...value, Statement: [Statement] };
  if (!Array.isArray(Statement) || Statement.length !== 1 || !isObject(Statement[0])) return value;
  return { ...value, Statement: Statement[0] };
}

function backwards(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).reverse());
}

function backwardsDeep(value: JsonObject): JsonObject {
  return mapped(backwards(value), (each) => (isObject(each) ? backwards(each) : each));
}

function mapped(value: JsonObject, change: (value: Json, name: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each, name)]));
}

function inCondition(change: (condition: JsonObject) => JsonObject) {
  return (statement: JsonObject): JsonObject =>
    mapped(statement, (value, name) => (name === 'Condition' && isObject(value) ? change(value) : value));
}

/** Changes the values of elements, of the kinds of principals and of condition keys. */
function inLists(policy: JsonObject, change: (value: Json) => Json): JsonObject {
  const inBlocks = (blocks: JsonObject) => mapped(blocks, (block) => (isObject(block) ? mapped(block, change) : block));
  return inStatements(policy, (statement) =>
    mapped(statement, (value, name) => {
      if (/^(Not)?(Action|Resource)$/.test(name)) return change(value);
      if (/^(Not)?Principal$/.test(name)) return isObject(value) ? mapped(value, change) : value;
      return name === 'Condition' && isObject(value) ? inBlocks(value) : value;
    }),
  );
}

function turned(value: Json): Json {
  if (Array.isArray(value)) return [...value].reverse();
  return typeof value === 'string' ? [value] : value;
}

function single(value: Json): Json {
  const [first, ...others] = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return typeof first === 'string' && others.length === 0 ? first : value;
}
