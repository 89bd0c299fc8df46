/** What the readers of one account's entities share. */
import type { Step } from '../syntax/path';
import type { Member, ObjectNode, StringNode } from '../syntax/tree';
import type { ManagedPolicy, ModelPolicy, Unknown } from './entities';
import type { ExportedGroup, ExportedPolicy, ExportedRole, ExportedUser } from './imports';
import { KIND_WORDS, lastPart, type NamedKind, nameError, pathError } from './names';
import { type Reading, report } from './reading';

/** An account's entry in the model with the exports that it imports. */
export interface AccountSource {
  readonly reading: Reading;
  /** Twelve digits. */
  readonly id: string;
  readonly object: ObjectNode | undefined;
  /** The way to the entry in the model file. */
  readonly steps: readonly Step[];
  readonly exported: ExportedAccount;
  /** False where an import failed: what is not there may exist all the same. */
  readonly isComplete: boolean;
}

/** What all exports of an account hold together; of one entity in two files the later one counts. */
export interface ExportedAccount {
  readonly users: readonly ExportedUser[];
  readonly groups: readonly ExportedGroup[];
  readonly roles: readonly ExportedRole[];
  readonly policies: readonly ExportedPolicy[];
  readonly awsPolicies: ReadonlyMap<string, ModelPolicy>;
}

export interface AccountContext extends AccountSource {
  readonly managedPolicies: ReadonlyMap<string, ManagedPolicy> | Unknown;
}

/** The name in a key; what IAM would refuse is reported, and so is a name that stands twice. */
export function checkedName(reading: Reading, kind: NamedKind, { key }: Member, seen: Map<string, string>): string {
  const error = nameError(kind, key.value);
  if (error !== undefined) report(reading, 'model-name-invalid', key, error);
  const name = lastPart(key.value);
  const other = seen.get(name.toLowerCase());
  if (other !== undefined)
    report(
      reading,
      'model-name-invalid',
      key,
      `The account has a ${KIND_WORDS[kind]} "${other}" already: names are unique whatever their case and path.`,
    );
  seen.set(name.toLowerCase(), name);
  return name;
}

/** A path as stated, or undefined; a bad one is reported and left out. */
export function checkedPath(reading: Reading, node: StringNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  const error = pathError(node.value);
  if (error !== undefined) report(reading, 'model-name-invalid', node, error);
  return error === undefined ? node.value : undefined;
}
