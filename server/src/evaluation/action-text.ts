/** `*`, `*:*`, or a literal prefix, a colon and a name without white space (evaluation.md 2.2). */
export function isActionText(text: string): boolean {
  return /^[A-Za-z0-9-]+:\S+$/.test(text) || text === '*:*' || /^\*+$/.test(text);
}

/** `*` and `*:*`: RCPs have to name the service (Organizations User Guide, RCP syntax). */
export function namesNoService(text: string): boolean {
  return /^[*:]+$/.test(text);
}
