import type { PolicyChange } from '../../../shared/comparison';
import { decideTypes } from '../policy/kind';
import type { AccessOptions } from '../semantics/access';
import { createKernel, type Kernel } from '../semantics/kernel';
import { parseJson } from '../syntax/json';
import { compareFiles, policiesIn } from '../workspace/compare';
import type { FileVersion } from '../workspace/file-versions';
import { shippedCatalog } from './catalog';
import { comparePrincipal } from './compare-principal';
import { type ComparedFile, type FileSide, filesSince, twoFiles } from './compare-sides';
import type { Compared, ComparedFileReport, CompareOptions, FailOn } from './compared-file';
import { type FileFactsReader, fileFactsReader } from './file-facts';
import { formatComparison } from './formats/comparison';
import { EXIT, type Terminal } from './terminal';

/** How long one direction of one policy may take. */
const BUDGET_MS = 30_000;

const LIMITS: AccessOptions = {
  budget: { steps: Number.MAX_SAFE_INTEGER, clock: () => performance.now(), milliseconds: BUDGET_MS },
};

/** `writ compare`: prints what changes between two versions of policies; the exit code says whether it is more access. */
export async function compare(options: CompareOptions, terminal: Terminal): Promise<number> {
  const usage = usageProblem(options);
  if (usage !== undefined) return couldNotRun(usage, terminal);
  const found = await comparedFiles(options, terminal);
  if (!found.ok) return couldNotRun(found.problem, terminal);
  const kernel = createKernel(shippedCatalog());
  const compared =
    options.principal === undefined
      ? await compareAll(found.files, options, kernel, terminal)
      : await comparePrincipal(
          { ...options, principal: options.principal },
          found.files,
          { kernel, limits: LIMITS },
          terminal,
        );
  terminal.progress('');
  if (!compared.ok) return couldNotRun(compared.problem, terminal);
  await terminal.write(formatComparison(compared.reports, options.format, terminal));
  return exitCode(
    compared.reports.flatMap(({ changes }) => changes),
    options.failOn,
  );
}

function usageProblem({ paths, git, principal, model, modelOld }: CompareOptions): string | undefined {
  if (principal !== undefined && model === undefined)
    return 'give the identity model with --model FILE beside --principal';
  if (modelOld !== undefined && principal === undefined) return '--model-old needs --principal and --model';
  if (modelOld !== undefined)
    return paths.length === 0 && git === undefined
      ? undefined
      : '--model-old names the older state itself: leave OLD, NEW and --git out';
  if (git !== undefined) return paths.length === 0 ? 'name at least one PATH behind --git REV' : undefined;
  return paths.length === 2 ? undefined : 'name two files, OLD and NEW, or a revision and paths: --git REV PATH…';
}

type Found =
  | { readonly ok: true; readonly files: readonly ComparedFile[] }
  | { readonly ok: false; readonly problem: string };

async function comparedFiles({ paths, git, modelOld }: CompareOptions, { folder }: Terminal): Promise<Found> {
  if (modelOld !== undefined) return { ok: true, files: [] };
  if (git !== undefined) return filesSince(git, paths, folder);
  return twoFiles(paths[0] ?? '', paths[1] ?? '', folder);
}

/** Each file by itself. */
async function compareAll(
  files: readonly ComparedFile[],
  options: CompareOptions,
  kernel: Kernel,
  terminal: Terminal,
): Promise<Compared> {
  const paths = files.flatMap(({ old, new: next }) => [old, next].flatMap((side) => side?.path ?? []));
  const { type, model } = options;
  const facts = fileFactsReader(
    { ...(type === undefined ? {} : { type }), ...(model === undefined ? {} : { model }) },
    [...new Set(paths)],
    terminal.folder,
    kernel.catalog,
  );
  if (!facts.ok) return facts;
  const reports: ComparedFileReport[] = [];
  for (const [index, file] of files.entries()) {
    terminal.progress(`comparing ${file.new?.name ?? file.old?.name ?? ''} (${index + 1} of ${files.length})`);
    const versions = {
      old: await versionOf(file.old, facts.factsOf),
      new: await versionOf(file.new, facts.factsOf),
    };
    reports.push({ ...file, changes: compareFiles(versions, kernel, LIMITS) });
  }
  const hasPolicies = reports.some(({ changes }) => changes.length > 0);
  return hasPolicies ? { ok: true, reports } : { ok: false, problem: noPolicy(files) };
}

function noPolicy(files: readonly ComparedFile[]): string {
  const names = files.flatMap(({ old, new: next }) => [old, next].flatMap((side) => side?.name ?? []));
  const shown = names.slice(0, 4).join(', ');
  return names.length === 0
    ? 'there is nothing to compare'
    : `there is no policy in ${shown}${names.length > 4 ? ', …' : ''}`;
}

async function versionOf(side: FileSide | undefined, factsOf: FileFactsReader): Promise<FileVersion | undefined> {
  if (side === undefined) return undefined;
  const { path, uri, text } = side;
  const { typeSetting, usesOf, path: inWorkspace } = await factsOf(path);
  const languageId = /\.jsonc$/i.test(path) ? 'jsonc' : 'json';
  const isMeant = typeSetting !== undefined;
  const sites = policiesIn(parseJson(text, { comments: languageId === 'jsonc' }), isMeant);
  const typeOf = (site: (typeof sites)[number]) =>
    decideTypes(site, { setting: typeSetting, uses: usesOf(site.pointer), path: inWorkspace })[0].type;
  return {
    uri,
    languageId,
    text,
    isMeant,
    types: Object.fromEntries(sites.map((site) => [site.pointer, typeOf(site)])),
  };
}

/** New access fails, then what could not be told; `failOn` may leave out either. */
function exitCode(changes: readonly PolicyChange[], failOn: readonly FailOn[]): number {
  const fails = (on: FailOn) => failOn.length === 0 || failOn.includes(on);
  if (fails('new-access') && changes.some(({ gained }) => gained.some(({ onlyOnPaper }) => !onlyOnPaper)))
    return EXIT.negative;
  return fails('undecided') && changes.some(({ verdict }) => verdict === 'undecided') ? EXIT.unsure : EXIT.ok;
}

function couldNotRun(problem: string, terminal: Terminal): number {
  terminal.note(`writ: ${problem}`);
  return EXIT.couldNotRun;
}
