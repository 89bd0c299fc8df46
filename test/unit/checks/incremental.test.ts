import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../../server/src/checks/finding';
import { rules } from '../../../server/src/checks/index';
import { type ListedRule, rule, type StatementContext } from '../../../server/src/checks/rule';
import { type CheckInput, checkSite, createCheckCache } from '../../../server/src/checks/run';
import { createSiteMemory } from '../../../server/src/checks/site-memory';
import { changeBetween } from '../../../server/src/syntax/changes';
import { type Parsed, parseDocument } from '../../../server/src/workspace/analysis';
import { documentText } from '../../../server/src/workspace/text';
import { testCatalog } from '../../kit/catalog';
import { readExample, siteOf } from '../../kit/rules';

const catalog = testCatalog();
const cache = createCheckCache(catalog);
/** Every rule is on, whatever its default. */
const severities = [Object.fromEntries(rules.map(({ code, severity }) => [code, severity]))];

/** The statements of all rules' examples, as texts. */
const STATEMENTS = rules.flatMap((each) =>
  [...each.bad, ...each.good].flatMap((example) => {
    const { text } = readExample(each, example);
    const { document } = siteOf(text);
    return document.statements
      .map(({ node }) => text.slice(node.start, node.end))
      .filter((part) => part.length < 2_000);
  }),
);

function plain(findings: readonly Finding[]) {
  return findings.map((finding) => ({ ...finding }));
}

function document(statements: readonly string[], version: string): string {
  return `{ "Version": "${version}", "Statement": [\n  ${statements.join(',\n  ')}\n] }`;
}

/** The text as a version of a document that was parsed before. */
function parsedAfter(before: Parsed | undefined, text: string): Parsed {
  const earlier = before && { parsed: before, edit: changeBetween(before.tree.text, text) };
  return parseDocument(documentText('file:///w/a.json', 'json', 1, text), { isMeant: true, earlier })!;
}

type Edit = (text: string) => string;

const statement = fc.constantFrom(...STATEMENTS);
const version = fc.constantFrom('2012-10-17', '2008-10-17');

/** What typing does: a character comes or goes somewhere. */
const stroke: fc.Arbitrary<Edit> = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    key: fc.constantFrom('', 'x', '"', '*', '{', '}', ',', ' ', '\n'),
  })
  .map(({ at, key }) => (text) => {
    const offset = Math.floor(at * text.length);
    return text.slice(0, offset) + key + text.slice(key === '' ? offset + 1 : offset);
  });

/** What pasting does: other statements around the same ones. */
const rewrite: fc.Arbitrary<Edit> = fc
  .record({ before: fc.array(statement, { maxLength: 2 }), after: fc.array(statement, { maxLength: 2 }), version })
  .map(({ before, after, version: written }) => (text) => {
    const parts = siteOf(text).document.statements.map(({ node }) => text.slice(node.start, node.end));
    return document([...before, ...parts.slice(0, 4), ...after], written);
  });

test('checking again after each edit finds what checking from scratch finds', () => {
  fc.assert(
    fc.property(
      fc.array(statement, { minLength: 1, maxLength: 5 }),
      version,
      fc.constantFrom<CheckInput['types']>(['identity'], ['resource'], ['scp'], ['identity', 'boundary'], ['trust']),
      fc.array(fc.oneof({ weight: 3, arbitrary: stroke }, rewrite), { maxLength: 6 }),
      (statements, written, types, edits) => {
        const memory = createSiteMemory();
        let text = document(statements, written);
        let parsed: Parsed | undefined;
        for (const edit of [(same: string) => same, ...edits]) {
          text = edit(text);
          parsed = parsedAfter(parsed, text);
          const [kept, fresh] = [parsed, parsedAfter(undefined, text)].map(({ sites: [site] }) => site);
          const input: CheckInput = { site: fresh!, types, catalog, severities };
          expect(plain(checkSite({ ...input, site: kept!, cache, memory }))).toEqual(plain(checkSite(input)));
        }
      },
    ),
    { numRuns: 150 },
  );
});

/** A rule with one message, `said`. */
function saying(checkStatement: (context: StatementContext) => void): ListedRule {
  const texts = { title: '', why: '', source: '', messages: { said: 'Said.' }, good: [], bad: [] };
  return {
    ...rule({ code: 'saying', severity: 'warning', policyTypes: 'all', ...texts, checkStatement }),
    family: 'actions',
  };
}

test('only the statement that changed is asked about again', () => {
  const seen: (number | undefined)[] = [];
  const watching = saying(({ statement: { index, node }, report }) => {
    seen.push(index);
    report(node, 'said', {});
  });
  const memory = createSiteMemory();
  const ask = (text: string) => {
    seen.length = 0;
    const input = { site: siteOf(text), types: ['identity'] as const, catalog, cache, memory, rules: watchingRules };
    const found = checkSite(input).map(({ range }) => text.slice(range.start, range.end));
    return { seen: [...seen], found };
  };
  const watchingRules = [watching];
  const [a, b, longer] = ['{ "Sid": "A" }', '{ "Sid": "B" }', '{ "Sid": "Longer" }'] as const;
  expect(ask(document([a, b], '2012-10-17'))).toEqual({ seen: [0, 1], found: [a, b] });
  expect(ask(document([a, b], '2012-10-17'))).toEqual({ seen: [], found: [a, b] });
  expect(ask(document([longer, b], '2012-10-17'))).toEqual({ seen: [0], found: [longer, b] });
  // A version says what variables are: everything is looked at again.
  expect(ask(document([longer, b], '2008-10-17'))).toEqual({ seen: [0, 1], found: [longer, b] });
});

test('a Deny that holds an action to services is heard of by the other statements, and so is its end', () => {
  const allow = '{ "Effect": "Allow", "Action": ["iam:PassRole", "iam:ListRoles"], "Resource": "*" }';
  const deny =
    '{ "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }';
  const memory = createSiteMemory();
  const codes = (statements: readonly string[]) =>
    checkSite({ site: siteOf(document(statements, '2012-10-17')), types: ['identity'], catalog, memory, cache })
      .map(({ code }) => code)
      .filter((code) => code.startsWith('passrole'));
  expect(codes([allow])).toEqual(['passrole-star-resource']);
  expect(codes([allow, deny])).toEqual([]);
  expect(codes([allow, deny.replace('iam:PassedToService', 'aws:RequestedRegion')])).toEqual([
    'passrole-star-resource',
  ]);
});

test('no number of findings in one statement is too large', () => {
  const talkative = saying(({ statement: { node }, report }) => {
    for (let at = 0; at < 200_000; at += 1) report({ start: node.start, end: node.start + at }, 'said', {});
  });
  const memory = createSiteMemory();
  const site = siteOf(document(['{ "Sid": "A" }'], '2012-10-17'));
  const types = ['identity', 'boundary'] as const;
  const check = () => checkSite({ site, types, catalog, memory, rules: [talkative] }).length;
  expect([check(), check()]).toEqual([200_000, 200_000]);
});
