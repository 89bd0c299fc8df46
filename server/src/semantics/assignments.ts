/** Literals by what they speak of, and what a search needs to give them values. */
import type { AtomTable, Literal } from './atoms';
import type { Facts } from './facts';
import type { KeyValues } from './key-tests';
import type { Meter } from './meter';

/** Why something cannot be told (docs/comparison.md). */
export type UnknownReason = 'variable' | 'mixedTypes' | 'badPattern' | 'budget' | 'keyLinks' | 'serviceSpecial';

/** A request in the terms of the atoms. */
export interface Model {
  /** An ARN, or `*` for a request without resource; undefined where nothing is said of it. */
  readonly resource: string | undefined;
  /** Number of the caller; undefined where nothing is said of it. */
  readonly caller: number | undefined;
  readonly keys: ReadonlyMap<string, KeyValues>;
}

/** Literals of one subject, ascending. */
export type Assignment = ReadonlyMap<number, readonly Literal[]>;

export interface TheoryOptions {
  readonly atoms: AtomTable;
  readonly facts: Facts;
  readonly meter: Meter;
  /** A request with an ARN, or one without resource (`*`). */
  readonly mode: 'arn' | 'star';
  readonly callerCount: number;
}
