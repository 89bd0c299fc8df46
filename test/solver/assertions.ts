/**
 * Terms as commands. A membership in a language gets a name that implies it, and the name stands in its place: where the name is
 * false, z3 need not think of the language at all. Terms hold no membership under a "not", so nothing is lost.
 */
import type { Term } from './terms';

const START = '(str.in_re ';

/** The declarations of the names, what they imply, and the terms asserted. */
export function assertions(terms: readonly Term[]): readonly string[] {
  const names = new Map<string, string>();
  const asserted = terms.map(({ yes }) => `(assert ${withNames(yes, names)})`);
  const declared = [...names].flatMap(([membership, name]) => [
    `(declare-const ${name} Bool)`,
    `(assert (=> ${name} ${membership}))`,
  ]);
  return [...declared, ...asserted];
}

function withNames(text: string, names: Map<string, string>): string {
  let written = '';
  let at = 0;
  for (let start = text.indexOf(START); start >= 0; start = text.indexOf(START, at)) {
    const end = endOf(text, start);
    const membership = text.slice(start, end);
    const name = names.get(membership) ?? `in${names.size}`;
    names.set(membership, name);
    written += text.slice(at, start) + name;
    at = end;
  }
  return written + text.slice(at);
}

/** Behind the bracket that closes the one at `start`; brackets in strings do not count (a quote in a string is doubled). */
function endOf(text: string, start: number): number {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') isInString = !isInString;
    if (isInString) continue;
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
