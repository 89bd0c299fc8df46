/** The vectors and how one of their lines is decided, for tests of the engine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCase } from '../../server/src/evaluation/case';
import { createCompiler } from '../../server/src/evaluation/compile';
import { serviceFacts } from '../../server/src/evaluation/facts';
import type { EvaluationInput } from '../../server/src/evaluation/input';
import type { Engine } from '../../server/src/evaluation/result';
import { parseJson } from '../../server/src/syntax/json';
import { testCatalog } from './catalog';

export interface Vector {
  readonly id: string;
  readonly topic: string;
  readonly expect: string;
  readonly decidedBy: string;
  readonly certainty?: string;
  readonly assumptions?: readonly string[];
}

/** Each line of a file in test/vectors with what it expects: `vectors.jsonl` was given, `own.jsonl` is the project's own. */
export function vectors(file = 'vectors.jsonl'): readonly { readonly vector: Vector; readonly line: string }[] {
  const text = readFileSync(join(__dirname, '../vectors', file), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => ({ vector: JSON.parse(line) as Vector, line }));
}

/** The input of a line that is right. */
export function inputOf(line: string): EvaluationInput {
  const reading = readCase(parseJson(line, { comments: false }));
  if (!reading.ok) throw new Error(reading.error);
  return reading.input;
}

export function testEngine(): Engine {
  return { facts: serviceFacts(testCatalog()), compile: createCompiler(testCatalog()) };
}
