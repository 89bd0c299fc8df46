/** Figures of the command line: all AWS managed policies in a folder, from the start of the process to its end. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../../scripts/paths';
import { testCatalog } from '../kit/catalog';

const RUNS = 3;

/** `checkManaged`: without the rules that ask the comparison kernel; `checkManagedProofs`: with them. The best of several runs. */
export function checkFigures() {
  const folder = managedFolder();
  try {
    return {
      checkManaged: { seconds: secondsFor(folder, RUNS, '--no-proofs') },
      checkManagedProofs: { seconds: secondsFor(folder, 1) },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function managedFolder(): string {
  const catalog = testCatalog();
  const folder = mkdtempSync(join(tmpdir(), 'writ-managed-'));
  for (const { arn, name } of catalog.managedPolicies) {
    const value: unknown = JSON.parse(catalog.managedPolicy(arn)?.text ?? 'null');
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(value, null, 2));
  }
  return folder;
}

function secondsFor(folder: string, runs: number, ...options: readonly string[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const words = [inRoot('dist/cli.js'), 'check', '--format', 'json', ...options, folder];
    const { status } = spawnSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error(`writ check ended with ${status}: AWS's own policies have no error.`);
    best = Math.min(best, performance.now() - start);
  }
  return Math.round(best / 10) / 100;
}
