/** Keys that are in every request context (IAM User Guide, "AWS global condition context keys"). Lower case. */
const ALWAYS_PRESENT: ReadonlySet<string> = new Set(['aws:currenttime', 'aws:epochtime', 'aws:requestedregion']);

/** Where IfExists has no effect; keys with which AWS's own samples use the suffix are left out. */
export function isAlwaysPresent(lowerKey: string): boolean {
  return ALWAYS_PRESENT.has(lowerKey);
}
