import { resolve } from 'node:path';
import type { ComparisonReason } from '../../../shared/comparison';
import { createCompiler } from '../evaluation/compile';
import { describeComparison } from '../features/comparison/describe';
import { nodeFiles } from '../node/node-files';
import { type AccessOptions, findAccess } from '../semantics/access';
import { verdictOf } from '../semantics/answers';
import type { Kernel } from '../semantics/kernel';
import { comparisonVerdict } from '../semantics/questions';
import type { Layer, Side } from '../semantics/sides';
import type { FileSystem } from '../workspace/files';
import type { LoadedModel } from '../workspace/models';
import { type PrincipalSide, principalSide } from '../workspace/principal-sides';
import { readSessionPolicies } from '../workspace/session-policies';
import { normalUri, parentUri } from '../workspace/uri';
import type { ComparedFile } from './compare-sides';
import type { Compared, CompareOptions } from './compared-file';
import { isFile, relativeTo } from './files';
import { openWorkspace, uriOf, workspaceFolder } from './model-files';
import type { Terminal } from './terminal';

/** One text instead of what stands in a file; undefined: the file is not there. */
type Overlay = ReadonlyMap<string, string | undefined>;

interface Tools {
  readonly kernel: Kernel;
  readonly limits: AccessOptions;
}

/** All policies that concern one principal, in the older and in the newer state of what its model refers to. */
export async function comparePrincipal(
  options: CompareOptions & { readonly principal: string },
  files: readonly ComparedFile[],
  tools: Tools,
  { folder, note, progress }: Pick<Terminal, 'folder' | 'note' | 'progress'>,
): Promise<Compared> {
  const model = resolve(folder, options.model ?? '');
  const modelOld = resolve(folder, options.modelOld ?? options.model ?? '');
  const missing = [model, modelOld].find((path) => !isFile(path));
  if (missing !== undefined) return { ok: false, problem: `there is no file ${relativeTo(folder, missing)}` };
  progress(`comparing ${options.principal}`);
  const plain = await loadModel(model, new Map(), tools.kernel);
  const overlays = overlaysFor(files, plain.uses);
  if (overlays === undefined)
    return {
      ok: false,
      problem: `the model ${relativeTo(folder, model)} refers to none of the files that are compared`,
    };
  const older = await sideOf(options.principal, modelOld, overlays.old, tools.kernel);
  const newer = await sideOf(options.principal, model, overlays.new, tools.kernel);
  if (!older.ok) return { ok: false, problem: `in the older state: ${older.message}` };
  if (!newer.ok) return { ok: false, problem: newer.message };
  for (const layer of newer.side.unknown)
    note(`writ: the model does not tell the ${layer} of ${options.principal}: taken as limiting nothing`);
  const names = {
    old: { name: `${options.principal} before`, uri: uriOf(modelOld) },
    new: { name: options.principal, uri: uriOf(model) },
  };
  const change = compareSides({ old: older.side, new: newer.side }, options.principal, tools);
  return { ok: true, reports: [{ ...names, changes: [change] }] };
}

/** Which texts the model reads instead of its files. Undefined: it reads none of them. No files: two models are compared. */
function overlaysFor(
  files: readonly ComparedFile[],
  uses: ReadonlySet<string>,
): { readonly old: Overlay; readonly new: Overlay } | undefined {
  const old = new Map<string, string | undefined>();
  const next = new Map<string, string | undefined>();
  let isUsed = files.length === 0;
  for (const file of files) {
    const [oldUri, newUri] = [file.old?.uri, file.new?.uri].map((uri) => uri && normalUri(uri));
    isUsed ||= [oldUri, newUri].some((uri) => uri !== undefined && uses.has(uri));
    // The model refers to OLD: NEW is what shall take its place.
    if (oldUri !== undefined && file.new !== undefined && uses.has(oldUri) && !uses.has(newUri ?? ''))
      next.set(oldUri, file.new.text);
    else {
      if (newUri !== undefined) old.set(newUri, file.old?.text);
      if (oldUri !== undefined) old.set(oldUri, file.old?.text);
    }
  }
  return isUsed ? { old, new: next } : undefined;
}

function overlaid(overlay: Overlay): FileSystem {
  return {
    ...nodeFiles,
    async read(uri, maxBytes) {
      if (!overlay.has(normalUri(uri))) return nodeFiles.read(uri, maxBytes);
      const text = overlay.get(normalUri(uri));
      return text === undefined ? { ok: false, reason: 'missing' } : { ok: true, text };
    },
  };
}

async function loadModel(path: string, overlay: Overlay, kernel: Kernel): Promise<LoadedModel> {
  const { models } = workspaceFor(path, overlay, kernel);
  return models.load(uriOf(path));
}

function workspaceFor(path: string, overlay: Overlay, { catalog }: Kernel) {
  const folder = workspaceFolder(resolve(path, '..')) ?? resolve(path, '..');
  return openWorkspace({ folders: [folder], catalog, searchesModels: false, files: overlaid(overlay) });
}

async function sideOf(principal: string, path: string, overlay: Overlay, kernel: Kernel) {
  const { models, texts } = workspaceFor(path, overlay, kernel);
  const loaded = await models.load(uriOf(path));
  const request = { principal, action: 'sts:GetCallerIdentity' };
  const base = { folder: parentUri(loaded.uri), path: loaded.folder };
  const policyReference = await readSessionPolicies(request, base, texts);
  const sources = { model: loaded.model, catalog: kernel.catalog, now: new Date().toISOString(), policyReference };
  return principalSide(principal, sources, createCompiler(kernel.catalog));
}

function compareSides(
  sides: { readonly old: PrincipalSide; readonly new: PrincipalSide },
  principal: string,
  { kernel, limits }: Tools,
) {
  const names = [...new Set([...sides.new.layers.keys(), ...sides.old.layers.keys()])];
  const [older, newer] = [sides.old, sides.new].map((side) => alignedSide(side, names));
  if (older === undefined || newer === undefined) throw new Error('two sides are compared');
  const known = commonKeys(sides);
  const options = { ...limits, knownKeys: known.keys };
  const gained = findAccess(kernel, newer, older, options);
  const lost = findAccess(kernel, older, newer, options);
  const comparison = { gained, lost, verdict: comparisonVerdict(verdictOf(gained), verdictOf(lost)) };
  const described = describeComparison(comparison, {
    kernel,
    principal: { name: principal, knownKeys: new Set(known.keys.keys()) },
    old: { version: 'old', policies: sides.old.policies },
    new: { version: 'new', policies: sides.new.policies },
  });
  const gaps = [...gapReasons(sides), ...known.reasons];
  return {
    pointer: '',
    isOldMissing: false,
    isNewMissing: false,
    ...described,
    ...(gaps.length === 0 ? {} : { verdict: 'undecided' as const }),
    reasons: [...gaps, ...described.reasons],
  };
}

/** The same layer at the same place on both sides; one that a side lacks limits nothing there. */
function alignedSide({ layers }: PrincipalSide, names: readonly string[]): Side {
  return { layers: names.map((name): Layer => layers.get(name) ?? { policies: [], allowsAll: true }) };
}

type Sides = { readonly old: PrincipalSide; readonly new: PrincipalSide };

/** Keys that the principal has with the same values in both states. One that it has with other ones now may be what matters. */
function commonKeys(sides: Sides): {
  readonly keys: PrincipalSide['knownKeys'];
  readonly reasons: readonly ComparisonReason[];
} {
  const keys = new Map([...sides.old.knownKeys, ...sides.new.knownKeys]);
  const isSame = (key: string) => {
    const both = [sides.old, sides.new];
    if (both.some(({ openKeys }) => openKeys.has(key))) return false;
    const values = both.flatMap(({ knownKeys }) => (knownKeys.has(key) ? [JSON.stringify(knownKeys.get(key))] : []));
    return new Set(values).size === 1;
  };
  const changed = [...keys.keys()].filter((key) => !isSame(key));
  return {
    keys: new Map([...keys].filter(([key]) => !changed.includes(key))),
    reasons: changed.map((key) => ({
      code: 'modelIncomplete',
      message: `The principal has another value of ${key} now: conditions on it are not compared.`,
      range: null,
      version: 'new',
    })),
  };
}

/** A layer that is not known on both sides is taken as the same; on one side it may be what makes the difference. */
function gapReasons({
  old,
  new: next,
}: {
  readonly old: PrincipalSide;
  readonly new: PrincipalSide;
}): ComparisonReason[] {
  const reason = (message: string, version: 'old' | 'new'): ComparisonReason => ({
    code: 'modelIncomplete',
    message,
    range: null,
    version,
  });
  const onlyIn = (side: PrincipalSide, other: PrincipalSide) =>
    side.unknown
      .filter((name) => !other.unknown.includes(name))
      .map((name) => `The ${name} of the principal are not known.`);
  return [
    ...[...next.gaps, ...onlyIn(next, old)].map((message) => reason(message, 'new')),
    ...[...old.gaps, ...onlyIn(old, next)].map((message) => reason(message, 'old')),
  ];
}
