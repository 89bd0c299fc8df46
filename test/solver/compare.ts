/** One pair, judged by the kernel and by z3. */
import type { Catalog } from '../../server/src/catalog/catalog';
import { createCompiler } from '../../server/src/evaluation/compile';
import { readPolicy } from '../../server/src/policy/read';
import { verdictOf } from '../../server/src/semantics/answers';
import { createKernel } from '../../server/src/semantics/kernel';
import { newAccess } from '../../server/src/semantics/questions';
import { parseJson } from '../../server/src/syntax/json';
import { readDocument } from '../reference/documents';
import { type Data, queriesFor } from './queries';
import type { Pair } from './samples';
import type { Solver } from './z3';

export interface Outcome {
  readonly word: 'agree' | 'disagree' | 'undecided' | 'skipped';
  /** Both verdicts, or why there is none. */
  readonly detail: string;
  /** The action that z3 found a request for, or could not decide. */
  readonly about: string;
}

export function compareWith(catalog: Catalog, solver: Solver): (pair: Pair) => Promise<Outcome> {
  const kernel = createKernel(catalog);
  const compile = createCompiler(catalog);
  const data = dataOf(catalog);

  function kernelVerdict(pair: Pair): string {
    const [old, next] = [pair.old, pair.new].map((text) => {
      return compile(readPolicy(parseJson(text, { comments: false })), 'identity');
    });
    const answer = newAccess(kernel, { old, new: next }, { budget: { steps: 2_000_000_000 } });
    return answer.kind === 'refusedDocument' ? 'refused' : verdictOf(answer);
  }

  return async (pair) => {
    const verdict = kernelVerdict(pair);
    if (verdict === 'refused') return { word: 'skipped', detail: 'refused', about: '' };
    const found = await solverVerdict(pair, data, solver);
    const { about } = found;
    if (found.gaps.length > 0) return { word: 'skipped', detail: found.gaps.join(), about };
    if (found.exists === undefined) return { word: 'undecided', detail: 'z3', about };
    if (verdict === 'cannotTell') return { word: 'undecided', detail: 'kernel', about };
    const word = found.exists === (verdict !== 'none') ? 'agree' : 'disagree';
    return { word, detail: `${verdict}, z3 ${found.exists ? 'yes' : 'no'}`, about };
  };
}

interface Found {
  /** Is there such a request? Undefined: not decided. */
  readonly exists: boolean | undefined;
  /** Why queries were left out; none where the answer stands without them. */
  readonly gaps: readonly string[];
  readonly about: string;
}

/** One request is enough; "no" takes the answer to every query. */
async function solverVerdict({ old, new: next }: Pair, data: Data, solver: Solver): Promise<Found> {
  const queries = queriesFor({ old: statementsOf(old), new: statementsOf(next) }, data);
  const gaps = new Set(queries.flatMap((query) => query.gaps));
  const open: string[] = [];
  for (const { text, about } of queries.filter((query) => query.gaps.length === 0)) {
    const answer = await solver.ask(text);
    if (answer === 'sat') return { exists: true, gaps: [], about };
    if (answer === 'unknown') open.push(about);
  }
  const about = open.join();
  return { exists: open.length > 0 ? undefined : false, gaps: [...gaps].sort(), about };
}

/** Read by the reference, so that the kernel's reading is judged too. */
function statementsOf(text: string) {
  const { root } = parseJson(text, { comments: false });
  return root === undefined ? [] : readDocument(root, 'identity').statements;
}

function dataOf(catalog: Catalog): Data {
  const names = Array.from({ length: catalog.actionCount }, (_, at) => catalog.actionNameAt(at)?.toLowerCase() ?? '');
  return {
    actions: names,
    keyFact: (key) => catalog.conditionKey(key),
  };
}
