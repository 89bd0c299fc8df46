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
  const taken = new Set(document.statements.map(({ sid }) => sid));
  const firsts = new Map<string, StringNode>();
  const found: DuplicateSid[] = [];
  for (const { sid, elements } of document.statements) {
    const node = elements.Sid?.value;
    if (sid === undefined || sid === '' || node?.kind !== 'string') continue;
    const first = firsts.get(sid);
    if (first === undefined) firsts.set(sid, node);
    else {
      const free = freeSid(sid, taken);
      taken.add(free);
      found.push({ sid, node, first, free });
    }
  }
  return found;
}

/** `Read` → `Read2`, or the next number that is not taken. */
export function freeSid(sid: string, taken: ReadonlySet<string | undefined>): string {
  let number = 2;
  while (taken.has(`${sid}${number}`)) number += 1;
  return `${sid}${number}`;
}
