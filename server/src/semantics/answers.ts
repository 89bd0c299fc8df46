/** What the questions of this room answer. Every union is closed: who reads it has to say something for each case. */
import type { AccessLevel } from '../catalog/catalog';
import type { CompiledPolicy, CompiledStatement } from '../evaluation/compiled';
import type { Caller } from '../evaluation/input';
import type { Refusal } from '../evaluation/refusals';
import type { UnknownReason } from './assignments';
import type { KeyValues } from './key-tests';

/** A statement of a policy that took part in a comparison. */
export interface StatementPlace {
  readonly policy: CompiledPolicy;
  readonly statement: CompiledStatement;
}

/** A request that shows a difference; the evaluator has confirmed it. */
export interface Witness {
  /** `s3:GetObject`, as AWS writes it; a made-up name where the difference is about names that AWS may add. */
  readonly action: string;
  /** An ARN, or `*` for a request without resource. */
  readonly resource: string;
  /** Only where the policies name principals, or a principal was given. */
  readonly caller: Caller | undefined;
  /** Who owns the resource, where that matters. */
  readonly resourceAccount?: string | undefined;
  /** Keys in AWS's spelling. Null: the key must be absent. Keys that are not listed do not matter. */
  readonly context: ReadonlyMap<string, KeyValues>;
  /** Open points of docs/evaluation.md whose other reading would take the difference away. */
  readonly assumptions: readonly string[];
}

/** Actions for which the same statements decide. */
export interface ActionGroup {
  /** In AWS's spelling, sorted; of a large group only the first ones. */
  readonly names: readonly string[];
  readonly count: number;
  /** Of the named actions, the most far-reaching first. */
  readonly accessLevels: readonly AccessLevel[];
  /** The names are examples of what AWS may add later: no action of today is meant. */
  readonly isFuture: boolean;
}

interface Kind {
  readonly actions: ActionGroup;
  /** The Allow that grants it; undefined where no document says it (an RCP level allows what it does not deny). */
  readonly statement: StatementPlace | undefined;
  /** The Deny of the other side that stood in the way. */
  readonly liftedDeny: StatementPlace | undefined;
}

/** One kind of access that one side gives and the other does not. */
export type AccessDifference =
  | (Kind & { readonly kind: 'witness'; readonly witness: Witness })
  /** The text gives more, but no real request gets it: resource types, keys of the action or links between keys do not fit. */
  | (Kind & { readonly kind: 'onlyOnPaper' })
  | (Kind & { readonly kind: 'cannotTell'; readonly reason: UnknownReason });

/** A document that AWS would refuse to store. */
export interface RefusedDocument {
  readonly policy: CompiledPolicy;
  readonly refusal: Refusal;
}

export type AccessAnswer =
  /** A proof: there is no request that one side allows and the other does not. */
  | { readonly kind: 'none' }
  /** At least one; the most far-reaching first. */
  | { readonly kind: 'differences'; readonly differences: readonly AccessDifference[] }
  | { readonly kind: 'refusedDocument'; readonly refused: readonly RefusedDocument[] };

/** The answer in one word: the worst of its differences, for today's actions and those to come. */
export type AccessVerdict = 'none' | 'witness' | 'onlyOnPaper' | 'cannotTell';

/** A confirmed difference stands whatever else cannot be told. */
export function verdictOf(answer: AccessAnswer): AccessVerdict {
  switch (answer.kind) {
    case 'none':
      return 'none';
    case 'refusedDocument':
      return 'cannotTell';
    case 'differences':
      return (
        (['witness', 'cannotTell', 'onlyOnPaper'] as const).find((kind) =>
          answer.differences.some((difference) => difference.kind === kind),
        ) ?? 'none'
      );
  }
}
