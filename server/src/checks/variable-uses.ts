import type { Catalog, ConditionKey } from '../catalog/catalog';
import { scanVariables, type VariableText } from '../language/variable-text';
import type { Statement } from '../policy/document';
import type { TextEdit } from '../syntax/edits';
import { type Range, rangeIn, type StringNode } from '../syntax/tree';
import type { ConditionEntry } from './condition-entries';

/** A `${…}` of IAM in a string of a policy. Those of template languages are left out: nobody knows what they become. */
export interface VariableUse extends VariableText {
  readonly node: StringNode;
  /** The test whose value it is in; undefined in Resource. */
  readonly test: ConditionEntry | undefined;
  /** `escape`: `${*}`, `${?}`, `${$}`; `empty`: no name at all; `key`: it names a condition key, or is meant to. */
  readonly kind: 'escape' | 'empty' | 'key';
  /** The name without blanks around it. */
  readonly key: string;
  readonly known: ConditionKey | undefined;
  /** Closed, and without characters that no name has: whatever else is wrong, the name can be read. */
  readonly isReadable: boolean;
}

/** The variables in Resource, NotResource and the values of Condition, in the order of the text. */
export function readVariableUses(
  catalog: Catalog,
  { resource }: Statement,
  conditions: readonly ConditionEntry[],
): readonly VariableUse[] {
  return [
    ...(resource?.entries ?? []).flatMap(({ node }) => variablesIn(catalog, node)),
    ...conditions.flatMap((test) =>
      test.values.flatMap(({ node }) => (node.kind === 'string' ? variablesIn(catalog, node, test) : [])),
    ),
  ];
}

/** The variables of IAM in one string. */
export function variablesIn(catalog: Catalog, node: StringNode, test?: ConditionEntry): readonly VariableUse[] {
  if (!node.value.includes('${')) return [];
  const found = scanVariables(node.value);
  return found.flatMap((variable, index) => {
    const kind = kindOf(catalog, variable);
    const isHole = node.unknown.some(({ start, end }) => start < variable.end && variable.start < end);
    if (kind === undefined || isHole || holdsTemplate(catalog, variable, found[index + 1])) return [];
    const key = variable.name.trim();
    const known = kind === 'key' ? catalog.conditionKey(key) : undefined;
    const isReadable = variable.isClosed && (kind !== 'key' || isPlainName(variable.name));
    return [{ ...variable, node, test, kind, key, known, isReadable }];
  });
}

function isPlainName(name: string): boolean {
  return blanksIn(name).length === 0 && symbolsIn(name).length === 0;
}

/** Where the whole variable stands in the file. */
export function variableRange({ node, start, end }: VariableUse): Range {
  return rangeIn(node, start, end);
}

/** Where a part of the name stands in the file. */
export function nameRange({ node, start, name }: VariableUse, from = 0, to = name.length): Range {
  return rangeIn(node, start + 2 + from, start + 2 + to);
}

/** Another text for a range inside a string. */
export function replaceInString(range: Range, text: string): TextEdit {
  return { range, newText: JSON.stringify(text).slice(1, -1) };
}

/** Offsets in a name of the blanks that may not be there: at its ends, and before the tag part, which may hold some. */
export function blanksIn(name: string): readonly number[] {
  if (PLAIN_NAME.test(name)) return [];
  const head = headLength(name);
  const last = name.trimEnd().length;
  return indicesOf(name, (sign, at) => (at < head || at >= last) && sign.trim() === '');
}

/** Offsets in a name of characters that no key has. A tag part is free: services differ in what tags may hold. */
export function symbolsIn(name: string): readonly number[] {
  if (PLAIN_NAME.test(name)) return [];
  const head = headLength(name);
  return indicesOf(name, (sign, at) => at < head && sign.trim() !== '' && !NAME_SIGNS.test(sign));
}

/** Nearly all names: neither blanks nor symbols. */
const PLAIN_NAME = /^[A-Za-z0-9:._/@+=-]*$/;
const NAME_SIGNS = /[\p{L}\p{N}:._/@+=-]/u;

/** Up to the tag part: `aws:PrincipalTag/team` → 16; in `kms:EncryptionContext:App` it follows the second colon. */
function headLength(name: string): number {
  const slash = name.indexOf('/');
  if (slash !== -1) return slash;
  const second = name.indexOf(':', name.indexOf(':') + 1);
  return second <= 0 || !name.includes(':') ? name.length : second;
}

function indicesOf(text: string, isMeant: (sign: string, at: number) => boolean): readonly number[] {
  return [...text.matchAll(/./gsu)].flatMap(({ 0: sign, index }) => (isMeant(sign, index) ? [index] : []));
}

function kindOf(catalog: Catalog, { name, isClosed, fallback }: VariableText): VariableUse['kind'] | undefined {
  if (isClosed && fallback === undefined && (name === '*' || name === '?' || name === '$')) return 'escape';
  const word = name.trim();
  if (word === '') return 'empty';
  return isKeyName(catalog, word) ? 'key' : undefined;
}

/** `${aws:PrincipalTag/${name}}`: a template fills in a part. */
function holdsTemplate(catalog: Catalog, { isClosed, end }: VariableText, next: VariableText | undefined): boolean {
  return !isClosed && next?.start === end && kindOf(catalog, next) === undefined;
}

/**
 * Does a name look like a condition key's, and not like a word of a template language (`AWS::AccountId`, `BucketName`, `var.name`,
 * `data.aws_s3_bucket.logs.arn`, `self:custom.stage`, `ssm:/path`, `join(",", list)`)? A key has a prefix that some key has, or
 * a known name behind a misspelt `aws`.
 */
function isKeyName(catalog: Catalog, name: string): boolean {
  const word = name.replaceAll(' ', '');
  const colon = word.indexOf(':');
  const rest = word.slice(colon + 1);
  if (colon <= 0 || rest === '' || rest.startsWith(':') || rest.startsWith('/') || TEMPLATE_SIGNS.test(word))
    return false;
  const prefix = word.slice(0, colon).toLowerCase();
  if (NO_KEY_LISTS.has(prefix)) return false;
  if (prefix === 'aws' || catalog.isConditionKeyPrefix(prefix)) return true;
  return catalog.globalKey(`aws:${rest}`) !== undefined;
}

const TEMPLATE_SIGNS = /[()[\]]|^!/;

/** Services whose own policies and session policies have variables that no list of keys holds: `iot:Connection.Thing.ThingName`. */
const NO_KEY_LISTS: ReadonlySet<string> = new Set(['iot', 'credentials-iot', 'greengrass', 'transfer']);
