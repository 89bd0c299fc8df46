import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccessAnswer } from '../../../server/src/semantics/answers';
import { givesNoAccess, newAccess } from '../../../server/src/semantics/questions';
import { AMPLE, kernel, policy } from './kit';
import { isAllowed, type PlainRequest, SAMPLE, statements } from './requests';

function gained(old: readonly object[], next: readonly object[]): AccessAnswer {
  return newAccess(kernel, { old: policy(old), new: policy(next) }, AMPLE);
}

/** No request of the sample may contradict the answer, and each witness has to hold. */
function expectTrue(answer: AccessAnswer, old: readonly object[], next: readonly object[]) {
  const [before, after] = [policy(old), policy(next)];
  const isGain = (request: PlainRequest) => isAllowed(after, request) && !isAllowed(before, request);
  if (answer.kind === 'none') expect(SAMPLE.filter(isGain)).toEqual([]);
  if (answer.kind !== 'differences') return;
  for (const difference of answer.differences) {
    if (difference.kind === 'witness')
      expect([difference.witness, isGain(difference.witness)]).toEqual([difference.witness, true]);
  }
}

function isUndecided(answer: AccessAnswer): boolean {
  return answer.kind === 'differences' && answer.differences.some(({ kind }) => kind === 'cannotTell');
}

describe('new access between random policies', () => {
  for (const [besides, numRuns, mayBeUndecided] of [
    ['nothing', 100, 0],
    ['variables', 50, 10],
    ['short', 30, 20],
  ] as const) {
    test(`with ${besides}: never contradicted by the evaluator`, () => {
      let undecided = 0;
      fc.assert(
        fc.property(statements(besides), statements(besides), (old, next) => {
          const answer = gained(old, next);
          if (isUndecided(answer)) undecided += 1;
          expectTrue(answer, old, next);
          const versions = { old: policy(old), new: policy(next) };
          expect(givesNoAccess(kernel, versions, AMPLE)).toBe(answer.kind === 'none');
        }),
        { seed: 1, numRuns },
      );
      expect(undecided).toBeLessThanOrEqual(mayBeUndecided);
    }, 120_000);
  }

  test('a policy gains nothing over itself, shuffled, or with a Deny more', () => {
    fc.assert(
      fc.property(statements('variables'), statements('variables'), (all, others) => {
        const denies = others.filter((each) => (each as { Effect: string }).Effect === 'Deny');
        expect(gained(all, all)).toEqual({ kind: 'none' });
        expect(gained(all, [...all].reverse())).toEqual({ kind: 'none' });
        expect(gained(all, [...all, ...denies])).toEqual({ kind: 'none' });
        expect(gained([...all, ...others.filter((each) => !denies.includes(each))], all)).toEqual({ kind: 'none' });
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
