import {
  type Analysis,
  analyse,
  type Checker,
  type DocumentMemory,
  type FileFacts,
  type Parsed,
  parseDocument,
} from './analysis';
import { applyChanges, type DocumentText, type TextChange } from './text';
import { normalUri } from './uri';

/** The documents that the editor has open. A version is parsed at most once, and analysed once for each set of facts. */
export interface Documents {
  open(document: DocumentText): void;
  /** False for a document that is not open. */
  change(uri: string, version: number, changes: readonly TextChange[]): boolean;
  close(uri: string): void;
  get(uri: string): DocumentText | undefined;
  all(): readonly DocumentText[];
  analysis(document: DocumentText, facts: FileFacts): Analysis;
}

interface Held {
  readonly document: DocumentText;
  /** Goes from version to version. */
  readonly memory: DocumentMemory;
  parsed?: { readonly isMeant: boolean; readonly value: Parsed | undefined };
  analysis?: Analysis;
}

export function createDocuments(checker: Checker): Documents {
  const held = new Map<string, Held>();
  const entryOf = (document: DocumentText): Held => {
    const entry = held.get(normalUri(document.uri));
    return entry?.document === document ? entry : { document, memory: new Map() };
  };
  return {
    open: (document) => held.set(normalUri(document.uri), { document, memory: new Map() }),
    change(uri, version, changes) {
      const entry = held.get(normalUri(uri));
      if (entry !== undefined) {
        const document = applyChanges(entry.document, version, changes);
        held.set(normalUri(uri), { document, memory: entry.memory });
      }
      return entry !== undefined;
    },
    close: (uri) => held.delete(normalUri(uri)),
    get: (uri) => held.get(normalUri(uri))?.document,
    all: () => [...held.values()].map(({ document }) => document),
    analysis(document, facts) {
      const entry = entryOf(document);
      if (entry.analysis?.facts === facts) return entry.analysis;
      entry.analysis = analyse(
        document,
        parsedOf(entry, facts.typeSetting !== undefined),
        facts,
        checker,
        entry.memory,
      );
      return entry.analysis;
    },
  };
}

function parsedOf(entry: Held, isMeant: boolean): Parsed | undefined {
  if (entry.parsed?.isMeant !== isMeant) entry.parsed = { isMeant, value: parseDocument(entry.document, { isMeant }) };
  return entry.parsed.value;
}
