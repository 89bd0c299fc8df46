import type { Settings } from '../../../shared/settings';
import { matchesGlob } from '../checks/configuration';
import type { TypeHints } from '../policy/kind';
import type { FileFacts } from './analysis';
import type { Configurations, GoverningConfiguration } from './configurations';
import type { LoadedModel, Models } from './models';
import { readSettings } from './settings';
import { normalUri, workspacePath } from './uri';

export interface FactSources {
  /** The `writ` section for a resource, as the editor gives it. */
  readonly section: (uri: string) => Promise<unknown>;
  /** URIs of the workspace folders, innermost ones need not come first. */
  readonly folders: () => readonly string[];
  readonly models: Pick<Models, 'governing'>;
  readonly configurations: Configurations;
  readonly report: (problem: string) => void;
}

/** Facts of each file, looked up once and kept until something drops them. */
export interface Facts {
  of(uri: string): Promise<FileFacts>;
  settings(uri: string): Promise<Settings>;
  /** What is known now, without waiting. */
  known(uri: string): FileFacts | undefined;
  drop(): void;
  /** The file is not asked about again soon. */
  forget(uri: string): void;
}

export function createFacts(sources: FactSources): Facts {
  const settings = new Map<string, Promise<Settings>>();
  const pending = new Map<string, Promise<FileFacts>>();
  const known = new Map<string, FileFacts>();
  const reported = new Set<string>();

  const readSettingsOf = async (uri: string): Promise<Settings> => {
    // A client that refuses the question has no settings of ours.
    const read = readSettings(await sources.section(uri).catch(() => undefined));
    for (const problem of read.problems) {
      if (!reported.has(problem)) sources.report(problem);
      reported.add(problem);
    }
    return read.settings;
  };
  const settingsOf = (uri: string): Promise<Settings> => {
    const key = normalUri(uri);
    const reading = settings.get(key) ?? readSettingsOf(uri);
    settings.set(key, reading);
    return reading;
  };
  const gather = async (uri: string): Promise<FileFacts> => {
    const read = await settingsOf(uri);
    const model = await sources.models.governing(uri, read.model.path);
    return factsFrom(uri, workspacePath(uri, sources.folders()), read, await sources.configurations.of(uri), model);
  };
  return {
    settings: settingsOf,
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
    forget(uri) {
      for (const kept of [settings, pending, known]) kept.delete(normalUri(uri));
    },
    drop() {
      settings.clear();
      pending.clear();
      known.clear();
    },
  };
}

/** What the configuration file says beats the settings, so that editor and CI agree. */
function factsFrom(
  uri: string,
  path: string,
  settings: Settings,
  configuration: GoverningConfiguration,
  model: LoadedModel | undefined,
): FileFacts {
  return {
    settings,
    path,
    isExcluded: settings.files.exclude.some((glob) => matchesGlob(glob, path)),
    typeSetting: configuration.typeSetting ?? typeSetting(settings, path),
    severities: [settings.checks.severity, ...configuration.severities],
    options: { ...settings.checks.options, ...configuration.options },
    suppress: configuration.suppress,
    configuration: configuration.uri,
    model,
    usesOf: (pointer) => model?.policyUses.of(uri, pointer),
  };
}

/** The last pattern that matches counts, as in `writ.config.json`. */
function typeSetting({ files }: Settings, path: string): TypeHints['setting'] {
  const found = Object.entries(files.policyTypes).findLast(([glob]) => matchesGlob(glob, path));
  return found && { type: found[1], pattern: found[0] };
}
