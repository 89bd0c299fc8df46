import { existsSync } from 'node:fs';
import { readArchitecture } from './architecture';
import { runNode } from './command';
import { isMain, reportAndExit } from './main-script';
import { inRoot } from './paths';

/** One check of the sources, with the words above its output. */
interface Check {
  readonly title: string;
  readonly holds: () => Promise<boolean>;
}

const program =
  (path: string, ...args: readonly string[]) =>
  async () =>
    (await runNode([inRoot('node_modules', path), ...args])).code === 0;

const checks: readonly Check[] = [
  { title: 'Format and lint (biome)', holds: program('@biomejs/biome/bin/biome', 'check', '--error-on-warnings') },
  { title: 'Import rules (dependency-cruiser)', holds: importRulesHold },
  { title: 'Unused files, exports and packages (knip)', holds: program('knip/bin/knip.js') },
  { title: 'Types (tsc)', holds: program('typescript/bin/tsc', '-p', 'tsconfig.json') },
  {
    title: 'The core without Node and DOM (tsc)',
    holds: program('typescript/bin/tsc', '-p', 'server/tsconfig.core.json'),
  },
  { title: 'Generated files are fresh', holds: generatedFilesAreFresh },
];

/** Runs all checks, one after the other, and answers how many failed. */
export async function lint(): Promise<number> {
  const failed: string[] = [];
  for (const check of checks) {
    console.log(`— ${check.title}`);
    if (!(await check.holds())) failed.push(check.title);
  }
  console.log(failed.length === 0 ? 'All checks of the sources hold.' : `Failed: ${failed.join(', ')}`);
  return failed.length;
}

async function importRulesHold(): Promise<boolean> {
  const { serverModules, serverFiles, violations } = await readArchitecture([
    'server',
    'shared',
    'client',
    'scripts',
    'test',
  ]);
  for (const violation of violations) console.log(violation);
  if (serverModules < serverFiles)
    console.log(`Only ${serverModules} of ${serverFiles} files of server/src were read.`);
  return violations.length === 0 && serverModules >= serverFiles;
}

async function generatedFilesAreFresh(): Promise<boolean> {
  if (!existsSync(inRoot('scripts/generate.ts'))) return true;
  return program('tsx/dist/cli.mjs', inRoot('scripts/generate.ts'), '--check')();
}

if (isMain(import.meta.url)) reportAndExit(lint().then((failed) => (failed === 0 ? 0 : 1)));
