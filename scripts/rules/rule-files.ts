import { readdir } from 'node:fs/promises';
import { inRoot } from '../paths';

/** A rule's file: its name is the code, its folder the family. */
export interface RuleFile {
  readonly path: string;
  readonly family: string;
  readonly code: string;
}

const CHECKS = 'server/src/checks';

/** Every `checks/<family>/<code>.ts`, by family, then code. `checks/shared` holds no rules. */
export async function ruleFiles(): Promise<readonly RuleFile[]> {
  const entries = await readdir(inRoot(CHECKS), { withFileTypes: true });
  const families = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
    .map((entry) => entry.name)
    .sort();
  const files = await Promise.all(families.map(filesOf));
  return files.flat();
}

async function filesOf(family: string): Promise<readonly RuleFile[]> {
  const names = (await readdir(inRoot(CHECKS, family))).filter((name) => name.endsWith('.ts')).sort();
  return names.map((name) => ({ path: `${CHECKS}/${family}/${name}`, family, code: name.replace(/\.ts$/, '') }));
}
