import type { Catalog } from '../catalog/catalog';
import type { ProofLimits } from '../checks/proof-limits';
import type { ListedRule } from '../checks/rule';
import { checkSite, createCheckCache } from '../checks/run';
import { parseDocument } from './analysis';
import type { ProofAnswer, ProofTask } from './proof-task';
import { documentText } from './text';

/** All of one document together, in milliseconds. */
export const PROOF_BUDGET_MS = 1_000;

/** Of the model only the limits travel: no other rule of this pass asks it anything. */
const NO_MODEL = { roles: [], membersOf: () => undefined, arnOf: () => undefined, inline: undefined };

/** Asks the rules. What they cannot decide within the limits they do not say. `rules`: for tests. */
export function answerTask(
  task: ProofTask,
  catalog: Catalog,
  limits: ProofLimits,
  log: (line: string) => void,
  rules?: readonly ListedRule[],
): ProofAnswer {
  const document = documentText(task.uri, task.languageId, 0, task.text);
  const sites = parseDocument(document, { isMeant: task.isMeant })?.sites ?? [];
  const { options, severities } = task;
  const cache = createCheckCache(catalog);
  return sites.map((site, index) => {
    const types = task.types[index] ?? [];
    const given = rules === undefined ? {} : { rules };
    const model = { ...NO_MODEL, limits: task.limits[index] };
    const input = {
      site,
      types,
      catalog,
      model,
      options,
      severities,
      pass: 'proofs',
      limits,
      log,
      cache,
      ...given,
    } as const;
    // Fixes are made now: they cannot be asked for across threads.
    return checkSite(input).map((finding) => ({ ...finding, fixes: [...finding.fixes] }));
  });
}
