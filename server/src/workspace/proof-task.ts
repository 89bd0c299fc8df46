import type { ComparisonBase, PolicyChange } from '../../../shared/comparison';
import type { CheckOptions } from '../../../shared/settings';
import type { Finding } from '../checks/finding';
import type { ModelFacts } from '../checks/model-facts';
import type { SeverityTable } from '../checks/severity';
import type { PolicyType } from '../policy/document';
import type { FileVersions } from './file-versions';

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
  /** For each of its policies what the model says of those who have it. */
  readonly limits: readonly ModelFacts['limits'][];
}

/** The findings in each policy, in the order of the text, with their fixes made. */
export type ProofAnswer = readonly (readonly Finding[])[];

/** Two versions of a document for the comparison kernel. Plain data. */
export interface CompareTask {
  readonly uri: string;
  readonly base: ComparisonBase;
  /** A question for a lens does not take the place of one for a page that somebody waits for. */
  readonly asker: 'lens' | 'page';
  readonly versions: FileVersions;
  /** For each direction of each policy. */
  readonly milliseconds: number;
}

/** Asks somewhere else, so that nobody who types waits. */
export interface Prover {
  /** Undefined: a newer version of the document came in between, or it could not be asked. */
  prove(task: ProofTask): Promise<ProofAnswer | undefined>;
  /** What changes, policy by policy. Undefined as above: one question for each document and base. */
  compare(task: CompareTask): Promise<readonly PolicyChange[] | undefined>;
  dispose(): void;
}
