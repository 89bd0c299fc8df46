import { describe, expect, test } from 'vitest';
import { wildcardTokens } from '../../../server/src/semantics/arn-boxes';
import { shortestText } from '../../../server/src/semantics/automaton';
import { areApart, type Glob, globMatches, globOf, includes } from '../../../server/src/semantics/globs';
import { createMeter } from '../../../server/src/semantics/meter';
import { findText } from '../../../server/src/semantics/texts';

/** All texts over the letters up to a length. */
function allTexts(letters: string, length: number): readonly string[] {
  let last = [''];
  const found = [''];
  for (let size = 1; size <= length; size += 1) {
    last = last.flatMap((text) => Array.from(letters, (letter) => text + letter));
    found.push(...last);
  }
  return found;
}

const PATTERNS = allTexts('ab*?', 4);
/** `x` stands for every character that no pattern names. */
const TEXTS = allTexts('abx', 6);
const GLOBS: readonly Glob[] = PATTERNS.map((pattern) => globOf(wildcardTokens(pattern)));
const MATCHES = GLOBS.map((glob) => Uint8Array.from(TEXTS, (text) => Number(globMatches(glob, text))));
const meter = () => createMeter({ budget: { steps: 10_000_000 } });

function isSubset(inner: Uint8Array | undefined, outer: Uint8Array | undefined): boolean {
  return inner?.every((match, at) => match === 0 || outer?.[at] === 1) === true;
}

function overlap(left: Uint8Array | undefined, right: Uint8Array | undefined): boolean {
  return left?.some((match, at) => match === 1 && right?.[at] === 1) === true;
}

describe('globs against all short texts', () => {
  test('inclusion and being apart are proofs for every pair of patterns', () => {
    const wrong: string[] = [];
    GLOBS.forEach((inner, i) => {
      GLOBS.forEach((outer, o) => {
        if (includes(outer, inner) && !isSubset(MATCHES[i], MATCHES[o]))
          wrong.push(`${PATTERNS[o]} includes ${PATTERNS[i]}`);
        if (areApart(outer, inner) && overlap(MATCHES[i], MATCHES[o]))
          wrong.push(`${PATTERNS[o]} apart ${PATTERNS[i]}`);
      });
    });
    expect(wrong).toEqual([]);
  });

  // Every third pattern: still 13,000 pairs, each both ways.
  test('a text inside one pattern and outside another exists exactly where a short one does', () => {
    const some = GLOBS.map((glob, at) => ({ glob, at })).filter(({ at }) => at % 3 === 0);
    const wrong: string[] = [];
    for (const inner of some) {
      for (const outer of some) {
        const answer = findText({ inside: [inner.glob], outside: [outer.glob], preferred: [] }, meter());
        const exists = !isSubset(MATCHES[inner.at], MATCHES[outer.at]);
        const isRight =
          answer.kind === 'found'
            ? globMatches(inner.glob, answer.text) && !globMatches(outer.glob, answer.text)
            : answer.kind === 'empty' && !exists;
        if (!isRight) wrong.push(`${PATTERNS[inner.at]} - ${PATTERNS[outer.at]}: ${JSON.stringify(answer)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('the automaton alone agrees on two patterns and one to avoid', () => {
    const some = GLOBS.map((glob, at) => ({ glob, at })).filter(({ at }) => at % 17 === 3);
    const wrong: string[] = [];
    for (const one of some) {
      for (const two of some) {
        for (const out of some) {
          const answer = shortestText([one.glob, two.glob], [out.glob], meter());
          const exists = TEXTS.some(
            (_, at) => MATCHES[one.at]?.[at] === 1 && MATCHES[two.at]?.[at] === 1 && MATCHES[out.at]?.[at] === 0,
          );
          const isRight = answer.kind === 'found' ? isIn(answer.text, one.glob, two.glob, out.glob) : !exists;
          if (!isRight) wrong.push(`${PATTERNS[one.at]} ${PATTERNS[two.at]} - ${PATTERNS[out.at]}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

function isIn(text: string, one: Glob, two: Glob, out: Glob): boolean {
  return globMatches(one, text) && globMatches(two, text) && !globMatches(out, text);
}

describe('the budget', () => {
  test('an automaton that runs out of steps cannot tell', () => {
    const glob = globOf(wildcardTokens('*a*b*a*b*a*'));
    const other = globOf(wildcardTokens('*b*a*b*a*b*'));
    expect(
      shortestText([glob], [other, globOf(wildcardTokens('?*a?b?a?b*'))], createMeter({ budget: { steps: 20 } })),
    ).toEqual({
      kind: 'unknown',
    });
  });
});
