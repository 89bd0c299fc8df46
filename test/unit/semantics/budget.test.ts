import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../../server/src/semantics/answers';
import { wildcardTokens } from '../../../server/src/semantics/arn-boxes';
import { shortestText, type TextAnswer } from '../../../server/src/semantics/automaton';
import { globOf } from '../../../server/src/semantics/globs';
import { createMeter, type Meter } from '../../../server/src/semantics/meter';
import { newAccess } from '../../../server/src/semantics/questions';
import { findText } from '../../../server/src/semantics/texts';
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

  const long = (seed: number) => globOf(wildcardTokens(hostile(1, 3000, seed)[0] ?? ''));
  const letters = globOf([-1, ...Array.from({ length: 3000 }, (_, at) => 0x4e00 + at), -1]);
  const many = Array.from({ length: 60 }, (_, at) => long(at + 2));
  const costly: readonly (readonly [title: string, ask: (meter: Meter) => TextAnswer])[] = [
    ['tables over many letters', (meter) => shortestText([letters], [], meter)],
    ['walks through long patterns', (meter) => findText({ inside: [long(1)], outside: many, preferred: [] }, meter)],
    [
      'long patterns together',
      (meter) => findText({ inside: [long(1), long(2)], outside: [long(3)], preferred: [] }, meter),
    ],
  ];
  test.each(costly)('is charged for %s, so that the clock is looked at', (_, ask) => {
    let looks = 0;
    const clock = () => {
      looks += 1;
      return looks;
    };
    const meter = createMeter({ budget: { steps: 1e12, clock, milliseconds: 20 } });
    expect(ask(meter).kind).toBe('unknown');
    // Behind the end each walk that is left pays for its first part only.
    expect(meter.used()).toBeLessThan(150_000);
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
