import type { Connection } from 'vscode-languageserver';
import type { ComparisonBase, HeadAnswer } from '../../../shared/comparison';
import type { Catalog } from '../catalog/catalog';
import type { KnownChanges } from '../features/comparison/lens';
import type { SchemaCheck } from '../model/schema-check';
import type { Analysis, Checker } from '../workspace/analysis';
import type { Documents } from '../workspace/documents';
import type { Facts } from '../workspace/facts';
import type { FileSystem } from '../workspace/files';
import type { LoadedModel, Models } from '../workspace/models';
import type { Prover } from '../workspace/proof-task';
import type { Scan } from '../workspace/scan';
import { type Clock, inSlices, type Schedule } from '../workspace/schedule';
import type { Simulator } from '../workspace/simulator';
import type { Texts } from '../workspace/texts';
import type { ClientAbilities } from './client-abilities';
import type { Log } from './guard';
import type { SettingsSource } from './settings-source';

/** What is known of each open document, by normal URI. */
export interface KnownComparisons {
  readonly changes: Map<string, { readonly [Base in ComparisonBase]?: KnownChanges | undefined }>;
  readonly heads: Map<string, Promise<HeadAnswer>>;
  /** Texts at the time of opening or saving, of documents whose files only the client can read. */
  readonly saved: Map<string, string>;
}

/** What an entry (Node, web worker) brings along. */
export interface Platform {
  readonly files: FileSystem;
  readonly clock: Clock;
  /** The time of now, ISO 8601. */
  readonly now: () => string;
  /** Called once, when first needed. */
  readonly openCatalog: () => Catalog;
  /** Another thread for the rules that ask the comparison kernel; left out where there is none. */
  readonly createProver?: (log: Log) => Prover;
  /** The last commit's version of a file; left out where git cannot be asked. */
  readonly headText?: ((uri: string) => Promise<HeadAnswer>) | undefined;
}

/** What lives as long as the connection; handlers take it as their first argument. */
export interface Session {
  readonly connection: Connection;
  readonly abilities: ClientAbilities;
  readonly documents: Documents;
  readonly facts: Facts;
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly files: FileSystem;
  readonly checker: Checker;
  /** Files of the workspace that are not open. */
  readonly scan: Scan;
  /** Started when first asked for; undefined where the platform has no other thread. */
  readonly prover: () => Prover | undefined;
  readonly comparisons: KnownComparisons;
  readonly headText: Platform['headText'];
  readonly simulator: Simulator;
  readonly models: Models;
  readonly texts: Texts;
  /** The reading of each closed model file whose problems were sent last. */
  readonly publishedModels: Map<string, LoadedModel>;
  readonly catalog: () => Catalog;
  /** Loaded once, when a file or a request of ours is first looked at. */
  readonly schema: () => Promise<SchemaCheck>;
  readonly folders: () => readonly string[];
  readonly settings: SettingsSource;
  /** `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly log: Log;
}

/** The current version of a document with what is known of it; undefined where it is not open. */
export async function analysisOf(session: Session, uri: string): Promise<Analysis | undefined> {
  const facts = session.facts.known(uri) ?? (await session.facts.of(uri));
  const document = session.documents.get(uri);
  return document && session.documents.analysis(document, facts);
}

/** The same once its policies have been checked, in slices; undefined also where nobody wants it any more. */
export async function checkedAnalysisOf(
  session: Session,
  uri: string,
  isWanted: () => boolean,
): Promise<Analysis | undefined> {
  for (;;) {
    const analysis = await analysisOf(session, uri);
    if (analysis === undefined) return undefined;
    const isStill = () => isWanted() && session.documents.isCurrent(analysis);
    if (await inSlices(session.clock, analysis.advance, isStill)) return analysis;
    if (!isWanted()) return undefined;
  }
}
