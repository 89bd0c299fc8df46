/** Figures of the exact comparison: all pairs of managed policies, whole principals, redundancy of all statements. */
import type { Catalog } from '../../server/src/catalog/catalog';
import { compilePolicy } from '../../server/src/evaluation/compile';
import type { CompiledPolicy } from '../../server/src/evaluation/compiled';
import type { PolicyType } from '../../server/src/policy/document';
import { readPolicy } from '../../server/src/policy/read';
import { type AccessAnswer, type AccessVerdict, verdictOf } from '../../server/src/semantics/answers';
import { createKernel, type Kernel } from '../../server/src/semantics/kernel';
import { type PrincipalPolicies, principalNewAccess } from '../../server/src/semantics/principal-access';
import { newAccess } from '../../server/src/semantics/questions';
import { statementWorths } from '../../server/src/semantics/redundancy';
import { parseJson } from '../../server/src/syntax/json';
import { testCatalog } from '../kit/catalog';
import { consecutiveVersions, type VersionPair } from './managed-versions';

/** No limit but one that a search without end would meet. */
const AMPLE = { budget: { steps: 2_000_000_000 } };

function compiled(text: string, catalog: Catalog, type: PolicyType = 'identity'): CompiledPolicy {
  return compilePolicy(readPolicy(parseJson(text, { comments: false })), type, catalog);
}

/** Parsing, compiling and all differences of one pair: what somebody waits for. */
function comparePair({ texts: [before, after] }: VersionPair, kernel: Kernel): AccessAnswer {
  const { catalog } = kernel;
  return newAccess(kernel, { old: compiled(before, catalog), new: compiled(after, catalog) }, AMPLE);
}

export interface PairTimes {
  readonly milliseconds: readonly number[];
  readonly verdicts: { readonly [Verdict in AccessVerdict | 'refused']: number };
  readonly slowest: string;
}

/** Each pair once, the first ones before that so that the machine is warm. */
export function timePairs(
  pairs: readonly VersionPair[],
  seen?: (pair: VersionPair, answer: AccessAnswer) => void,
): PairTimes {
  const kernel = createKernel(testCatalog());
  for (const pair of pairs.slice(0, 200)) comparePair(pair, kernel);
  const verdicts = { none: 0, witness: 0, onlyOnPaper: 0, cannotTell: 0, refused: 0 };
  const times: { readonly ms: number; readonly name: string }[] = [];
  for (const pair of pairs) {
    const start = performance.now();
    const answer = comparePair(pair, kernel);
    times.push({ ms: performance.now() - start, name: `${pair.name} ${pair.old} > ${pair.new}` });
    verdicts[answer.kind === 'refusedDocument' ? 'refused' : verdictOf(answer)] += 1;
    seen?.(pair, answer);
  }
  times.sort((left, right) => left.ms - right.ms);
  return { milliseconds: times.map(({ ms }) => ms), verdicts, slowest: times.at(-1)?.name ?? '' };
}

/** The value below which this share of the ascending numbers lies. */
export function percentile(ascending: readonly number[], share: number): number {
  return Math.round((ascending[Math.floor((ascending.length - 1) * share)] ?? 0) * 10) / 10;
}

/** `comparePairs`, `comparePrincipal` and `redundancyAll`. */
export function comparisonFigures() {
  const pairs = consecutiveVersions();
  const { milliseconds, verdicts } = timePairs(pairs);
  const stored = pairs.length - verdicts.refused;
  const principals = timePrincipals(pairs);
  return {
    comparePairs: {
      p50Ms: percentile(milliseconds, 0.5),
      p95Ms: percentile(milliseconds, 0.95),
      maxMs: percentile(milliseconds, 1),
      decided: (stored - verdicts.cannotTell) / stored,
    },
    comparePrincipal: { p50Ms: percentile(principals, 0.5), p95Ms: percentile(principals, 0.95) },
    redundancyAll: redundancyOfAll(),
  };
}

const REGION_LOCK = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    {
      Effect: 'Deny',
      NotAction: ['iam:*', 'organizations:*', 'sts:*', 'support:*', 'cloudfront:*', 'route53:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
    },
  ],
});

/** Ten managed policies, PowerUserAccess as boundary, an SCP with a region lock; one of the policies is edited. */
function timePrincipals(pairs: readonly VersionPair[]): readonly number[] {
  const catalog = testCatalog();
  const kernel = createKernel(catalog);
  const boundary = compiled(catalog.managedPolicy('PowerUserAccess')?.text ?? '', catalog, 'boundary');
  const scp = compiled(REGION_LOCK, catalog, 'scp');
  const all = catalog.managedPolicies.flatMap(({ arn }) => catalog.managedPolicy(arn)?.text ?? []);
  const times: number[] = [];
  for (let at = 0; at < 300; at += 1) {
    const pair = pairs[(at * 15) % pairs.length];
    if (pair === undefined) break;
    const others = Array.from({ length: 9 }, (_, place) =>
      compiled(all[(at * 31 + place * 173) % all.length] ?? '', catalog),
    );
    const start = performance.now();
    const [before, after] = pair.texts.map((text) => compiled(text, catalog));
    const version = (own: CompiledPolicy | undefined): PrincipalPolicies => ({
      identity: own === undefined ? others : [own, ...others],
      boundary,
      session: undefined,
      serviceControl: [[scp]],
      resourceControl: [],
    });
    principalNewAccess(kernel, { old: version(before), new: version(after) }, AMPLE);
    times.push(performance.now() - start);
  }
  return times.sort((left, right) => left - right);
}

/** Every statement of every current policy. */
function redundancyOfAll() {
  const catalog = testCatalog();
  const kernel = createKernel(catalog);
  const policies = catalog.managedPolicies.map(({ arn }) => compiled(catalog.managedPolicy(arn)?.text ?? '', catalog));
  const start = performance.now();
  const findings = policies.flatMap((policy) => statementWorths(kernel, policy, AMPLE));
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  const count = (kind: string) => findings.filter(({ worth }) => worth.kind === kind).length;
  return {
    seconds,
    statements: findings.length,
    covered: count('covered'),
    dead: count('dead'),
    undecided: count('cannotTell'),
  };
}
