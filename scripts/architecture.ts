import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';
import { inRoot, root } from './paths';

/** What the import rules say about a tree of source files. */
export interface Architecture {
  /** How many modules of `server/src` were read: fewer than there are files means that the rules saw nothing. */
  readonly serverModules: number;
  readonly serverFiles: number;
  /** One line for each broken rule: its name, then from where to where. */
  readonly violations: readonly string[];
}

/** Holds the import rules of .dependency-cruiser.cjs against the source folders of a checkout. */
export async function readArchitecture(folders: readonly string[], base = root): Promise<Architecture> {
  const { cruise } = await import('dependency-cruiser');
  const { default: readOptions } = await import('dependency-cruiser/config-utl/extract-depcruise-options');
  const { default: readCompiler } = await import('dependency-cruiser/config-utl/extract-ts-config');
  const options = await readOptions(inRoot('.dependency-cruiser.cjs'));
  const tsConfig = readCompiler(inRoot('tsconfig.json'));
  const { output } = await cruise([...folders], { ...options, baseDir: base, validate: true }, undefined, { tsConfig });
  const { modules, summary } = output as ICruiseResult;
  return {
    serverModules: modules.filter((module) => /^server\/src\/.*\.ts$/.test(module.source)).length,
    serverFiles: await countTypeScript(join(base, 'server/src')),
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

async function countTypeScript(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.ts')).length;
}
