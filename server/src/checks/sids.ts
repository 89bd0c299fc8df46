import type { PolicyDocument } from '../policy/document';
import type { StringNode } from '../syntax/tree';

export interface DuplicateSid {
  readonly sid: string;
  readonly node: StringNode;
  readonly first: StringNode;
  /** The Sid with the first number behind it that no statement has, nor an earlier duplicate gets. */
  readonly free: string;
}

/** Sids that an earlier statement has already; case counts, and an empty one is none. */
export function duplicateSids(document: PolicyDocument): readonly DuplicateSid[] {
  const free = freeSids(new Set(document.statements.map(({ sid }) => sid)));
  const firsts = new Map<string, StringNode>();
  const found: DuplicateSid[] = [];
  for (const { sid, elements } of document.statements) {
    const node = elements.Sid?.value;
    if (sid === undefined || sid === '' || node?.kind !== 'string') continue;
    const first = firsts.get(sid);
    if (first === undefined) firsts.set(sid, node);
    else found.push({ sid, node, first, free: free(sid) });
  }
  return found;
}

/** A Sid → itself where no statement has it nor an earlier answer, else with the next free number: `Read` → `Read2`. */
export function freeSids(taken: ReadonlySet<string | undefined>): (sid: string) => string {
  const known = new Set(taken);
  // Thousands of statements may have the same: the numbers before this one are taken.
  const numbers = new Map<string, number>();
  const numbered = (sid: string): string => {
    let number = numbers.get(sid) ?? 2;
    while (known.has(`${sid}${number}`)) number += 1;
    numbers.set(sid, number + 1);
    return `${sid}${number}`;
  };
  return (sid) => {
    const free = known.has(sid) ? numbered(sid) : sid;
    known.add(free);
    return free;
  };
}
