import type { Range } from './tree';

/** `[start, end)` of the old text has become `[start, newEnd)` of the new one; around it nothing has changed. */
export interface ChangedRange extends Range {
  readonly newEnd: number;
}

/** Two changes, the second counted in what the first has left, as one that covers both. */
export function joined(first: ChangedRange, second: ChangedRange): ChangedRange {
  // What lies between the two counts as changed.
  const behind = Math.max(0, second.end - first.newEnd);
  const before = Math.max(0, first.newEnd - second.end);
  return {
    start: Math.min(first.start, second.start),
    end: first.end + behind,
    newEnd: second.newEnd + before,
  };
}

/** The one stretch in which two texts differ. */
export function changeBetween(before: string, after: string): ChangedRange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same += 1;
  return { start, end: before.length - same, newEnd: after.length - same };
}
