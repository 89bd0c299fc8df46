/** Figures of the evaluation engine: one decision, the same with its trace, compiling all AWS managed policies, and the curve. */
import { assess } from '../../server/src/evaluation/certainty';
import { compilePolicy, createCompiler } from '../../server/src/evaluation/compile';
import { decideUnit, prepareUnit } from '../../server/src/evaluation/decide';
import { serviceFacts } from '../../server/src/evaluation/facts';
import { evaluateInput } from '../../server/src/evaluation/result';
import { readPolicy } from '../../server/src/policy/read';
import { parseJson } from '../../server/src/syntax/json';
import { testCatalog } from '../kit/catalog';
import { inputOf } from '../kit/vectors';

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

function requestLine(identity: readonly unknown[]): string {
  return JSON.stringify({
    request: {
      principal: 'arn:aws:iam::111122223333:user/alice',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::reports/2026/q1.csv',
      resourceAccount: '111122223333',
      context: {},
    },
    policies: { identity, scps: [[FULL_ACCESS]] },
  });
}

/** Microseconds for one run: the best of several rounds, so that other work on the machine does not count. */
function microseconds(run: () => unknown, times: number): number {
  for (let count = 0; count < times; count += 1) run();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 7; round += 1) {
    const start = process.hrtime.bigint();
    for (let count = 0; count < times; count += 1) run();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1000 / times);
  }
  return Math.round(best * 100) / 100;
}

/** The figures `decision`, `decisionWithTrace`, `compileManaged` and `decisionCurve`. */
export function decisionFigures() {
  const catalog = testCatalog();
  const facts = serviceFacts(catalog);
  const engine = { facts, compile: createCompiler() };
  const policies = MANAGED.map((name) => JSON.parse(catalog.managedPolicy(name)?.text ?? 'null'));
  const input = inputOf(requestLine(policies));
  const unit = prepareUnit(input, facts, engine.compile);
  const decide = () => decideUnit(unit, { mode: 'exact', choices: new Map() });
  return {
    decision: {
      microseconds: microseconds(decide, 5000),
      assessMicroseconds: microseconds(() => assess(unit, { modes: ['exact'] }), 5000),
    },
    decisionWithTrace: { microseconds: microseconds(() => evaluateInput(input, engine), 200) },
    compileManaged: compileManaged(
      catalog.managedPolicies.map((policy) => catalog.managedPolicy(policy.arn)?.text ?? ''),
    ),
    decisionCurve: Object.fromEntries([10, 100, 1000, 10000].map((count) => [`n${count}`, curvePoint(count)])),
  };
}

function compileManaged(texts: readonly string[]) {
  const documents = texts.map((text) => readPolicy(parseJson(text, { comments: false })));
  const before = process.memoryUsage().heapUsed;
  const start = process.hrtime.bigint();
  const compiled = documents.map((document) => compilePolicy(document, 'identity'));
  const ms = Math.round(Number(process.hrtime.bigint() - start) / 1e6);
  return {
    ms,
    heapMiB: Math.round((process.memoryUsage().heapUsed - before) / 1024 / 1024),
    policies: compiled.length,
  };
}

/** One policy with many statements, of which one can match. */
function curvePoint(count: number): number {
  const statements = Array.from({ length: count }, (_, index) => ({
    Effect: 'Allow',
    Action: `service${index}:Do*`,
    Resource: `arn:aws:s3:::b${index}/*`,
  }));
  const policy = {
    Version: '2012-10-17',
    Statement: [...statements, { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::reports/*' }],
  };
  const catalog = testCatalog();
  const unit = prepareUnit(inputOf(requestLine([policy])), serviceFacts(catalog), createCompiler());
  return microseconds(() => decideUnit(unit, { mode: 'exact', choices: new Map() }), 5000);
}
