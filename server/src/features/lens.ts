import type { SimulationResult } from '../../../shared/decision';
import type { PolicyPlace, RememberedRequest } from '../../../shared/messages';
import type { PolicyDocument } from '../policy/document';
import type { TypeDecision } from '../policy/kind';
import type { Range } from '../syntax/tree';
import { typeNames } from './policy-type';
import { answerWords, requestWords } from './result-text';

/** A line of words above a policy. */
export interface Lens {
  /** Where the policy begins, in its site's text. */
  readonly range: Range;
  readonly title: string;
  /** What happens on a click: ask for a request, or show the one that the words are about. */
  readonly action: 'simulate' | 'showResult';
}

/** A remembered request with its answer of now. */
export interface AnsweredRequest {
  readonly remembered: RememberedRequest;
  readonly result: SimulationResult;
}

/** The lenses of one policy: its type, and the answer to the last request that concerns it. */
export function policyLenses(
  document: PolicyDocument,
  decisions: readonly TypeDecision[],
  answered: AnsweredRequest | undefined,
): readonly Lens[] {
  const { start } = document.root;
  const range = { start, end: start };
  const type: Lens = { range, title: `${typeNames(decisions)} · Simulate…`, action: 'simulate' };
  if (answered === undefined) return [type];
  const title = `${answerWords(answered.result)} · ${requestWords(answered.remembered.request)}`;
  return [type, { range, title, action: 'showResult' }];
}

/** The newest request that was started at the policy, or in whose decision it took part. */
export function requestFor(
  place: PolicyPlace,
  answers: readonly AnsweredRequest[],
  isSameFile: (left: string, right: string) => boolean,
): AnsweredRequest | undefined {
  const isHere = (uri: string | undefined, pointer: string | undefined) =>
    uri !== undefined && isSameFile(uri, place.uri) && (pointer ?? '') === place.pointer;
  return answers.find(({ remembered: { from }, result }) => {
    if (from !== null && isHere(from.uri, from.pointer)) return true;
    return allResults(result).some(({ layers }) =>
      layers.some(({ statements }) => statements.some(({ uri, pointer }) => isHere(uri, pointer))),
    );
  });
}

function allResults(result: SimulationResult): readonly SimulationResult[] {
  return [result, ...result.through.flatMap(allResults), ...result.units.flatMap(allResults)];
}
