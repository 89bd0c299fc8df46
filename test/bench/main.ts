import { existsSync, statSync } from 'node:fs';
import { inRoot } from '../../scripts/paths';
import { checkFigures } from './check';
import { comparisonFigures } from './comparison';
import { decisionFigures } from './decision';
import { completionFigure, editFigures, largePolicy, memoryFigure, smallPolicy, startFigure } from './editor';
import { compareHostile } from './hostile';

/** `npm run bench [-- --json]`: figures by name, with units in their names. Needs `npm run build`; the package only if there. */
async function main(): Promise<void> {
  const figures = {
    startToDiagnostics: await startFigure(),
    completion: await completionFigure(),
    editToDiagnosticsLarge: await editFigures(largePolicy()),
    editToDiagnosticsSmall: await editFigures(smallPolicy()),
    serverMemory: await memoryFigure(largePolicy()),
    ...packageFigure(),
    ...decisionFigures(),
    ...comparisonFigures(),
    ...compareHostile(),
    ...checkFigures(),
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures, null, 2));
  else print(figures);
}

function packageFigure() {
  const file = inRoot('writ.vsix');
  return existsSync(file) ? { vsix: { bytes: statSync(file).size } } : {};
}

function print(figures: { readonly [name: string]: object }): void {
  for (const [name, values] of Object.entries(figures)) {
    const words = Object.entries(values).map(([unit, value]) => `${unit} ${String(value)}`);
    console.log(`${name.padEnd(24)}${words.join('   ')}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
