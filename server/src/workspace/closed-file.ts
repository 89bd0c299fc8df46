import { DEFAULT_MAX_FILE_BYTES } from '../model/files';
import { mayHoldPolicy } from '../policy/find';
import { type Analysis, analyse, type Checker, isOwnFile, parseDocument } from './analysis';
import type { Facts } from './facts';
import type { FileSystem } from './files';
import type { Prover } from './proof-task';
import { type Proofs, proofsOf } from './proofs';
import { documentText } from './text';

/** What a file that is not open is looked at with. Nothing of it is kept. */
export interface ClosedFileSources {
  readonly files: FileSystem;
  readonly facts: Facts;
  readonly checker: Checker;
  /** Undefined: the rules that ask the comparison kernel are not asked. */
  readonly prover: () => Prover | undefined;
}

/** The whole of a file that is not open, kernel's rules too; undefined where it holds nothing of ours. */
export async function analyseClosed(uri: string, sources: ClosedFileSources): Promise<Analysis | undefined> {
  const read = await sources.files.read(uri, DEFAULT_MAX_FILE_BYTES);
  if (!read.ok || !(isOwnFile(uri) || mayHoldPolicy(read.text))) return undefined;
  const facts = await sources.facts.of(uri);
  sources.facts.forget(uri);
  const document = documentText(uri, /\.jsonc$/i.test(uri) ? 'jsonc' : 'json', 0, read.text);
  const parsed = parseDocument(document, { isMeant: facts.typeSetting !== undefined });
  let proofs: Proofs | undefined;
  const carried = { memory: new Map(), proofs: () => proofs };
  const analysis = analyse(document, parsed, facts, sources.checker, carried);
  const task = analysis.proofTask();
  const answer = task === undefined ? undefined : await sources.prover()?.prove(task);
  if (answer !== undefined) proofs = proofsOf(document, facts, analysis.sites(), answer);
  return analysis;
}
