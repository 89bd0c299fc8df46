import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is to be taken back at the end, the last one first. */
export interface Undo {
  readonly add: (step: () => unknown) => void;
  /** Takes everything back; a step that fails does not keep the others from it. Safe to call twice. */
  readonly all: () => Promise<void>;
}

/** Collects what a run must take back, and does so when a signal ends the process. */
export function undoOnExit(): Undo {
  const steps: (() => unknown)[] = [];
  const all = async () => {
    for (const step of steps.splice(0).reverse()) await Promise.resolve(step()).catch(() => undefined);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void all().then(() => process.exit(130)));
  }
  return { add: (step) => steps.push(step), all };
}

/** A temporary folder that goes away with the run. */
export async function temporaryFolder(undo: Undo, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `writ-${name}-`));
  undo.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
