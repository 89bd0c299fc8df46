import { existsSync } from 'node:fs';
import { inRoot } from '../../scripts/paths';
import { launchTests, testFiles } from './host/launch';

/** `npm run test:vscode [-- WORD…]`: the tests of test/vscode/suite in a real editor; with words, the files named so. */
async function main(): Promise<number> {
  if (!existsSync(inRoot('dist/client.js')))
    throw new Error('There is no dist/client.js yet: run "npm run build" first.');
  const files = await testFiles(inRoot('test/vscode/suite'), process.argv.slice(2));
  return launchTests({ files, extension: inRoot(), workspace: inRoot('examples') });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
