/** `npm run compare-corpus [-- every N]`: compares consecutive versions of all AWS managed policies and prints verdicts and times. */
import type { AccessAnswer } from '../../server/src/semantics/answers';
import { percentile, timePairs } from './comparison';
import { consecutiveVersions, type VersionPair } from './managed-versions';

const every = Number(process.argv[process.argv.indexOf('every') + 1]) || 1;
const pairs = consecutiveVersions().filter((_, at) => at % every === 0);
const { milliseconds, verdicts, slowest } = timePairs(pairs, report);
console.log(
  `${pairs.length} pairs: ${Object.entries(verdicts)
    .map(([word, count]) => `${word} ${count}`)
    .join(', ')}`,
);
console.log(
  [0.5, 0.95, 0.99, 1].map((share) => `p${share * 100} ${percentile(milliseconds, share)} ms`).join(', '),
  `(slowest: ${slowest})`,
);

/** What was not decided, one line for each pair. */
function report(pair: VersionPair, answer: AccessAnswer): void {
  const reasons =
    answer.kind === 'refusedDocument'
      ? answer.refused.map(({ refusal }) => `refused: ${refusal.reason} ${refusal.detail}`)
      : answer.kind === 'differences'
        ? answer.differences.flatMap((each) =>
            each.kind === 'cannotTell' ? [`${each.reason} ${each.actions.names[0] ?? ''}`] : [],
          )
        : [];
  if (reasons.length > 0)
    console.log(`${pair.name} ${pair.old} > ${pair.new}: ${[...new Set(reasons)].slice(0, 3).join('; ')}`);
}
