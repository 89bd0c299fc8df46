/** Which of several models governs a file (docs/identity-model.md, "Which model governs a file"). Paths are in the workspace folder. */
import type { Range } from '../syntax/tree';
import { fileReferences, pathInside } from './files';
import type { ParsedText } from './policy-text';
import type { ModelProblem } from './problems';

/** A model file with the paths that it refers to. */
export interface ModelCandidate {
  /** With `/`, relative to the workspace folder. */
  readonly path: string;
  /** Path in the workspace folder → the place that names it first. */
  readonly references: ReadonlyMap<string, Range>;
}

/** Lists what a model refers to. `path` is the model file's own. */
export function modelCandidate(path: string, file: ParsedText): ModelCandidate {
  const folder = folderOf(path);
  const references = new Map<string, Range>();
  for (const { node } of fileReferences(file.tree)) {
    const relative = pathInside(node.value, folder);
    const target = relative === undefined ? undefined : joined(folder, relative);
    if (target !== undefined && !references.has(target)) references.set(target, { start: node.start, end: node.end });
  }
  return { path, references };
}

/**
 * The model for a file: the one that is set; else the nearest that refers to it; else the nearest `iam-model.json` in its folder
 * or above. A `*.iam-model.json` counts only where it refers to the file or is set. Undefined: none.
 */
export function governingModel(
  file: string,
  models: readonly ModelCandidate[],
  setting: string | undefined,
): ModelCandidate | undefined {
  const set = setting === undefined || setting === '' ? undefined : setting.replace(/^\.\//, '');
  if (set !== undefined) return models.find((model) => model.path === set);
  const own = models.find((model) => model.path === file);
  return own ?? referringModels(file, models)[0] ?? modelAbove(file, models);
}

/** The models that refer to a file, nearest first. */
function referringModels(file: string, models: readonly ModelCandidate[]): readonly ModelCandidate[] {
  return models
    .filter((model) => model.references.has(file))
    .sort((left, right) => distance(left.path, file) - distance(right.path, file) || (left.path < right.path ? -1 : 1));
}

/** Says in a model which of its references another model decides: of two the nearest counts. */
export function severalProblems(model: ModelCandidate, models: readonly ModelCandidate[]): readonly ModelProblem[] {
  return [...model.references].flatMap(([file, range]): readonly ModelProblem[] => {
    const [first, second] = referringModels(file, models);
    if (first === undefined || second === undefined) return [];
    const message =
      first.path === model.path
        ? `"${second.path}" refers to this file too; this model is nearer to it and counts.`
        : `"${first.path}" refers to this file too, is nearer to it, and counts.`;
    return [{ code: 'model-several', severity: 'suggestion', range, message, isBuiltIn: false }];
  });
}

function modelAbove(file: string, models: readonly ModelCandidate[]): ModelCandidate | undefined {
  const folder = folderOf(file);
  const above = models.filter(({ path }) => {
    const own = folderOf(path);
    return lastStep(path) === 'iam-model.json' && (own === '' || folder === own || folder.startsWith(`${own}/`));
  });
  return above.sort((left, right) => right.path.length - left.path.length)[0];
}

/** Steps up and down from one file's folder to the other's. */
function distance(left: string, right: string): number {
  const leftSteps = stepsOf(folderOf(left));
  const rightSteps = stepsOf(folderOf(right));
  let shared = 0;
  while (shared < leftSteps.length && leftSteps[shared] === rightSteps[shared]) shared += 1;
  return leftSteps.length + rightSteps.length - 2 * shared;
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function stepsOf(folder: string): readonly string[] {
  return folder.split('/').filter((step) => step !== '');
}

/** `infra` and `../policies/a.json` → `policies/a.json`. */
function joined(folder: string, relative: string): string {
  const steps = [...stepsOf(folder)];
  for (const step of relative.split('/')) {
    if (step === '..') steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}
