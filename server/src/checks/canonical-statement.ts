import type { Statement } from '../policy/document';
import { type JsonValue, jsonValueOf } from '../syntax/edits';
import { remembered } from './remembered';
import type { StatementFacts } from './statement-facts';

/**
 * A statement's text without its Sid in one form: names and lists in order, one value as a list of one, actions and operators
 * without case. Statements of equal text mean the same. Undefined for what is no object.
 */
export function canonicalStatement(statement: Statement, leaveOut: readonly string[] = []): string | undefined {
  if (statement.object === undefined) return undefined;
  const members = statement.object.members.filter(({ key }) => key.value !== 'Sid' && !leaveOut.includes(key.value));
  const entries = members.map(
    ({ key, value }) => [key.value, canonicalElement(key.value, jsonValueOf(value))] as const,
  );
  return JSON.stringify(inOrder(entries));
}

/** Statements that say what an earlier one says, each with the first that does. */
export const statementCopies = remembered(
  (statements: readonly StatementFacts[]): ReadonlyMap<Statement, Statement> => {
    const seen = new Map<string, Statement>();
    const copies = new Map<Statement, Statement>();
    for (const statement of alikeOnes(statements)) {
      const text = canonicalStatement(statement);
      const first = text === undefined ? undefined : seen.get(text);
      if (first !== undefined) copies.set(statement, first);
      else if (text !== undefined) seen.set(text, statement);
    }
    return copies;
  },
);

/** Statements that another one may equal: of the others no text is made. */
function alikeOnes(statements: readonly StatementFacts[]): readonly Statement[] {
  if (statements.length < 2) return [];
  const rough = statements.map(roughStatement);
  const counts = new Map<string, number>();
  for (const text of rough) counts.set(text, (counts.get(text) ?? 0) + 1);
  const alike = statements.filter((_, at) => (counts.get(rough[at] ?? '') ?? 0) > 1);
  return alike.map(({ statement }) => statement);
}

/**
 * The same for statements of equal canonical text, and quick to make: the first of their actions and resources. Where no
 * other statement has the same, none has the same text.
 */
function roughStatement({ statement, actions }: StatementFacts): string {
  const { effect, action, resource } = statement;
  const firstAction = first(actions.map(({ lowerText }) => lowerText));
  const firstResource = first(resource?.entries.map(({ text }) => text) ?? []);
  return [effect, action?.isNegated, firstAction, resource?.isNegated, firstResource].join('\n');
}

function first(texts: readonly string[]): string | undefined {
  return texts.reduce<string | undefined>(
    (least, text) => (least === undefined || text < least ? text : least),
    undefined,
  );
}

function canonicalElement(name: string, value: JsonValue): JsonValue {
  if (name === 'Action' || name === 'NotAction') return asSet(value, (text) => text.toLowerCase());
  return canonicalValue(value);
}

/** A value in one form: names and lists in order, one value as a list of one. */
export function canonicalValue(value: JsonValue): JsonValue {
  if (isList(value)) return asSet(value, (text) => text);
  if (typeof value !== 'object' || value === null) return asSet(value, (text) => text);
  return inOrder(Object.entries(value).map(([name, each]) => [name, canonicalValue(each)] as const));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The order of a list and values that occur twice mean nothing. */
function asSet(value: JsonValue, fold: (text: string) => string): JsonValue {
  const items = isList(value) ? value : [value];
  const texts = items.map((item) => (typeof item === 'string' ? JSON.stringify(fold(item)) : JSON.stringify(item)));
  return [...new Set(texts)].sort();
}

function inOrder(entries: readonly (readonly [string, JsonValue])[]): JsonValue {
  return Object.fromEntries([...entries].sort(([left], [right]) => (left < right ? -1 : 1)));
}
