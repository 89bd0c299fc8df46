import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BYTES_PER_MIB, readText, relativeTo } from './files';
import { readProblem } from './read-problem';
import type { ReportedFinding } from './reported-finding';

/** Findings that are known: key → how often. A key holds no line, so that what stands above a finding may change. */
export type Baseline = ReadonlyMap<string, BaselineEntry>;

export interface BaselineEntry extends BaselineKey {
  readonly count: number;
}

interface BaselineKey {
  /** Relative to the folder of the baseline, with `/`. */
  readonly file: string;
  readonly code: string;
  readonly messageId: string;
  /** JSON pointer of the policy in the file. */
  readonly pointer: string;
  /** The statement's Sid, else its text without white space; null outside a statement. */
  readonly statement: string | null;
}

export type BaselineReading =
  | { readonly ok: true; readonly value: Baseline | undefined }
  | { readonly ok: false; readonly problem: string };

const VERSION = 1;
const MAX_MIB = 200;

/** Reads the file that `--baseline` names; nothing where no file is named. */
export function readBaseline(path: string | undefined, folder: string): BaselineReading {
  if (path === undefined) return { ok: true, value: undefined };
  const full = resolve(folder, path);
  const read = readText(full, MAX_MIB * BYTES_PER_MIB);
  if (!read.ok) return { ok: false, problem: `cannot read the baseline ${path}: ${read.message}` };
  const entries = entriesIn(read.text);
  if (entries === undefined)
    return { ok: false, problem: `${path} is no baseline of this version: write it with --write-baseline` };
  const toHere = relativeTo(folder, dirname(full));
  const here = entries.map((entry) => ({ ...entry, file: moved(entry.file, toHere, folder) }));
  return { ok: true, value: new Map(here.map((entry) => [keyOf(entry), entry])) };
}

/** A file as the baseline names it → as findings name it. */
function moved(file: string, toHere: string, folder: string): string {
  return toHere === '' ? file : relativeTo(folder, resolve(folder, toHere, file));
}

function entriesIn(text: string): readonly BaselineEntry[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('version' in value) || !('findings' in value))
      return undefined;
    const { version, findings } = value;
    return version === VERSION && Array.isArray(findings) && findings.every(isEntry) ? findings : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { file, code, messageId, pointer, statement, count } = value as Partial<BaselineEntry>;
  return (
    [file, code, messageId, pointer].every((each) => typeof each === 'string') &&
    (statement === null || typeof statement === 'string') &&
    typeof count === 'number'
  );
}

/** What the baseline does not know. Of findings with one key, the first ones are known. `goneCount`: known ones that do not occur. */
export function withoutKnown(
  findings: readonly ReportedFinding[],
  baseline: Baseline | undefined,
): { readonly left: readonly ReportedFinding[]; readonly goneCount: number } {
  if (baseline === undefined) return { left: findings, goneCount: 0 };
  const counts = new Map([...baseline].map(([key, { count }]) => [key, count]));
  const left = findings.filter((finding) => {
    const key = keyOf(finding);
    const count = counts.get(key) ?? 0;
    if (count > 0) counts.set(key, count - 1);
    return count === 0;
  });
  return { left, goneCount: [...counts.values()].reduce((sum, count) => sum + count, 0) };
}

/** Writes the findings as a baseline, sorted, one a line. Answers a sentence where that cannot be done. */
export function writeBaseline(findings: readonly ReportedFinding[], path: string, folder: string): string | undefined {
  const full = resolve(folder, path);
  const counted = new Map<string, BaselineEntry>();
  for (const finding of findings) {
    const { code, messageId, pointer, statement } = finding;
    const entry = {
      file: relativeTo(dirname(full), resolve(folder, finding.file)),
      code,
      messageId,
      pointer,
      statement,
    };
    const key = keyOf(entry);
    counted.set(key, { ...entry, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  const lines = [...counted]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, entry]) => JSON.stringify(entry));
  const list = lines.map((line) => `\n    ${line}`).join(',');
  try {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, `{\n  "version": ${VERSION},\n  "findings": [${list}\n  ]\n}\n`);
    return undefined;
  } catch (error) {
    return `cannot write the baseline ${path}: ${readProblem(error)}`;
  }
}

function keyOf({ file, code, messageId, pointer, statement }: BaselineKey): string {
  return JSON.stringify([file, code, messageId, pointer, statement]);
}
