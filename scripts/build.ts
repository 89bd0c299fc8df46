import { existsSync } from 'node:fs';
import { chmod, cp, rm } from 'node:fs/promises';
import { type BuildOptions, context, type Metafile, type Plugin } from 'esbuild';
import { lazyBuiltins, onlyAscii, withoutExamples } from './bundle-plugins';
import { buildCatalog } from './catalog/main';
import { isMain, reportAndExit } from './main-script';
import { inRoot, root } from './paths';

/** A program that the product consists of: where it starts, and the file that it becomes. */
interface Product {
  readonly entry: string;
  readonly outfile: string;
  /** Set for a program that a person starts by its name. */
  readonly executable?: true;
}

const products: readonly Product[] = [
  { entry: 'client/src/desktop.ts', outfile: 'dist/client.js' },
  { entry: 'server/src/node/start-server.ts', outfile: 'dist/server.js' },
  { entry: 'server/src/lsp/node.ts', outfile: 'dist/server.program.js' },
  { entry: 'server/src/node/start-cli.ts', outfile: 'dist/cli.js', executable: true },
  { entry: 'server/src/cli/main.ts', outfile: 'dist/cli.program.js' },
];

/** How to build: for people who debug, or small for the package; once, or again at each change. */
export interface BuildChoice {
  readonly minify: boolean;
  readonly watch: boolean;
}

/** Builds everything under dist/: the programs, the catalog and the generated pages. Rejects where a program has errors. */
export async function buildAll(choice: BuildChoice): Promise<void> {
  const catalog = await buildCatalog({ outDir: inRoot('dist/catalog') });
  console.log(`dist/catalog  ${kilobytes(catalog.bytes)}${catalog.written ? '' : ' (up to date)'}`);
  await copyPages();
  const contexts = await Promise.all(products.map((product) => context(optionsFor(product, choice))));
  const ends = await Promise.allSettled(contexts.map((each) => (choice.watch ? each.watch() : each.rebuild())));
  if (!choice.watch) await Promise.all(contexts.map((each) => each.dispose()));
  if (ends.some((end) => end.status === 'rejected')) throw new Error('The build failed: see the errors above.');
}

function optionsFor(product: Product, choice: BuildChoice): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: [product.entry],
    outfile: product.outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    // "main" of jsonc-parser is a module that esbuild cannot follow: the bundle would die at its start.
    mainFields: ['module', 'main'],
    minify: choice.minify,
    sourcemap: choice.minify ? false : 'linked',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    banner: product.executable ? { js: '#!/usr/bin/env node' } : {},
    charset: 'ascii',
    plugins: [withoutExamples, lazyBuiltins, onlyAscii, tellAndFinish(product, choice)],
  };
}

/** Says when a program is being built and what came of it; the watch task of .vscode/tasks.json listens for these words. */
function tellAndFinish(product: Product, choice: BuildChoice): Plugin {
  return {
    name: 'tell-and-finish',
    setup(build) {
      if (choice.watch) build.onStart(() => console.log(`[watch] ${product.outfile} started`));
      build.onEnd(async ({ errors, metafile }) => {
        if (errors.length === 0 && product.executable) await chmod(inRoot(product.outfile), 0o755);
        if (errors.length === 0) console.log(`${product.outfile}  ${kilobytes(bytesOf(metafile, product.outfile))}`);
        if (choice.watch) console.log(`[watch] ${product.outfile} finished`);
      });
    },
  };
}

const bytesOf = (metafile: Metafile | undefined, file: string) => metafile?.outputs[file]?.bytes ?? 0;

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`;

/** The page of each check is shipped, because *Explain CODE* opens it without a network. */
async function copyPages(): Promise<void> {
  await rm(inRoot('dist/docs'), { recursive: true, force: true });
  if (existsSync(inRoot('docs/checks')))
    await cp(inRoot('docs/checks'), inRoot('dist/docs/checks'), { recursive: true });
}

/** `npm run build`, `npm run watch`, and `--minify` for the package. */
if (isMain(import.meta.url)) {
  const choice = { minify: process.argv.includes('--minify'), watch: process.argv.includes('--watch') };
  reportAndExit(buildAll(choice), { stay: choice.watch });
}
