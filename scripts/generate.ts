import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Generator } from './generator';
import { isMain, reportAndExit } from './main-script';
import { inRoot } from './paths';
import { rulesGenerator } from './rules/generator';

/** Add one here to have its files made, and held fresh by `npm run lint`. */
const generators: readonly Generator[] = [rulesGenerator];

/** Writes every generated file that differs, removes those that nobody makes any more, and answers their paths. */
export async function generate(choice: { readonly write: boolean }): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const generator of generators) {
    const files = await generator.make();
    for (const [path, content] of files) {
      if ((await contentOf(path)) === content) continue;
      stale.push(path);
      if (choice.write) await write(path, content);
    }
    for (const path of await strayFiles(generator, files)) {
      stale.push(path);
      if (choice.write) await rm(inRoot(path));
    }
  }
  return stale;
}

async function contentOf(path: string): Promise<string | undefined> {
  return existsSync(inRoot(path)) ? readFile(inRoot(path), 'utf8') : undefined;
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(inRoot(path)), { recursive: true });
  await writeFile(inRoot(path), content);
}

async function strayFiles(generator: Generator, files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of generator.folders) {
    if (!existsSync(inRoot(folder))) continue;
    for (const name of await readdir(inRoot(folder))) {
      if (!files.has(`${folder}/${name}`)) found.push(`${folder}/${name}`);
    }
  }
  return found;
}

async function main(): Promise<number> {
  const isCheck = process.argv.includes('--check');
  const stale = await generate({ write: !isCheck });
  if (isCheck) {
    for (const path of stale) console.error(`${path} is stale: run "npm run generate".`);
    return stale.length === 0 ? 0 : 1;
  }
  console.log(stale.length === 0 ? 'Everything generated is fresh.' : stale.map((path) => `made ${path}`).join('\n'));
  return 0;
}

if (isMain(import.meta.url)) reportAndExit(main());
