import { describe, expect, test } from 'vitest';
import type { PolicyType } from '../../../server/src/policy/document';
import { verdictOf } from '../../../server/src/semantics/answers';
import { wildcardTokens } from '../../../server/src/semantics/arn-boxes';
import { shortestText, type TextAnswer } from '../../../server/src/semantics/automaton';
import { globOf } from '../../../server/src/semantics/globs';
import { createMeter, type Meter } from '../../../server/src/semantics/meter';
import { publicAccess } from '../../../server/src/semantics/public-access';
import { newAccess } from '../../../server/src/semantics/questions';
import { statementWorths } from '../../../server/src/semantics/redundancy';
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

  test('is one purse for several questions: those behind its end cannot tell', () => {
    const allows = Array.from({ length: 20 }, (_, at) => ({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: at < 10 ? `arn:aws:s3:::a${at}/*` : 'arn:aws:s3:::a*',
    }));
    const statements = policy(allows);
    const full = { left: 1e9 };
    const kinds = (purse: { left: number }) => {
      const found = statementWorths(kernel, statements, { budget: { steps: 1e12, purse } });
      return [...new Set(found.map(({ worth }) => worth.kind))];
    };
    expect([kinds(full), kinds({ left: 0 })]).toEqual([['covered'], ['cannotTell']]);
    const forOne = { left: 1e9 - full.left };
    expect([kinds(forOne), kinds(forOne)]).toEqual([['covered'], ['cannotTell']]);
  });

  test('pays for each question, however small', () => {
    const purse = { left: 100_000 };
    for (let at = 0; at < 50; at += 1) createMeter({ budget: { steps: 1e12, purse } });
    expect(createMeter({ budget: { steps: 1e12, purse } }).isSpent()).toBe(true);
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

  const each = (count: number, make: (at: number) => object) => Array.from({ length: count }, (_, at) => make(at));
  const allow = (rest: object) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...rest });
  const texts = (text: (at: number) => string) => Array.from({ length: 400 }, (_, at) => text(at));
  const large: readonly (readonly [
    title: string,
    type: PolicyType,
    statements: (seed: number) => readonly object[],
  ])[] = [
    ['many statements', 'identity', (seed) => each(400, (at) => allow({ Resource: `arn:aws:s3:::${seed}-${at}/*` }))],
    [
      'many keys',
      'identity',
      (seed) => each(400, (at) => allow({ Condition: { StringLike: { [`aws:PrincipalTag/${at}`]: `${seed}*` } } })),
    ],
    [
      'long texts without case',
      'identity',
      (seed) => [
        allow({
          Condition: { StringEqualsIgnoreCase: { 'aws:username': texts((at) => `${seed}${'a'.repeat(100 + at)}`) } },
        }),
      ],
    ],
    [
      'many numbers',
      'identity',
      (seed) => [allow({ Condition: { NumericEquals: { 's3:max-keys': texts((at) => `${at * 3 + seed}`) } } })],
    ],
    [
      'many addresses',
      'identity',
      (seed) => [
        allow({ Condition: { IpAddress: { 'aws:SourceIp': texts((at) => `10.${seed}.${at >> 8}.${at & 255}`) } } }),
      ],
    ],
    [
      'many principals',
      'resource',
      (seed) =>
        each(60, (at) =>
          allow({ Principal: { AWS: `arn:aws:iam::111122223333:role/${seed}-${at}` }, Resource: 'arn:aws:s3:::a/*' }),
        ),
    ],
    [
      'entries with many colons',
      'identity',
      (seed) => [allow({ Resource: texts((at) => `arn:*:*:*:*:${`${at}*:`.repeat(12)}${seed}*`).slice(0, 60) })],
    ],
  ];
  test.each(large)('ends soon after the clock does: %s', (_, type, statements) => {
    let looks = 0;
    const clock = () => {
      looks += 1;
      return looks;
    };
    const big = { old: policy(statements(1), type), new: policy(statements(2), type) };
    const budget = { steps: Number.POSITIVE_INFINITY, clock, milliseconds: 3 };
    expect(verdictOf(newAccess(kernel, big, { budget }))).toBe('cannotTell');
    expect(looks).toBe(4);
  });

  test.each(large)('ends when it is cancelled on the way: %s', (_, type, statements) => {
    let asked = 0;
    const isCancelled = () => {
      asked += 1;
      return asked > 3;
    };
    const big = { old: policy(statements(1), type), new: policy(statements(2), type) };
    expect(verdictOf(newAccess(kernel, big, { budget: { steps: Number.POSITIVE_INFINITY }, isCancelled }))).toBe(
      'cannotTell',
    );
    expect(asked).toBe(4);
  });

  test('public access that was not looked into is not disproved', () => {
    const open = policy(
      [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }],
      'resource',
    );
    const answer = publicAccess(kernel, open, { budget: { steps: 0 } });
    const found =
      answer.kind === 'audiences' ? answer.audiences.map(({ audience, verdict }) => `${audience.kind} ${verdict}`) : [];
    expect(found).toEqual(['anyAccount cannotTell', 'anonymous cannotTell']);
  });

  test('a statement that was not read is not called dead', () => {
    const worths = statementWorths(kernel, policy([allow({}), allow({ Action: 's3:*' })]), {
      budget: { steps: 0 },
      isCancelled: () => true,
    });
    expect(worths.map(({ worth }) => worth.kind)).toEqual(['cannotTell', 'cannotTell']);
  });

  test('a question that is cancelled cannot tell', () => {
    const options = { budget: { steps: 1_000_000 }, isCancelled: () => true };
    expect(verdictOf(newAccess(kernel, versions, options))).toBe('cannotTell');
  });
});
