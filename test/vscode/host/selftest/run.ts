import { inRoot } from '../../../../scripts/paths';
import { launchTests } from '../launch';

/** `tsx test/vscode/host/selftest/run.ts`: proves that the host hands passes and failures on, with a throw-away extension. */
async function main(): Promise<void> {
  const here = (name: string) => inRoot('test/vscode/host/selftest', name);
  const launch = { extension: here('extension'), workspace: here('workspace') };
  const passing = await launchTests({ ...launch, files: [here('passing.test.ts')] });
  const failing = await launchTests({ ...launch, files: [here('passing.test.ts'), here('failing.test.ts')] });
  const none = await launchTests({ ...launch, files: [] });
  const right = passing === 0 && failing !== 0 && none !== 0;
  console.log(
    `${right ? 'The host hands results on' : 'The host is wrong'}: exit codes ${passing}, ${failing}, ${none}, wanted 0, 1, 1.`,
  );
  process.exit(right ? 0 : 1);
}

void main();
