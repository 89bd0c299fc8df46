/**
 * ARN formats of resource types, `arn:${Partition}:s3:::${BucketName}`, against ARNs and against the patterns that
 * policies write. A variable stands for at least one character, for none only where it names a path; an empty field of
 * the format is met by an empty field alone. A variable stops at the "/" or ":" that the format puts behind it, and the
 * last one at "/" where a longer format of the service goes on with "/": that tells an S3 bucket from its objects.
 */

const STAR = -1;
const ANY = -2;
const COLON = 58;
const SLASH = 47;

/** Characters that a variable cannot stand for. */
type Excluded = readonly number[];

/** A character of the format, or a variable. */
type Token = number | Variable;

interface Variable {
  readonly excluded: Excluded;
  readonly mayBeEmpty: boolean;
}

export interface ArnTemplate {
  /** As AWS writes it. */
  readonly text: string;
  /** The service field; `*` where the format leaves it open. */
  readonly service: string;
  /** How many characters the format fixes: of two formats that fit, the one that fixes more is meant. */
  readonly fixed: number;
  readonly tokens: readonly Token[];
  /** The first five fields. */
  readonly fields: readonly (readonly Token[])[];
  /** The sixth field. */
  readonly resource: readonly Token[];
}

/** An ARN, or what a policy writes in its place, ready for `templateMatches`. */
export interface ArnPattern {
  readonly text: string;
  /** The service field as written; undefined where it holds a wildcard or the text is no ARN. */
  readonly service: string | undefined;
  readonly tokens: readonly number[];
  /** Its stars may run over the colons between fields, as in `arn:aws:logs:*:log-group:/x`. */
  readonly crosses: boolean;
  /** The first five fields, as far as there are colons. */
  readonly fields: readonly (readonly number[])[];
  /** The sixth field; empty if there is none. */
  readonly resource: readonly number[];
}

/** Variables that may stand for nothing though their names do not end in "Path". */
const EMPTY_VARIABLES: ReadonlySet<string> = new Set(['PackageNamespace', 'Path']);
/** Variables whose values are known to hold neither "/" nor ":" (S3 bucket naming rules). */
const PLAIN_VARIABLES: ReadonlySet<string> = new Set(['BucketName']);
/** Variables whose values may hold the separator behind them: names of partner event buses hold "/". */
const FREE_VARIABLES: ReadonlySet<string> = new Set(['EventBusName']);

/** A format alone. `siblings` are all formats of the service (this one may be among them). */
export function compileTemplate(text: string, siblings: readonly string[]): ArnTemplate {
  const tokens: Token[] = [];
  let colons = 0;
  for (let at = 0; at < text.length; ) {
    const end = text.startsWith('${', at) ? text.indexOf('}', at) : -1;
    const char = text.charAt(at);
    if (end > 0) {
      const name = text.slice(at + 2, end);
      tokens.push({ excluded: excludedFor(name, colons, text, at, end, siblings), mayBeEmpty: mayBeEmpty(name) });
      at = end + 1;
      continue;
    }
    if (char === ':') colons += 1;
    tokens.push(char === '*' ? { excluded: inField(colons), mayBeEmpty: true } : char.charCodeAt(0));
    at += 1;
  }
  const service = text.split(':')[2] ?? '';
  const fixed = tokens.filter((token) => typeof token === 'number').length;
  const fields = headFields(tokens);
  return {
    text,
    service: service.includes('$') ? '*' : service,
    fixed,
    tokens,
    fields,
    resource: resourceOf(tokens),
  };
}

/** What stands before each of the first five colons. */
function headFields<T extends Token>(tokens: readonly T[]): readonly (readonly T[])[] {
  const fields: T[][] = [];
  let field: T[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token !== COLON) field.push(token);
    else {
      fields.push(field);
      field = [];
    }
    if (fields.length === 5) break;
  }
  return fields;
}

/** What stands behind the fifth colon. */
function resourceOf<T extends Token>(tokens: readonly T[]): readonly T[] {
  let colons = 0;
  const fifth = tokens.findIndex((token) => token === COLON && ++colons === 5);
  return fifth < 0 ? [] : tokens.slice(fifth + 1);
}

function mayBeEmpty(name: string): boolean {
  return EMPTY_VARIABLES.has(name) || (name.endsWith('Path') && !name.endsWith('WithPath'));
}

/** The first five fields hold no colon. */
function inField(colons: number): Excluded {
  return colons < 5 ? [COLON] : [];
}

function excludedFor(
  name: string,
  colons: number,
  text: string,
  start: number,
  end: number,
  siblings: readonly string[],
): Excluded {
  if (PLAIN_VARIABLES.has(name)) return [COLON, SLASH];
  if (colons < 5) return [COLON];
  if (FREE_VARIABLES.has(name) || name.endsWith('Path')) return [];
  const next = text.charCodeAt(end + 1);
  if (next === SLASH || next === COLON) return [next];
  const isLast = end === text.length - 1;
  if (!isLast) return [];
  const head = `${text.slice(0, start)}\${`;
  return siblings.some((sibling) => goesOnWithSlash(sibling, head)) ? [SLASH] : [];
}

/** Does the format begin with `head`, which opens a variable, then "/"? */
function goesOnWithSlash(sibling: string, head: string): boolean {
  if (!sibling.startsWith(head)) return false;
  return sibling.charAt(sibling.indexOf('}', head.length) + 1) === '/';
}

/** The text of an entry of `Resource`: `*` and `?` are wildcards, and a policy variable stands for anything. */
export function compileArnPattern(text: string): ArnPattern {
  const tokens: number[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.startsWith('${', at) ? text.indexOf('}', at) : -1;
    const token = end > 0 ? variableToken(text.slice(at + 2, end)) : characterToken(text.charCodeAt(at));
    if (token !== STAR || tokens[tokens.length - 1] !== STAR) tokens.push(token);
    at = end > 0 ? end + 1 : at + 1;
  }
  const service = serviceOf(withoutVariables(text));
  return {
    text,
    service: service && /[*?$]/.test(service) ? undefined : service,
    tokens,
    crosses: crosses(tokens),
    fields: headFields(tokens),
    resource: resourceOf(tokens),
  };
}

/** A literal ARN: nothing in it is a wildcard. */
export function literalArn(text: string): ArnPattern {
  const tokens = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const fields = headFields(tokens);
  return { text, service: serviceOf(text), tokens, crosses: false, fields, resource: resourceOf(tokens) };
}

/** Longer than the first fields of an ARN, with variables in them. */
const MAX_HEAD = 1000;

/** The first fields with `*` for each variable: the colon of `${aws:PrincipalAccount}` ends no field. */
function withoutVariables(text: string): string {
  return text.includes('${') ? text.slice(0, MAX_HEAD).replace(/\$\{[^}]*\}/g, '*') : text;
}

function serviceOf(text: string): string | undefined {
  const [start, , service = ''] = text.split(':', 3);
  return start === 'arn' && service !== '' ? service : undefined;
}

function characterToken(code: number): number {
  if (code === 42) return STAR;
  return code === 63 ? ANY : code;
}

/** `${*}`, `${?}` and `${$}` are characters; any other variable stands for any text. */
function variableToken(name: string): number {
  return name === '*' || name === '?' || name === '$' ? name.charCodeAt(0) : STAR;
}

/**
 * AWS lets a star that ends its field run over colons. That is meant only where the text is no ARN of six fields as it
 * stands: fields are missing, or the fifth holds no account.
 */
function crosses(tokens: readonly number[]): boolean {
  const colons = tokens.flatMap((token, at) => (token === COLON ? [at] : []));
  const [fourth, fifth] = [colons[3], colons[4]];
  if (fourth === undefined || fifth === undefined) return true;
  const account = tokens.slice(fourth + 1, fifth);
  if (account.some((token) => token < 0)) return false;
  return !/^(\d*|aws)$/.test(String.fromCharCode(...account));
}

/**
 * How well the format fits the pattern: the number of fixed characters of the format that meet the same characters of
 * the pattern; undefined if no ARN of the format matches. Cost: length of the format × length of the pattern.
 */
export function templateFit(template: ArnTemplate, pattern: ArnPattern): number | undefined {
  if (pattern.service !== undefined && template.service !== '*' && template.service !== pattern.service)
    return undefined;
  if (pattern.crosses) return fitOf(template.tokens, pattern, pattern.tokens, 0);
  if (!headsAgree(template, pattern)) return undefined;
  // No star runs over a colon: the fields fit one by one, and the first five are short.
  let sum = 0;
  for (let at = 0; at < 5; at += 1) {
    const fit = fieldFit(template.fields[at] ?? [], pattern, pattern.fields[at] ?? []);
    if (fit === undefined) return undefined;
    sum += fit;
  }
  const { resource } = pattern;
  if (resource.length === 1 && resource[0] === STAR) return sum;
  const fit = fitOf(template.resource, pattern, resource, 5);
  return fit === undefined ? undefined : sum + fit;
}

/** The usual fields at a glance: the same text, a variable for any text, nothing for nothing. */
function fieldFit(field: readonly Token[], pattern: ArnPattern, wanted: readonly number[]): number | undefined {
  const [only] = field;
  if (field.length === 0) return wanted.every((token) => token === STAR) ? 0 : undefined;
  if (field.length === 1 && typeof only === 'object') return only.mayBeEmpty || wanted.length > 0 ? 0 : undefined;
  if (field.length === wanted.length && field.every((token, at) => token === wanted[at])) return field.length;
  if (!wanted.some((token) => token < 0) && field.every((token) => typeof token === 'number')) return undefined;
  return fitOf(field, pattern, wanted, 0);
}

function fitOf(
  template: readonly Token[],
  pattern: ArnPattern,
  wanted: readonly number[],
  colonsBefore: number,
): number | undefined {
  const fit = endRow(template, { tokens: wanted, crosses: pattern.crosses }, colonsBefore)[wanted.length];
  return fit === undefined || fit === OFF ? undefined : fit;
}

/** A cheap look before the long one: the first fixed characters of the sixth fields, as far as both have them. */
function headsAgree(template: ArnTemplate, pattern: ArnPattern): boolean {
  for (let at = 0; ; at += 1) {
    const token = template.resource[at];
    const wanted = pattern.resource[at];
    if (typeof token !== 'number' || wanted === STAR) return true;
    if (token !== wanted && wanted !== ANY) return false;
  }
}

/** Is there an ARN of this format that the pattern matches? */
export function templateMatches(template: ArnTemplate, pattern: ArnPattern): boolean {
  return templateFit(template, pattern) !== undefined;
}

/**
 * Is there an ARN of this format that the pattern matches where a star that ends its field runs over colons, as in
 * `arn:aws:lambda:*:*:orders`, which matches `…:111122223333:function:orders`? Names that hold a colon themselves are left out:
 * with them such a pattern would match nearly everything.
 */
export function templateMatchesAcross(template: ArnTemplate, pattern: ArnPattern): boolean {
  const { tokens, service } = pattern;
  if (!mayRunOver(pattern) || (template.service !== service && !hasOpenService(pattern))) return false;
  return endRow(template.tokens, { tokens, crosses: true, keepsColons: true }, 0)[tokens.length] !== OFF;
}

/** Does a star stand at the end of a field? */
export function mayRunOver({ fields }: ArnPattern): boolean {
  return fields.some((field) => field[field.length - 1] === STAR);
}

/** May the entry mean any service? One with a wildcard in that field, or with a star that runs over from the partition. */
export function hasOpenService({ fields }: ArnPattern): boolean {
  const [, partition = [], service = []] = fields;
  if (partition.length === 0) return false;
  return partition[partition.length - 1] === STAR || service.some((token) => token < 0);
}

/** Mark of a beginning of the pattern that the format cannot produce. */
const OFF = -1;

/** What a format, or a part of it, is to meet. */
interface Wanted extends Pick<ArnPattern, 'tokens' | 'crosses'> {
  /** No variable stands for a colon that is written, nor one before the sixth field for a slash. */
  readonly keepsColons?: boolean;
}

/** The best fit of the whole format with each beginning of the pattern. Two rows take turns: one is read, one written. */
function endRow(template: readonly Token[], pattern: Wanted, colonsBefore: number): Int32Array {
  let row = new Int32Array(pattern.tokens.length + 1).fill(OFF);
  let next = new Int32Array(row.length);
  row[0] = 0;
  skipStars(row, pattern.tokens);
  let colons = colonsBefore;
  for (let at = 0; at < template.length; at += 1) {
    const token = template[at];
    if (token === undefined) continue;
    const isHard = token === COLON && colons < 5;
    if (token === COLON) colons += 1;
    if (typeof token === 'number') characterStep(row, next, pattern, token, isHard);
    else variableStep(row, next, pattern, token, colons < 5);
    skipStars(next, pattern.tokens);
    const last = row;
    row = next;
    next = last;
    if (isOff(row)) break;
  }
  return row;
}

/** Nothing of the pattern can be produced any more. */
function isOff(row: Int32Array): boolean {
  for (let at = 0; at < row.length; at += 1) {
    if (row[at] !== OFF) return false;
  }
  return true;
}

/** A star of the pattern may stand for nothing. */
function skipStars(row: Int32Array, tokens: readonly number[]): void {
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at] === STAR) raise(row, at + 1, row[at]);
  }
}

function raise(row: Int32Array, at: number, fit: number | undefined): void {
  if (fit !== undefined && fit > (row[at] ?? OFF)) row[at] = fit;
}

function characterStep(row: Int32Array, next: Int32Array, pattern: Wanted, code: number, isHard: boolean): void {
  const { tokens } = pattern;
  next.fill(OFF);
  for (let at = 0; at < tokens.length; at += 1) {
    const fit = row[at] ?? OFF;
    if (fit === OFF) continue;
    const token = tokens[at];
    if (token === STAR) {
      if (!isHard || (pattern.crosses && endsField(tokens, at))) raise(next, at, fit);
    } else if (token === code) raise(next, at + 1, fit + 1);
    else if (token === ANY && !isHard) raise(next, at + 1, fit);
  }
}

const NOTHING: Excluded = [];
const SEPARATORS: Excluded = [COLON];
const HEAD_SEPARATORS: Excluded = [COLON, SLASH];

function endsField(tokens: readonly number[], at: number): boolean {
  return at + 1 === tokens.length || tokens[at + 1] === COLON;
}

function variableStep(row: Int32Array, next: Int32Array, wanted: Wanted, variable: Variable, isHead: boolean): void {
  const { tokens, keepsColons = false } = wanted;
  const kept = keepsColons ? (isHead ? HEAD_SEPARATORS : SEPARATORS) : NOTHING;
  if (variable.mayBeEmpty) next.set(row);
  else next.fill(OFF);
  for (let at = 0; at < tokens.length; at += 1) {
    const fit = Math.max(row[at] ?? OFF, next[at] ?? OFF);
    const token = tokens[at];
    if (fit === OFF || token === undefined) continue;
    if (token === STAR) raise(next, at, fit);
    if (!variable.excluded.includes(token) && !kept.includes(token)) raise(next, at + 1, fit);
  }
}

/**
 * The format of the resource that holds those of `template`: the longest other one of the service that `template`
 * goes on from with "/" or ":" (S3 object → bucket, log stream → log group, table index → table).
 */
export function parentTemplate(template: ArnTemplate, siblings: readonly ArnTemplate[]): ArnTemplate | undefined {
  let best: ArnTemplate | undefined;
  for (const sibling of siblings) {
    const isParent = template.text.startsWith(`${sibling.text}/`) || template.text.startsWith(`${sibling.text}:`);
    if (isParent && sibling.text.length > (best?.text.length ?? 0)) best = sibling;
  }
  return best;
}

/** The ARN of the resource that holds this one: the shortest beginning of `arn` that has the parent's format. */
export function parentArn(arn: string, template: ArnTemplate, parent: ArnTemplate): string | undefined {
  const separator = template.text.charAt(parent.text.length);
  for (let at = arn.indexOf(separator); at >= 0; at = arn.indexOf(separator, at + 1)) {
    const start = arn.slice(0, at);
    if (templateMatches(parent, literalArn(start))) return start;
  }
  return undefined;
}
