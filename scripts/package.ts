import { stat } from 'node:fs/promises';
import { buildAll } from './build';
import { runNode } from './command';
import { isMain, reportAndExit } from './main-script';
import { inRoot } from './paths';

/** The .vsix may weigh so many bytes. */
const sizeLimit = 3_000_000;

/** Where `npm run package` leaves the extension. */
const packageFile = inRoot('writ.vsix');

/** Builds small and packs; answers the exit code, which is 1 where the package is too heavy. */
async function makePackage(): Promise<number> {
  await buildAll({ minify: true, watch: false });
  const vsce = inRoot('node_modules/@vscode/vsce/vsce');
  const packed = await runNode([
    vsce,
    'package',
    '--no-dependencies',
    '--no-rewrite-relative-links',
    '--allow-missing-repository',
    '--out',
    packageFile,
  ]);
  if (packed.code !== 0) return packed.code;
  const { size } = await stat(packageFile);
  console.log(`writ.vsix  ${size} bytes (limit ${sizeLimit})`);
  return size <= sizeLimit ? 0 : 1;
}

if (isMain(import.meta.url)) reportAndExit(makePackage());
