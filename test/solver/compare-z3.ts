/**
 * `npm run compare-z3 [-- --pairs 200 --seed 1 --timeout 5000 --show]`: holds the comparison of policies against z3, on so many
 * pairs of consecutive versions of AWS managed policies and so many pairs of small random ones, each in both directions. Exit
 * code 1: they disagree. `--show` prints what was not decided.
 */
import { parseArgs } from 'node:util';
import { testCatalog } from '../kit/catalog';
import { compareWith, type Outcome } from './compare';
import { KNOWN_ANSWERS } from './known-answers';
import { managedPairs, type Pair, randomPairs } from './samples';
import { type Solver, startSolver } from './z3';

const { values: options } = parseArgs({
  options: {
    pairs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    timeout: { type: 'string', default: '5000' },
    show: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const solver = startSolver(Number(options.timeout));
  try {
    await checkKnownAnswers(solver);
    const [pairs, seed] = [Number(options.pairs), Number(options.seed)];
    const managed = await compareAll('managed policies', managedPairs(pairs, seed), solver);
    const random = await compareAll('random policies', randomPairs(pairs, seed), solver);
    process.exitCode = managed + random > 0 ? 1 : 0;
  } finally {
    solver.end();
  }
}

async function checkKnownAnswers(solver: Solver): Promise<void> {
  for (const { text, answer } of KNOWN_ANSWERS) {
    const said = await solver.ask(text);
    if (said !== answer) throw new Error(`z3 says "${said}" where "${answer}" is known:\n${text}`);
  }
  console.log(`z3 gives the ${KNOWN_ANSWERS.length} known answers`);
}

/** How many disagree. */
async function compareAll(title: string, pairs: readonly Pair[], solver: Solver): Promise<number> {
  const counts = { agree: 0, disagree: 0, undecided: 0, skipped: 0 };
  const details = new Map<string, number>();
  const compare = compareWith(testCatalog(), solver);
  for (const pair of pairs) {
    const outcome = await compare(pair);
    counts[outcome.word] += 1;
    const detail = `${outcome.word} (${outcome.detail})`;
    details.set(detail, (details.get(detail) ?? 0) + 1);
    if (outcome.word === 'disagree' || (options.show && outcome.word !== 'agree')) report(pair, outcome);
  }
  console.log(`${title}: ${wordsOf(Object.entries(counts))}`);
  console.log(`  ${wordsOf([...details].sort())}`);
  return counts.disagree;
}

function wordsOf(counts: readonly (readonly [string, number])[]): string {
  return counts.map(([word, count]) => `${word} ${count}`).join(', ');
}

function report({ name, old, new: next }: Pair, { word, detail, about }: Outcome): void {
  console.log(`${word} (${detail}) ${name}, ${about}`);
  if (word === 'disagree') console.log(`  old: ${old}\n  new: ${next}`);
}

void main();
