import { dirname } from 'node:path';
import {
  type Configuration,
  configurationFor,
  EMPTY_CONFIGURATION,
  type FileConfiguration,
  readConfiguration,
} from '../checks/configuration';
import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import { parseJson } from '../syntax/json';
import { nearestUpwards, readText, relativeTo } from './files';

export const CONFIGURATION_NAME = 'writ.config.json';

/** A configuration with the folder from which its globs count. */
export interface ConfigurationFile {
  readonly folder: string;
  readonly configuration: Configuration;
}

/** The configuration that governs the files of a folder: the one that is set, else the nearest upwards, alone. Each is read once. */
export function createConfigurationFiles(set: string | undefined): (folder: string) => ConfigurationFile | undefined {
  const byPath = new Map<string, ConfigurationFile>();
  const byFolder = new Map<string, ConfigurationFile | undefined>();
  const read = (path: string): ConfigurationFile => {
    const known = byPath.get(path) ?? { folder: dirname(path), configuration: configurationIn(path) };
    byPath.set(path, known);
    return known;
  };
  return (folder) => {
    if (set !== undefined) return read(set);
    if (!byFolder.has(folder)) {
      const path = nearestUpwards(folder, CONFIGURATION_NAME);
      byFolder.set(folder, path === undefined ? undefined : read(path));
    }
    return byFolder.get(folder);
  };
}

/** What a configuration says of a file; without one nothing. */
export function configurationOf(file: ConfigurationFile | undefined, path: string): FileConfiguration {
  return file === undefined
    ? configurationFor(EMPTY_CONFIGURATION, '')
    : configurationFor(file.configuration, relativeTo(file.folder, path));
}

/** What is wrong in a configuration is a finding where the file itself is checked. */
function configurationIn(path: string): Configuration {
  const read = readText(path, DEFAULT_MAX_FILE_BYTES);
  return read.ok ? readConfiguration(parseJson(read.text, { comments: true })).configuration : EMPTY_CONFIGURATION;
}
