/** What all parts of reading one model share: its text, its files, and the list of what cannot be used. */
import type { TextRange } from '../../../shared/decision';
import type { CheckSeverity } from '../../../shared/settings';
import type { Catalog } from '../catalog/catalog';
import { pointerOf, type Step } from '../syntax/path';
import type { Range, StringNode, TreeNode } from '../syntax/tree';
import type { ModelCache } from './cache';
import type { ModelPolicy, Place, PolicySlot } from './entities';
import { type FileContent, type ModelFiles, pathInside } from './files';
import { isUnknown } from './nodes';
import { nestedPolicy, type ParsedText, textRange, withName } from './policy-text';
import type { ModelProblem, ModelProblemCode } from './problems';

export interface Reading {
  readonly file: ParsedText;
  readonly fileName: string;
  /** The model file's folder in the workspace folder. */
  readonly folder: string;
  readonly files: ModelFiles;
  readonly catalog: Catalog;
  readonly cache: ModelCache;
  readonly partition: string;
  readonly problems: ModelProblem[];
  /** URI → text of every file that was read, for positions. */
  readonly texts: Map<string, ParsedText>;
  readonly usedFiles: Set<string>;
  readonly maxFileBytes: number;
}

/** Notes something that cannot be used, at a place in the model file. */
export function report(
  reading: Reading,
  code: ModelProblemCode,
  range: Range,
  message: string,
  severity: CheckSeverity = 'error',
): void {
  reading.problems.push({ code, severity, range: { start: range.start, end: range.end }, message, isBuiltIn: false });
}

/** A place in the model file. */
export function placeOf(reading: Reading, range: Range): Place {
  return { uri: reading.file.uri, range: { start: range.start, end: range.end } };
}

/** Positions of a place in the model or an export; undefined for a file that was not read. */
export function positionsOf(reading: Reading, { uri, range }: Place): TextRange | undefined {
  const text = reading.texts.get(uri);
  return text && textRange(text, range);
}

/** The file behind a path in the model; what is wrong with it is reported at the path. */
export function readFile(reading: Reading, node: StringNode): (FileContent & { readonly ok: true }) | string {
  const path = pathInside(node.value, reading.folder);
  if (path === undefined) return broken(reading, node, 'model-path-outside', outsideText(node.value));
  const content = reading.files.read(path);
  if (content.ok) {
    reading.usedFiles.add(content.uri);
    if (content.text.length <= reading.maxFileBytes) return content;
    return broken(reading, node, 'model-file-too-large', tooLargeText(node.value, content.text.length, reading));
  }
  switch (content.reason) {
    case 'outside':
      return broken(reading, node, 'model-path-outside', outsideText(node.value));
    case 'tooLarge':
      return broken(reading, node, 'model-file-too-large', tooLargeText(node.value, content.bytes, reading));
    case 'missing':
      return broken(reading, node, 'model-file-missing', `There is no file "${node.value}" beside the model.`);
    case 'unreadable':
      return broken(reading, node, 'model-file-missing', `The file "${node.value}" cannot be read.`);
  }
}

function broken(reading: Reading, node: StringNode, code: ModelProblemCode, message: string): string {
  report(reading, code, node, message);
  return message;
}

function outsideText(path: string): string {
  return path.includes('\\')
    ? `"${path}" holds a backslash: write the path with "/".`
    : `"${path}" leads out of the workspace folder; a model reads files inside it only.`;
}

function tooLargeText(path: string, bytes: number, { maxFileBytes }: Reading): string {
  const mebibytes = (count: number) => `${Math.round((count / 1024 / 1024) * 10) / 10} MiB`;
  return `"${path}" has ${mebibytes(bytes)}; files above ${mebibytes(maxFileBytes)} are not read.`;
}

/**
 * A policy reference: a path, the document itself, `"unknown"`, or null for none. `steps` lead to it in the model file.
 */
export function policySlot(
  reading: Reading,
  value: TreeNode | undefined,
  steps: readonly Step[],
  name?: string,
): PolicySlot {
  if (value === undefined || value.kind === 'null' || value.kind === 'missing') return { state: 'none' };
  const at = placeOf(reading, value);
  if (isUnknown(value)) return { state: 'unknown', at };
  const policy = policyOf(reading, value, steps);
  if (typeof policy === 'string') return { state: 'broken', message: policy, at };
  return { state: 'known', policy: name === undefined ? policy : withName(policy, name), at };
}

function policyOf(reading: Reading, value: TreeNode, steps: readonly Step[]): ModelPolicy | string {
  if (value.kind === 'object') return nestedPolicy(reading.file, value, reading.fileName, pointerOf(steps));
  if (value.kind !== 'string') return 'The value is neither a path nor a policy.';
  const content = readFile(reading, value);
  if (typeof content === 'string') return content;
  const label = pathInside(value.value, reading.folder) ?? value.value;
  const comments = content.comments ?? content.uri.endsWith('.jsonc');
  return reading.cache.policyFile(content.uri, content.text, { comments, label });
}
