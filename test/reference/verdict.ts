/** What the reference evaluator answers. */
export interface Verdict {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny' | 'depends';
  /** In the short words of the vectors: the first layer that denies, the first that is missing, or what granted. `depends`: of the pessimistic view. */
  readonly decidedBy: string;
  readonly certainty: 'certain' | 'assumed' | 'incomplete';
  /** The assumptions on which "allowed or not" rests, sorted. */
  readonly assumptions: readonly string[];
  /** No assumption matters alone, only several together: those without which the joint switch changes nothing. */
  readonly neededTogether?: readonly string[];
}
