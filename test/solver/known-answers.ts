/** Queries whose answers are known: a build of the solver whose strings are broken must not judge anything. */
import { literalTokens, tokensOf } from '../reference/globs';
import { assertions } from './assertions';
import { entryMatches, like } from './patterns';
import { atom, membership, not, type Term } from './terms';
import type { SolverAnswer } from './z3';

const TEXT = '(declare-const x String)';
const ARN = ['r1', 'r2', 'r3', 'r4', 'r5'].map((field) => `(declare-const ${field} String)`).join('');

function both(declarations: string, terms: readonly Term[]): string {
  return [declarations, ...assertions(terms)].join('\n');
}

function texts(inside: string, outside: string): string {
  return both(TEXT, [like('x', tokensOf(inside)), not(like('x', tokensOf(outside)))]);
}

function entries(inside: string, outside: string): string {
  return both(ARN, [entryMatches(tokensOf(inside)), not(entryMatches(tokensOf(outside)))]);
}

export const KNOWN_ANSWERS: readonly { readonly text: string; readonly answer: SolverAnswer }[] = [
  { text: texts('a*', 'ab*'), answer: 'sat' },
  { text: texts('ab*', 'a*'), answer: 'unsat' },
  { text: texts('a*b', '*b'), answer: 'unsat' },
  { text: texts('*a*b*', '*b*a*'), answer: 'sat' },
  { text: texts('?*?', '??*'), answer: 'unsat' },
  { text: texts('??*', '?*a'), answer: 'sat' },
  { text: texts('*ab*', '*a*b*'), answer: 'unsat' },
  { text: texts('a"b', 'a?b'), answer: 'unsat' },
  { text: texts('ü\\u{41}', '?\\u{41}'), answer: 'unsat' },
  {
    text: both(TEXT, [membership('x', '(re.+ (re.range "a" "c"))'), not(membership('x', '(re.* (re.range "a" "z"))'))]),
    answer: 'unsat',
  },
  {
    text: both(TEXT, [atom('(= x "aB")'), not(like('x', literalTokens('Ab'), { ignoresCase: true }))]),
    answer: 'unsat',
  },
  { text: entries('arn:aws:s3:::a/*', 'arn:aws:s3:::a*'), answer: 'unsat' },
  { text: entries('arn:aws:s3:::a*', 'arn:aws:s3:::a/*'), answer: 'sat' },
  { text: entries('arn:aws:sqs:*:1:q', 'arn:aws:sqs:*:q'), answer: 'unsat' },
  { text: entries('arn:aws:sqs:e*t:1:q', 'arn:aws:sqs:*:2:q'), answer: 'sat' },
  { text: '(declare-const x Real)(assert (< 1.0 x))(assert (< x 1.5))', answer: 'sat' },
  { text: '(declare-const x Int)(assert (< 1 x))(assert (< x 2))', answer: 'unsat' },
];
