import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../../server/src/semantics/answers';
import { newAccess } from '../../../server/src/semantics/questions';
import { kernel, policy } from './kit';

/** Patterns with many stars over few letters: the hardest that a policy can hold. The same ones each time. */
function hostile(count: number, stars: number, seed: number): readonly string[] {
  let state = seed;
  const next = (limit: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * limit);
  };
  const word = () => Array.from({ length: 1 + next(2) }, () => 'ab'[next(2)]).join('');
  return Array.from({ length: count }, () => `arn:aws:s3:::b/*${Array.from({ length: stars }, word).join('*')}*`);
}

const versions = {
  old: policy([{ Effect: 'Allow', Action: 's3:GetObject', Resource: hostile(24, 6, 1) }]),
  new: policy([{ Effect: 'Allow', Action: 's3:GetObject', Resource: hostile(24, 4, 2) }]),
};

describe('the budget', () => {
  test('counts steps: hostile patterns end with "cannot tell", or with a confirmed answer', () => {
    for (const steps of [1, 100, 10_000, 200_000]) {
      expect(['cannotTell', 'witness']).toContain(verdictOf(newAccess(kernel, versions, { budget: { steps } })));
    }
  });

  test('looks at the clock that it is given', () => {
    let now = 0;
    const clock = () => {
      now += 1000;
      return now;
    };
    const budget = { steps: Number.POSITIVE_INFINITY, clock, milliseconds: 500 };
    expect(verdictOf(newAccess(kernel, versions, { budget }))).not.toBe('none');
  });

  test('a question that is cancelled cannot tell', () => {
    const options = { budget: { steps: 1_000_000 }, isCancelled: () => true };
    expect(verdictOf(newAccess(kernel, versions, options))).toBe('cannotTell');
  });
});
