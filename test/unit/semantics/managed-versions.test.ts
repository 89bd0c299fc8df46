/** A sample of consecutive versions of AWS managed policies; `npm run compare-corpus` compares all of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verdictOf } from '../../../server/src/semantics/answers';
import { givesNoAccess, newAccess } from '../../../server/src/semantics/questions';
import { AMPLE, kernel, policyOf } from './kit';
import { isAllowed } from './requests';

interface Sample {
  readonly name: string;
  readonly verdict: string;
  readonly old: unknown;
  readonly new: unknown;
}

const FILE = join(__dirname, '..', '..', 'fixtures', 'comparison', 'managed-versions.jsonl');
const SAMPLES: readonly Sample[] = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('edits that AWS made', () => {
  test.each(SAMPLES)('$name: $verdict', (sample) => {
    const [before, after] = [policyOf(sample.old), policyOf(sample.new)];
    const answer = newAccess(kernel, { old: before, new: after }, AMPLE);
    expect(verdictOf(answer)).toBe(sample.verdict);
    expect(givesNoAccess(kernel, { old: before, new: after }, AMPLE)).toBe(sample.verdict === 'none');
    for (const difference of answer.kind === 'differences' ? answer.differences : []) {
      if (difference.kind !== 'witness') continue;
      const { witness } = difference;
      expect([witness, isAllowed(after, witness), isAllowed(before, witness)]).toEqual([witness, true, false]);
    }
  });
});
