import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SimulationResult } from '../../../shared/decision';
import type { SimulationRequest } from '../../../shared/request';
import { resultLines } from '../features/result-text';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import { loadSchemaCheck } from '../model/schema-check';
import { positionAt } from '../syntax/lines';
import type { LoadedModel } from '../workspace/models';
import { createSimulator } from '../workspace/simulator';
import { shippedCatalog } from './catalog';
import { nearestUpwards, readText, relativeTo } from './files';
import { colorPaint, plainPaint } from './formats/paint';
import { prettyResult } from './formats/result';
import { MODEL_NAME, openWorkspace, uriOf, workspaceFolder } from './model-files';
import { readRequestFile, rebasedPath, rebasedRequest } from './request-file';
import { type RequestWords, requestFrom } from './simulate-request';
import { EXIT, type Terminal } from './terminal';

/** The words of `writ simulate`. */
export interface SimulateOptions extends RequestWords {
  readonly model?: string;
  readonly sessionPolicy?: readonly string[];
  readonly request?: string;
  readonly acceptAssumptions?: boolean;
  readonly format: 'pretty' | 'json';
}

/** `writ simulate`: prints the answer to one request; the exit code is the answer in short. */
export async function simulate(options: SimulateOptions, terminal: Terminal): Promise<number> {
  const asked = await askedFor(options, terminal);
  if (!asked.ok) return couldNotRun(asked.problem, terminal);
  const { request, model } = asked;
  const catalog = shippedCatalog();
  const folder = workspaceFolder(dirname(model)) ?? dirname(model);
  const { models, texts } = openWorkspace({
    folders: [folder],
    catalog,
    schema: loadSchemaCheck,
    searchesModels: false,
  });
  const simulator = createSimulator({
    models: { ...models, found: async () => [uriOf(model)] },
    texts,
    catalog: () => catalog,
    modelSetting: async () => '',
    now: () => new Date().toISOString(),
  });
  const outcome = await simulator.simulate(request, undefined);
  tellProblems(await models.load(uriOf(model)), terminal);
  if (!outcome.ok) return couldNotRun(outcome.message, terminal);
  await terminal.write(shown(outcome.result, request, options, terminal));
  return exitCode(outcome.result, options);
}

type Asked =
  | { readonly ok: true; readonly request: SimulationRequest; readonly model: string }
  | { readonly ok: false; readonly problem: string };

/** The request from file and words, with the model over which it is decided (an absolute path). */
async function askedFor(options: SimulateOptions, terminal: Terminal): Promise<Asked> {
  const file =
    options.request === undefined
      ? ({ ok: true, request: {}, folder: undefined } as const)
      : await readRequestFile(options.request, terminal);
  if (!file.ok) return file;
  const model = modelPath(options.model, file.request.model, terminal.folder);
  if (model === undefined)
    return { ok: false, problem: `there is no ${MODEL_NAME} here or above: name a model with --model` };
  const readable = readText(model, DEFAULT_MAX_FILE_BYTES);
  if (!readable.ok)
    return { ok: false, problem: `cannot read the model ${relativeTo(terminal.folder, model)}: ${readable.message}` };
  const folder = dirname(model);
  const base = file.folder === undefined ? file.request : rebasedRequest(file.request, file.folder, folder);
  const { model: _, ...members } = base;
  const sessionPolicies = (options.sessionPolicy ?? []).map((each) => rebasedPath(each, terminal.folder, folder));
  // The command line counts unstated keys as absent; the editor would ask.
  const reading = requestFrom({ missingContext: 'absent', ...members }, options, sessionPolicies);
  return reading.ok ? { ok: true, request: reading.request, model } : reading;
}

/** The option, then what the request says, then the nearest one upwards. */
function modelPath(option: string | undefined, inRequest: string | undefined, folder: string): string | undefined {
  if (option !== undefined) return resolve(folder, option);
  if (inRequest?.startsWith('file:')) return fileURLToPath(inRequest);
  return nearestUpwards(folder, MODEL_NAME);
}

/** What the model cannot use, where it may have changed the answer. */
function tellProblems({ problems, lines, uri }: LoadedModel, terminal: Terminal): void {
  const file = relativeTo(terminal.folder, fileURLToPath(uri));
  for (const { code, message, range } of problems.filter(({ severity }) => severity === 'error')) {
    const { line, character } = positionAt(lines, range.start);
    terminal.note(`${file}:${line + 1}:${character + 1}  ${code}  ${message}`);
  }
}

function shown(
  result: SimulationResult,
  request: SimulationRequest,
  { format }: SimulateOptions,
  { isColored }: Terminal,
): string {
  if (format === 'json') return `${JSON.stringify(result, undefined, 2)}\n`;
  return prettyResult(resultLines(result, request), isColored ? colorPaint : plainPaint);
}

function exitCode({ decision, certainty }: SimulationResult, { acceptAssumptions }: SimulateOptions): number {
  if (decision === 'explicitDeny' || decision === 'implicitDeny') return EXIT.negative;
  if (decision === 'depends') return EXIT.unsure;
  const isAccepted = certainty === 'certain' || (certainty === 'assumed' && acceptAssumptions === true);
  return isAccepted ? EXIT.ok : EXIT.unsure;
}

function couldNotRun(problem: string, terminal: Terminal): number {
  terminal.note(`writ: ${problem}`);
  return EXIT.couldNotRun;
}
