import { describe, expect, test } from 'vitest';
import { rules } from '../../../server/src/checks/index';
import { checkSite, createCheckCache } from '../../../server/src/checks/run';
import type { PolicyType } from '../../../server/src/policy/document';
import { findPolicies } from '../../../server/src/policy/find';
import { decideTypes } from '../../../server/src/policy/kind';
import { applyEdits } from '../../../server/src/syntax/edits';
import { parseJson } from '../../../server/src/syntax/json';
import { childrenOf, type TreeNode } from '../../../server/src/syntax/tree';
import { testCatalog } from '../../kit/catalog';
import { readExample, siteOf } from '../../kit/rules';

const catalog = testCatalog();
const severities = [Object.fromEntries(rules.map(({ code, severity }) => [code, severity]))];

/** Far from what these take: it ends a loop. On a busy machine they take long. */
const LONG = 180_000;

describe('no text makes a rule throw', () => {
  const examples = rules.flatMap((rule) => rule.bad.map((example) => ({ ...readExample(rule, example), rule })));

  test('each bad example, cut at every offset for its own rule, at some for all', { timeout: LONG }, () => {
    const log: string[] = [];
    for (const { text, type, rule } of examples) {
      for (let end = 0; end < text.length; end += 1) {
        const input = { site: siteOf(text.slice(0, end)), types: [type], catalog, severities };
        const isForAll = (end + text.length) % 397 === 0;
        const note = (message: string) => log.push(`${text.slice(0, end)}\n${message}`);
        checkSite({ ...input, ...(isForAll ? {} : { rules: [rule] }), log: note });
      }
    }
    expect(log).toEqual([]);
  });

  test('what a rule needs only leaves out questions: asked about every statement, it finds the same', () => {
    const wrong: string[] = [];
    const needy = rules.filter(({ needs }) => needs !== undefined);
    const asked = needy.map(({ needs: _needs, ...rule }) => rule);
    const all = rules.flatMap((rule) =>
      [...rule.good, ...rule.bad].map((example) => ({ ...readExample(rule, example), code: rule.code })),
    );
    for (const { text, type, code } of all) {
      const input = { site: siteOf(text), types: [type], catalog, severities };
      const codes = (of: typeof rules) => checkSite({ ...input, rules: of }).map((finding) => finding.code);
      if (codes(needy).join() !== codes(asked).join()) wrong.push(`${code}: ${text}`);
    }
    expect(wrong).toEqual([]);
  });

  test('each fix gives a text without new syntax errors, and lies in the text', () => {
    const wrong: string[] = [];
    for (const { text, type } of examples) {
      const site = siteOf(text);
      const before = site.document.tree.problems.length;
      for (const { code, fixes } of checkSite({ site, types: [type], catalog, severities })) {
        for (const { title, edits, completeAt } of fixes) {
          const result = applyEdits(text, edits);
          const after = parseJson(result, { comments: false }).problems.length;
          if (after > before || result === text) wrong.push(`${code} ${title}\n${result}`);
          // In an empty string, or behind the part of an ARN that is known.
          if (completeAt !== undefined && !/^["/:]"$/.test(result.slice(completeAt - 1, completeAt + 1)))
            wrong.push(`${code} ${title}: caret at ${result.slice(completeAt - 10, completeAt)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('no fix writes a key twice, also where a block of the Condition is a list', () => {
    const wrong: string[] = [];
    for (const { text, type } of examples) {
      const spoilt = text.replace(
        /("(?:\w+:)?(?:String|Arn|Bool|Null|Numeric|Date|IpAddress)\w*": )(\{[^{}]*\})/g,
        '$1[$2]',
      );
      for (const each of spoilt === text ? [text] : [text, spoilt]) {
        const before = duplicates(each);
        for (const { code, fixes } of checkSite({ site: siteOf(each), types: [type], catalog, severities })) {
          for (const { title, edits } of fixes) {
            const result = applyEdits(each, edits);
            if (duplicates(result) > before) wrong.push(`${code} ${title}\n${result}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    '',
    ' ',
    'null',
    '1',
    '"x"',
    '[]',
    '{}',
    '{"Statement":null}',
    '{"Statement":[null,1,"a",[]]}',
    '{"Statement":{}}',
  ])('%s', (text) => {
    const log: string[] = [];
    checkSite({ site: siteOf(text), types: ['identity'], catalog, severities, log: (message) => log.push(message) });
    expect(log).toEqual([]);
  });
});

/** How many keys of the text their object has already, in any letter case. */
function duplicates(text: string): number {
  const count = (node: TreeNode): number => {
    const names = node.kind === 'object' ? node.members.map(({ key }) => key.value.toLowerCase()) : [];
    return childrenOf(node).reduce((sum, child) => sum + count(child), names.length - new Set(names).size);
  };
  return count(parseJson(text, { comments: false }).root);
}

test('long lists cost little', () => {
  const actions = Array.from({ length: 5_000 }, (_, index) => `s3:*${index}*`);
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: actions, Resource: '*' },
  });
  const found = checkSite({ site: siteOf(text), types: ['identity'], catalog });
  expect(found.length).toBeGreaterThan(0);
});

/** Nothing is timed: a rule that holds each against each would not come back in time. */
describe('what a hostile list costs a rule, with its fixes, grows with the list', () => {
  const many = <Item>(count: number, make: (at: number) => Item) => Array.from({ length: count }, (_, at) => make(at));
  const allow = (rest: object) => ({ Effect: 'Allow', ...rest });
  const findingsIn = (code: string, Statement: unknown, type: PolicyType = 'identity') => {
    const site = siteOf(JSON.stringify({ Version: '2012-10-17', Statement }));
    const found = checkSite({
      site,
      types: [type],
      catalog,
      severities,
      rules: rules.filter((rule) => rule.code === code),
    });
    return found.map(({ fixes }) => fixes);
  };
  const arns = (resource: string) => many(20_000, (at) => `arn:aws:${resource}${at}`);
  const casings = (word: string, count: number) =>
    many(count, (at) => [...word].map((letter, place) => ((at >> place) & 1 ? letter.toUpperCase() : letter)).join(''));
  const addresses = many(300, (at) => `2001:db8:0:0:0:0:0:${at}`);
  const passed = (value: string) => ({ StringLike: { 'iam:PassedToService': value } });
  const guard = { StringEquals: { 'aws:ResourceTag/team': 'a' } };

  test.each([
    ['sid-duplicate', many(50_000, () => ({ Sid: 'A' })), 49_999],
    ['sid-charset', many(50_000, () => ({ Sid: '-A' })), 50_000],
    ['action-missing', many(60_000, () => ({})), 60_000],
    ['effect-missing', many(60_000, () => ({})), 60_000],
    ['resource-missing', many(60_000, () => ({})), 60_000],
    ['permissions-management', many(2000, () => allow({ Action: ['s3:*', 'iam:*', 'kms:*'], Resource: '*' })), 2000],
    [
      'deny-bypass-tagging',
      [
        ...many(5000, (at) =>
          allow({ Action: 'ec2:StopInstances', Resource: `arn:aws:ec2:*:*:instance/a${at}`, Condition: guard }),
        ),
        ...many(5000, (at) => allow({ Action: 'ec2:CreateTags', Resource: `arn:aws:ec2:*:*:instance/b${at}` })),
      ],
      0,
    ],
    [
      'arn-log-group-suffix',
      allow({ Action: 'logs:*', Resource: arns('logs:us-east-1:111122223333:log-group:') }),
      20_000,
    ],
    [
      'resource-dynamodb-index',
      allow({ Action: 'dynamodb:*', Resource: arns('dynamodb:us-east-1:111122223333:table/') }),
      20_000,
    ],
    [
      'resource-lambda-qualifier',
      allow({ Action: 'lambda:*', Resource: arns('lambda:us-east-1:111122223333:function:') }),
      20_000,
    ],
    ['action-format', allow({ Action: many(200_000, (at) => `Get${at}`), Resource: '*' }), 200_000],
    [
      'condition-value-redundant',
      allow({ Condition: { IpAddress: Object.fromEntries(many(60, (at) => [`x:k${at}`, addresses])) } }),
      0,
    ],
    [
      'condition-key-duplicate-case',
      allow({ Condition: { StringEquals: Object.fromEntries(many(100_000, (at) => [`x:k${at}`, 'a'])) } }),
      0,
    ],
    [
      'condition-tag-allow-unsupported',
      allow({
        Action: casings('runinstances', 4000).map((name) => `ec2:${name}`),
        Condition: { StringLike: Object.fromEntries(many(4000, (at) => [`ec2:ResourceTag/${at}`, 'a'])) },
      }),
      0,
    ],
    ['passrole-no-passedtoservice', allow({ Action: 'iam:PassRole', Condition: passed(`${'*'.repeat(300_000)}x`) }), 0],
    ['element-case', Object.fromEntries(casings('notprincipal', 4000).map((name) => [name, 'a'])), 3999],
  ])('%s', (code, statement, count) => {
    expect(findingsIn(code, statement)).toHaveLength(count);
  });

  test.each([
    ['principal-service-unknown', { Service: `${'a.'.repeat(100_000)}amazonaws.com` }, 1],
    ['principal-federated-format', { Federated: `${'/'.repeat(300_000)}x` }, 1],
    [
      'principal-federated-format',
      { Federated: `arn:aws:iam::111122223333:oidc-provider/https://${'/'.repeat(300_000)}x` },
      1,
    ],
  ])('%s of a long name', (code, Principal, count) => {
    expect(findingsIn(code, allow({ Principal, Action: 'sts:AssumeRole' }), 'trust')).toHaveLength(count);
  });

  test.each(['action-redundant', 'resource-redundant'])('%s: not each finding carries the edits of all', (code) => {
    const twice = many(3000, (at) => ['s3:GetObject', `s3:Put${at}`]).flat();
    const fixes = findingsIn(code, allow({ Action: twice, Resource: twice }));
    expect(fixes).toHaveLength(2999);
    expect(fixes.flat().flatMap(({ edits }) => edits)).toHaveLength(2 * 2999);
  });
});

test('no rule that asks the kernel fails on AWS managed policies, or calls one an error (a sample)', {
  timeout: LONG,
}, () => {
  const cache = createCheckCache(catalog);
  const wrong: string[] = [];
  for (const { arn, name } of catalog.managedPolicies.filter((_, index) => index % 25 === 0)) {
    const text = catalog.managedPolicy(arn)?.text ?? '';
    for (const site of findPolicies(parseJson(text, { comments: false }))) {
      const types = decideTypes(site, {}).map(({ type }) => type);
      for (const { code, severity, message } of checkSite({ site, types, catalog, cache, pass: 'proofs' }))
        if (severity === 'error' || code === 'internal-analysis-error') wrong.push(`${name}: ${code}: ${message}`);
    }
  }
  expect(catalog.managedPolicies).toHaveLength(1594);
  expect(wrong).toEqual([]);
});
