/** The two parts of an entry of `Action`, as written. */
export interface ActionText {
  readonly prefix: string;
  readonly name: string;
  /** `*`, or `*:*`, which IAM reads as `*`. */
  readonly isEverything: boolean;
  readonly prefixHasWildcard: boolean;
  readonly nameHasWildcard: boolean;
}

const WELL_FORMED = /^([A-Za-z0-9*?-]+):([A-Za-z0-9*?-]+)$/;

/** Takes `service:Name` apart; undefined for what has another form (check action-format). */
export function readAction(text: string): ActionText | undefined {
  if (text === '*') {
    return { prefix: '*', name: '*', isEverything: true, prefixHasWildcard: false, nameHasWildcard: true };
  }
  const match = WELL_FORMED.exec(text);
  if (match === null) return undefined;
  const [, prefix = '', name = ''] = match;
  return {
    prefix,
    name,
    isEverything: /^\*+$/.test(prefix) && /^\*+$/.test(name),
    prefixHasWildcard: /[*?]/.test(prefix),
    nameHasWildcard: /[*?]/.test(name),
  };
}
