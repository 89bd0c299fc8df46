/**
 * The first of `count` places of which `isBefore` is false; `count` where it is true of all. Binary search: all places for which it is
 * true come first.
 */
export function firstPlace(count: number, isBefore: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
