import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCase } from '../../../server/src/evaluation/case';
import { assess } from '../../../server/src/evaluation/certainty';
import { createCompiler } from '../../../server/src/evaluation/compile';
import { prepareUnit } from '../../../server/src/evaluation/decide';
import { serviceFacts } from '../../../server/src/evaluation/facts';
import { shortDecidedBy } from '../../../server/src/evaluation/short-decided-by';
import { parseJson } from '../../../server/src/syntax/json';
import { testCatalog } from '../../kit/catalog';

interface Vector {
  readonly id: string;
  readonly topic: string;
  readonly expect: string;
  readonly decidedBy: string;
  readonly certainty?: string;
  readonly assumptions?: readonly string[];
}

const facts = serviceFacts(testCatalog());
const lines = readFileSync(join(__dirname, '../../vectors/vectors.jsonl'), 'utf8').trim().split('\n');

function decide(line: string) {
  const reading = readCase(parseJson(line, { comments: false }));
  if (!reading.ok) throw new Error(reading.error);
  const assessed = assess(prepareUnit(reading.input, facts, createCompiler()), { mode: 'exact' });
  return {
    decision: assessed.decision.word,
    decidedBy: shortDecidedBy(assessed.decision),
    certainty: assessed.certainty,
    assumptions: assessed.assumptions.filter((each) => each.matters).map((each) => each.id),
  };
}

describe('the vectors: cases with answers from AWS documents', () => {
  it.each(lines.map((line) => ({ vector: JSON.parse(line) as Vector, line })))(
    '$vector.id $vector.topic',
    ({ vector, line }) => {
      const answer = decide(line);
      expect({ decision: answer.decision, decidedBy: answer.decidedBy }).toEqual({
        decision: vector.expect,
        decidedBy: vector.decidedBy,
      });
      if (vector.certainty !== undefined) expect(answer.certainty).toBe(vector.certainty);
      if (vector.assumptions !== undefined) expect(answer.assumptions).toEqual(vector.assumptions);
    },
  );
});
