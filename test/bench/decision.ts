/** Figures of the evaluation engine: one decision, the same with its trace, compiling all AWS managed policies, and the curve. */
import type { ActionNumbers } from '../../server/src/evaluation/action-set';
import { compilePolicy, createCompiler } from '../../server/src/evaluation/compile';
import { decideUnit, prepareUnit } from '../../server/src/evaluation/decide';
import { serviceFacts } from '../../server/src/evaluation/facts';
import type { EvaluationInput } from '../../server/src/evaluation/input';
import { decideInput, evaluateInput } from '../../server/src/evaluation/result';
import { readPolicy } from '../../server/src/policy/read';
import { parseJson } from '../../server/src/syntax/json';
import { testCatalog } from '../kit/catalog';
import { inputOf } from '../kit/vectors';
import { referenceVerdict } from '../reference';

const MANAGED = [
  'ReadOnlyAccess',
  'PowerUserAccess',
  'AmazonS3FullAccess',
  'AmazonEC2FullAccess',
  'SecurityAudit',
  'AWSLambda_FullAccess',
  'AmazonDynamoDBFullAccess',
  'CloudWatchLogsFullAccess',
  'AWSCloudFormationFullAccess',
  'IAMReadOnlyAccess',
];

const FULL_ACCESS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Requests that differ in object and context, so that no answer can be kept from the one before. */
const REQUESTS = 64;

function requestLine(identity: readonly unknown[], number = 0): string {
  return JSON.stringify({
    request: {
      principal: 'arn:aws:iam::111122223333:user/alice',
      action: 's3:GetObject',
      resource: `arn:aws:s3:::reports/2026/q${number}.csv`,
      resourceAccount: '111122223333',
      context: { 'aws:SourceIp': `203.0.113.${number}` },
    },
    policies: { identity, scps: [[FULL_ACCESS]] },
  });
}

/** The same principal asks again and again: its policies are the same documents in all inputs. */
function inputsOf(identity: readonly unknown[]): readonly EvaluationInput[] {
  const { layers } = inputOf(requestLine(identity));
  return Array.from({ length: REQUESTS }, (_, number) => ({ ...inputOf(requestLine([], number)), layers }));
}

/** Runs over the items one after the other. */
function inTurn<Item>(items: readonly Item[], run: (item: Item) => unknown): () => unknown {
  let at = 0;
  return () => {
    at = (at + 1) % items.length;
    const item = items[at];
    return item === undefined ? undefined : run(item);
  };
}

const ROUNDS = 200;

/**
 * Microseconds for one run: the best of many short rounds. A round is shorter than the time for which the system lets a
 * program run, so that other work on the machine does not count.
 */
function microseconds(run: () => unknown, times: number): number {
  for (let count = 0; count < 20 * times; count += 1) run();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = process.hrtime.bigint();
    for (let count = 0; count < times; count += 1) run();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1000 / times);
  }
  return round(best, 2);
}

/** Bytes of heap that one run leaves behind, the smallest of several rounds; the garbage collector may spoil a round. */
function bytes(run: () => unknown): number {
  const times = 1000;
  const rounds = Array.from({ length: 9 }, () => {
    const before = process.memoryUsage().heapUsed;
    for (let count = 0; count < times; count += 1) run();
    return (process.memoryUsage().heapUsed - before) / times;
  });
  return Math.round(Math.min(...rounds.filter((round) => round >= 0)));
}

/** The figures `decision`, `decisionWithTrace`, `compileManaged` and `decisionCurve`. */
export function decisionFigures() {
  const catalog = testCatalog();
  const facts = serviceFacts(catalog);
  const engine = { facts, compile: createCompiler(catalog) };
  const policies = MANAGED.map((name) => JSON.parse(catalog.managedPolicy(name)?.text ?? 'null'));
  const inputs = inputsOf(policies);
  const units = inputs.map((input) => prepareUnit(input, facts, engine.compile));
  const decide = inTurn(units, (unit) => decideUnit(unit, PLAIN));
  const decision = microseconds(decide, 1000);
  const line = requestLine(policies);
  return {
    decision: {
      microseconds: decision,
      ratioToReference: round(decision / microseconds(() => referenceVerdict(line, catalog), 1), 6),
      bytes: bytes(decide),
      withCertaintyMicroseconds: microseconds(
        inTurn(inputs, (input) => decideInput(input, engine)),
        200,
      ),
    },
    decisionWithTrace: {
      microseconds: microseconds(
        inTurn(inputs, (input) => evaluateInput(input, engine)),
        50,
      ),
    },
    compileManaged: compileManaged(
      catalog.managedPolicies.map((policy) => catalog.managedPolicy(policy.arn)?.text ?? ''),
      catalog,
    ),
    decisionCurve: Object.fromEntries([10, 100, 1000, 10000].map((count) => [`n${count}`, curvePoint(count)])),
  };
}

const PLAIN = { mode: 'exact', choices: new Map<string, number>() } as const;

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The best of three times, for the same reason; the memory of the first. */
function compileManaged(texts: readonly string[], numbers: ActionNumbers) {
  const documents = texts.map((text) => readPolicy(parseJson(text, { comments: false })));
  const compileAll = () => documents.map((document) => compilePolicy(document, 'identity', numbers));
  const before = process.memoryUsage().heapUsed;
  const kept = compileAll();
  const heapMiB = Math.round((process.memoryUsage().heapUsed - before) / 1024 / 1024);
  const times = Array.from({ length: 3 }, () => {
    const start = process.hrtime.bigint();
    compileAll();
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  return { ms: Math.round(Math.min(...times)), heapMiB, policies: kept.length };
}

/** One policy with many statements over real actions of all services, of which one matches. */
function curvePoint(count: number): number {
  const catalog = testCatalog();
  const step = Math.floor(catalog.actionCount / count);
  const statements = Array.from({ length: count }, (_, index) => {
    const name = catalog.actionNameAt(index * step) ?? 's3:PutObject';
    return {
      Effect: index % 10 === 0 ? 'Deny' : 'Allow',
      Action: name === 's3:GetObject' ? 's3:PutObject' : name,
      Resource: `arn:aws:s3:::b${index}/*`,
    };
  });
  const policy = {
    Version: '2012-10-17',
    Statement: [...statements, { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::reports/*' }],
  };
  const compile = createCompiler(catalog);
  const facts = serviceFacts(catalog);
  const units = inputsOf([policy]).map((input) => prepareUnit(input, facts, compile));
  return microseconds(
    inTurn(units, (unit) => decideUnit(unit, PLAIN)),
    1000,
  );
}
