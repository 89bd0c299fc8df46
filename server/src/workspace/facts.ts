import picomatch from 'picomatch';
import type { Settings } from '../../../shared/settings';
import type { TypeHints } from '../policy/kind';
import type { FileFacts } from './analysis';
import { readSettings } from './settings';
import { fileName, normalUri, relativePath } from './uri';

export interface FactSources {
  /** The `writ` section for a resource, as the editor gives it. */
  readonly section: (uri: string) => Promise<unknown>;
  /** URIs of the workspace folders, innermost ones need not come first. */
  readonly folders: () => readonly string[];
  readonly report: (problem: string) => void;
}

/** Facts of each file, looked up once and kept until something drops them. */
export interface Facts {
  of(uri: string): Promise<FileFacts>;
  /** What is known now, without waiting. */
  known(uri: string): FileFacts | undefined;
  drop(): void;
}

export function createFacts(sources: FactSources): Facts {
  const settings = new Map<string, Promise<Settings>>();
  const pending = new Map<string, Promise<FileFacts>>();
  const known = new Map<string, FileFacts>();
  const reported = new Set<string>();

  const settingsOf = async (uri: string): Promise<Settings> => {
    const read = readSettings(await sources.section(uri));
    for (const problem of read.problems) {
      if (!reported.has(problem)) sources.report(problem);
      reported.add(problem);
    }
    return read.settings;
  };
  const gather = async (uri: string): Promise<FileFacts> => {
    const key = normalUri(uri);
    const read = settings.get(key) ?? settingsOf(uri);
    settings.set(key, read);
    return factsFrom(uri, await read, sources.folders());
  };
  return {
    async of(uri) {
      const key = normalUri(uri);
      const started = pending.get(key) ?? gather(uri);
      pending.set(key, started);
      const facts = await started;
      // A drop in between has made this answer stale; the next question asks again.
      if (pending.get(key) === started) known.set(key, facts);
      return facts;
    },
    known: (uri) => known.get(normalUri(uri)),
    drop() {
      settings.clear();
      pending.clear();
      known.clear();
    },
  };
}

function factsFrom(uri: string, settings: Settings, folders: readonly string[]): FileFacts {
  const path = workspacePath(uri, folders);
  return {
    settings,
    path,
    isExcluded: settings.files.exclude.some((glob) => matchesGlob(glob, path)),
    typeSetting: typeSetting(settings, path),
    severities: [settings.checks.severity],
    options: settings.checks.options,
    usesOf: () => undefined,
  };
}

/** The path in the innermost workspace folder; the bare name outside of all. */
export function workspacePath(uri: string, folders: readonly string[]): string {
  const paths = folders.flatMap((folder) => relativePath(folder, uri) ?? []);
  return paths.reduce((best, path) => (path.length < best.length ? path : best), paths[0] ?? fileName(uri));
}

/** Globs count from the workspace folder; one without `/` means a name anywhere. */
export function matchesGlob(glob: string, path: string): boolean {
  const pattern = glob.replace(/^\.?\//, '');
  return picomatch.isMatch(path, pattern, { dot: true, matchBase: !glob.includes('/') });
}

/** The last pattern that matches counts, as in `writ.config.json`. */
function typeSetting({ files }: Settings, path: string): TypeHints['setting'] {
  const found = Object.entries(files.policyTypes).findLast(([glob]) => matchesGlob(glob, path));
  return found && { type: found[1], pattern: found[0] };
}
