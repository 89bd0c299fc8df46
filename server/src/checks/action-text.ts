/** The two parts of an entry of `Action`, as written. */
export interface ActionText {
  readonly prefix: string;
  readonly name: string;
  /** `*`, or `*:*`, which IAM reads as `*`. */
  readonly isEverything: boolean;
  readonly prefixHasWildcard: boolean;
  readonly nameHasWildcard: boolean;
}

const EVERYTHING: ActionText = {
  prefix: '*',
  name: '*',
  isEverything: true,
  prefixHasWildcard: false,
  nameHasWildcard: true,
};

/** Takes `service:Name` apart; undefined for what has another form (check action-format). */
export function readAction(text: string): ActionText | undefined {
  if (text === '*') return EVERYTHING;
  const colon = text.indexOf(':');
  const prefix = formOf(text, 0, colon);
  const name = colon < 0 ? undefined : formOf(text, colon + 1, text.length);
  if (prefix === undefined || name === undefined) return undefined;
  return {
    prefix: text.slice(0, colon),
    name: text.slice(colon + 1),
    isEverything: prefix === 'stars' && name === 'stars',
    prefixHasWildcard: prefix !== 'plain',
    nameHasWildcard: name !== 'plain',
  };
}

const STAR = 42;
const QUESTION_MARK = 63;
const DASH = 45;

/** Of one part: letters, digits and dashes, with wildcards or without; undefined where it is empty or holds anything else. */
function formOf(text: string, start: number, end: number): 'plain' | 'wildcards' | 'stars' | undefined {
  let wildcards = 0;
  let stars = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === STAR) stars += 1;
    if (code === STAR || code === QUESTION_MARK) wildcards += 1;
    else if (!isLetterOrDigit(code) && code !== DASH) return undefined;
  }
  if (end <= start) return undefined;
  if (wildcards === 0) return 'plain';
  return stars === end - start ? 'stars' : 'wildcards';
}

/** In ASCII. */
function isLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}
