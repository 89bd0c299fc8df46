/**
 * What the checks say of conditions is held against the engine: no request may meet a test that never holds or fail one that always
 * does, and a fix that is called safe, or without effect, changes no decision but in the way it says.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../server/src/checks/finding';
import { rules } from '../../../server/src/checks/index';
import { checkSite, createCheckCache } from '../../../server/src/checks/run';
import { compilePolicy } from '../../../server/src/evaluation/compile';
import type { CompiledPolicy } from '../../../server/src/evaluation/compiled';
import { type CompiledTest, testHolds } from '../../../server/src/evaluation/conditions';
import { prepareRun, type Run, startRun } from '../../../server/src/evaluation/run';
import { actionMatches, statementClass } from '../../../server/src/evaluation/statement';
import { createFacts } from '../../../server/src/semantics/facts';
import { applyEdits } from '../../../server/src/syntax/edits';
import { testCatalog } from '../../kit/catalog';
import { type ConditionStatement, type Context, conditionStatement, contextNear } from '../../kit/condition-statements';
import { siteOf } from '../../kit/rules';

const catalog = testCatalog();
const cache = createCheckCache(catalog);
const facts = createFacts(catalog);

/** Rules that are off by default make fixes too. */
const ALL_ON = [
  Object.fromEntries(rules.filter(({ defaultOn }) => defaultOn === false).map((each) => [each.code, each.severity])),
];
const RUNS = { numRuns: 500, seed: 20261126 };
const CONTEXTS = 50;

interface World {
  readonly action: string;
  readonly context: Context;
  readonly run: Run;
}

const subject = conditionStatement.chain((statement) => {
  const world = fc.constantFrom(...statement.Action).chain((action) => {
    const known = catalog.action(action);
    const mayCarry = (key: string) => facts.mayCarry(known, key.toLowerCase());
    return contextNear(statement, mayCarry).map((context) => worldOf(action, context));
  });
  return fc.record({
    statement: fc.constant(statement),
    worlds: fc.array(world, { minLength: CONTEXTS, maxLength: CONTEXTS }),
  });
});

function worldOf(action: string, context: Context): World {
  const input = {
    caller: { kind: 'user', arn: 'arn:aws:iam::111122223333:user/u', account: '111122223333', partition: 'aws' },
    action,
    resource: '*',
    resourceIsPattern: false,
    resourceAccount: '111122223333',
    context: new Map([...context].map(([key, value]) => [key, { value, from: 'request' }])),
    missingContext: 'absent',
    layers: {
      ...{
        identity: [],
        boundary: undefined,
        session: undefined,
        serviceControl: undefined,
        resourceControl: undefined,
      },
      ...{ resource: undefined, vpcEndpoint: undefined, why: {} },
    },
    facts: { restrictPublicBuckets: false, ownerIsManagementAccount: false, isAwsManagedKey: false, kmsGrants: 'none' },
    gaps: [],
  } as const;
  return { action, context, run: startRun(prepareRun(input as never, facts), { mode: 'exact', choices: new Map() }) };
}

const textOf = (statement: ConditionStatement) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const compiledOf = (text: string) => compilePolicy(siteOf(text).document, 'identity', catalog);

function findingsIn(text: string): readonly Finding[] {
  return checkSite({ site: siteOf(text), types: ['identity'], catalog, cache, severities: ALL_ON });
}

function decision({ statements }: CompiledPolicy, run: Run): number {
  const applying = statements.filter(
    (each) =>
      each.isLive &&
      (each.action === undefined || actionMatches(each.action, run)) &&
      statementClass(each, run) !== 'none',
  );
  if (applying.some(({ effect }) => effect === 'Deny')) return 0;
  return applying.length > 0 ? 2 : 1;
}

/** The claim is about the statement. */
const NEVER = new Set([
  ...['condition-contradiction both', 'condition-never-match never', 'condition-sourceip-with-vpce both'],
  ...['condition-empty-array never', 'condition-empty-array-forany never', 'condition-key-not-for-action never'],
  ...['condition-source-key-in-identity never', 'deny-exempts-everyone everyone', 'variable-operator never'],
]);
/** The claim is about the test. */
const ALWAYS = new Set([
  ...['condition-always-match one', 'condition-always-match only', 'condition-empty-array always'],
  ...['condition-empty-array-forall always', 'condition-empty-array-ifexists always'],
  ...[
    'condition-key-not-for-action always',
    'condition-source-key-in-identity always',
    'condition-notip-private-only allow',
  ],
]);

function refuted(
  finding: Finding,
  [statement]: CompiledPolicy['statements'],
  worlds: readonly World[],
): World | undefined {
  const claim = `${finding.code} ${finding.messageId}`;
  if (statement?.isLive !== true) return undefined;
  if (NEVER.has(claim))
    return worlds.find(({ run }) => actionMatches(statement.action!, run) && statementClass(statement, run) !== 'none');
  if (!ALWAYS.has(claim)) return undefined;
  const named = statement.tests.filter((each) => isIn(each, finding));
  return worlds.find(({ run }) => named.some((each) => !testHolds(each, run)));
}

function isIn({ source }: CompiledTest, { range }: Finding): boolean {
  return source.member.start <= range.start && range.end <= source.member.end;
}

function shown({ action, context }: World, text: string): string {
  const named = [...context].filter(([key]) => text.toLowerCase().includes(key.toLowerCase()));
  return `${action} ${JSON.stringify(Object.fromEntries(named))}`;
}

describe('what is said of conditions', () => {
  test('no request refutes that a test never or always holds', () => {
    const found: string[] = [];
    const claims = new Set<string>();
    fc.assert(
      fc.property(subject, ({ statement, worlds }) => {
        const text = textOf(statement);
        const { statements } = compiledOf(text);
        for (const finding of findingsIn(text)) {
          claims.add(`${finding.code} ${finding.messageId}`);
          const world = refuted(finding, statements, worlds);
          if (world !== undefined) found.push(`${finding.message} ${text}: ${shown(world, text)}`);
        }
      }),
      RUNS,
    );
    expect(found).toEqual([]);
    expect([...NEVER, ...ALWAYS].filter((claim) => claims.has(claim)).length).toBeGreaterThan(8);
  });

  test('a safe fix keeps each decision, or narrows where it says so', () => {
    const found: string[] = [];
    fc.assert(
      fc.property(subject, ({ statement, worlds }) => {
        const text = textOf(statement);
        const before = compiledOf(text);
        // What AWS refuses has no meaning that a fix could keep.
        if (before.refusals.length > 0) return;
        for (const { code, fixes } of findingsIn(text)) {
          for (const fix of fixes.filter(({ isSafe }) => isSafe)) {
            const after = applyEdits(text, fix.edits);
            const policy = compiledOf(after);
            const world = worlds.find(({ run }) => !keeps(fix.effect, decision(before, run), decision(policy, run)));
            if (world !== undefined) found.push(`${code} ${fix.title} ${text} -> ${after}: ${shown(world, text)}`);
          }
        }
      }),
      RUNS,
    );
    expect(found).toEqual([]);
  });
});

/** 0: denied, 1: not allowed, 2: allowed. */
function keeps(effect: string, before: number, after: number): boolean {
  return before === after || (effect === 'narrows' && after < before);
}
