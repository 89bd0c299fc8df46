import type { CheckOptions } from '../../../shared/settings';
import type { Finding } from '../checks/finding';
import type { SeverityTable } from '../checks/severity';
import type { PolicyType } from '../policy/document';

/** One version of a document for the rules that ask the comparison kernel. Plain data: it goes to another thread. */
export interface ProofTask {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  /** Somebody has given the file a type (`parseDocument`). */
  readonly isMeant: boolean;
  /** The types of each of its policies, in the order of the text. */
  readonly types: readonly (readonly PolicyType[])[];
  readonly options: CheckOptions;
  readonly severities: readonly SeverityTable[];
}

/** The findings in each policy, in the order of the text, with their fixes made. */
export type ProofAnswer = readonly (readonly Finding[])[];

/** Asks somewhere else, so that nobody who types waits. */
export interface Prover {
  /** Undefined: a newer version of the document came in between, or it could not be asked. */
  prove(task: ProofTask): Promise<ProofAnswer | undefined>;
  dispose(): void;
}
