import { type ChangedRange, joined } from '../syntax/changes';
import {
  type Analysis,
  analyse,
  type Checker,
  type DocumentMemory,
  type Earlier,
  type FileFacts,
  type Parsed,
  parseDocument,
} from './analysis';
import type { ProofAnswer } from './proof-task';
import { followed, type Proofs, proofsOf } from './proofs';
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
  /** False once a newer version, or other facts, have taken its place. */
  isCurrent(analysis: Analysis): boolean;
  /** Adds what the rules found that ask the comparison kernel. False where a newer version has come in between. */
  addProofs(analysis: Analysis, answer: ProofAnswer): boolean;
}

interface Held {
  readonly document: DocumentText;
  readonly carried: Kept;
  /** The last version that has been parsed. Dropped once this one is. */
  earlier: Earlier | undefined;
  parsed?: { readonly isMeant: boolean; readonly value: Parsed | undefined };
  analysis?: Analysis;
}

/** Goes from version to version. */
interface Kept {
  readonly memory: DocumentMemory;
  proofs: Proofs | undefined;
}

function nothingKept(): Kept {
  return { memory: new Map(), proofs: undefined };
}

export function createDocuments(checker: Checker): Documents {
  const held = new Map<string, Held>();
  const entryOf = (document: DocumentText): Held => {
    const entry = held.get(normalUri(document.uri));
    return entry?.document === document ? entry : newlyHeld(document);
  };
  return {
    open: (document) => held.set(normalUri(document.uri), newlyHeld(document)),
    change(uri, version, changes) {
      const entry = held.get(normalUri(uri));
      if (entry !== undefined) {
        const { document, edit } = applyChanges(entry.document, version, changes);
        held.set(normalUri(uri), { document, carried: entry.carried, earlier: edit && earlierOf(entry, edit) });
      }
      return entry !== undefined;
    },
    close: (uri) => held.delete(normalUri(uri)),
    get: (uri) => held.get(normalUri(uri))?.document,
    all: () => [...held.values()].map(({ document }) => document),
    analysis(document, facts) {
      const entry = entryOf(document);
      if (entry.analysis?.facts === facts) return entry.analysis;
      const { carried } = entry;
      const parsed = parsedOf(entry, facts.typeSetting !== undefined);
      const proofs = () => carried.proofs;
      entry.analysis = analyse(document, parsed, facts, checker, { memory: carried.memory, proofs });
      carried.proofs = followed(carried.proofs, entry.analysis.sites());
      return entry.analysis;
    },
    isCurrent: (analysis) => held.get(normalUri(analysis.document.uri))?.analysis === analysis,
    addProofs({ document, facts, sites }, answer) {
      const entry = held.get(normalUri(document.uri));
      if (entry?.document !== document) return false;
      entry.carried.proofs = proofsOf(document, facts, sites(), answer);
      return true;
    },
  };
}

function newlyHeld(document: DocumentText): Held {
  return { document, carried: nothingKept(), earlier: undefined };
}

/** What the version after `entry` can be parsed from. */
function earlierOf({ parsed, earlier }: Held, edit: ChangedRange): Earlier | undefined {
  if (parsed?.value !== undefined) return { parsed: parsed.value, edit };
  return earlier && { parsed: earlier.parsed, edit: joined(earlier.edit, edit) };
}

function parsedOf(entry: Held, isMeant: boolean): Parsed | undefined {
  const { document, parsed, earlier } = entry;
  if (parsed?.isMeant === isMeant) return parsed.value;
  const value = parseDocument(document, { isMeant, earlier });
  entry.parsed = { isMeant, value };
  if (value !== undefined) entry.earlier = undefined;
  return value;
}
