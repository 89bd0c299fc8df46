import type { Range, TreeNode } from '../syntax/tree';

/** What is wrong with a value of a configuration, where. */
export interface ValueProblem {
  readonly range: Range;
  /** What it should be: `a string`. */
  readonly expected: string;
}

/** A value of the wanted kind, or what is wrong with the node. */
export type Reading<T> =
  | { readonly value: T; readonly problems: readonly ValueProblem[] }
  | { readonly value: undefined; readonly problems: readonly ValueProblem[] };

/** Takes a node for a value of one kind. Of a list or a map the good parts come through. */
export type ReadNode<T> = (node: TreeNode) => Reading<T>;

function good<T>(value: T): Reading<T> {
  return { value, problems: [] };
}

/** A value that is missing is a syntax error already. */
function wrong(node: TreeNode, expected: string): Reading<never> {
  if (node.kind === 'missing') return { value: undefined, problems: [] };
  return { value: undefined, problems: [{ range: { start: node.start, end: node.end }, expected }] };
}

export const readText: ReadNode<string> = (node) =>
  node.kind === 'string' ? good(node.value) : wrong(node, 'a string');

/** A whole number from 0. */
export const readCount: ReadNode<number> = (node) =>
  node.kind === 'number' && /^\d+$/.test(node.text) ? good(Number(node.text)) : wrong(node, 'a whole number from 0');

/** A day of the calendar as `YYYY-MM-DD`. */
export const readDay: ReadNode<string> = (node) =>
  node.kind === 'string' && isDay(node.value) ? good(node.value) : wrong(node, 'a day as "YYYY-MM-DD"');

/** The parser of dates takes 30 February for a day of March. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function readWord<Word extends string>(words: readonly Word[]): ReadNode<Word> {
  return (node) => {
    const word = words.find((each) => node.kind === 'string' && each === node.value);
    return word === undefined ? wrong(node, `one of ${words.map((each) => `"${each}"`).join(', ')}`) : good(word);
  };
}

export function readList<T>(readItem: ReadNode<T>): ReadNode<readonly T[]> {
  return (node) => {
    if (node.kind !== 'array') return wrong(node, 'an array');
    const items = node.items.map(readItem);
    return {
      value: items.flatMap(({ value }) => (value === undefined ? [] : [value])),
      problems: items.flatMap(({ problems }) => problems),
    };
  };
}

export function readMap<T>(readValue: ReadNode<T>): ReadNode<{ readonly [name: string]: T }> {
  return (node) => {
    if (node.kind !== 'object') return wrong(node, 'an object');
    const members = node.members.map(({ key, value }) => ({ name: key.value, ...readValue(value) }));
    return {
      value: Object.fromEntries(members.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]))),
      problems: members.flatMap(({ problems }) => problems),
    };
  };
}

/** An object with these members; each may be missing. Others are a problem at their names, but for `$schema`. */
export function readObject<T extends object>(
  readers: { readonly [Name in keyof T]-?: ReadNode<NonNullable<T[Name]>> },
): ReadNode<{ readonly [Name in keyof T]?: T[Name] }> {
  return (node) => {
    if (node.kind !== 'object') return wrong(node, 'an object');
    const value: { [Name in keyof T]?: T[Name] } = {};
    const problems: ValueProblem[] = [];
    for (const member of node.members) {
      const name = Object.keys(readers).find((each) => each === member.key.value) as keyof T | undefined;
      if (name !== undefined) {
        const reading = readers[name](member.value);
        if (reading.value !== undefined) value[name] = reading.value;
        problems.push(...reading.problems);
      } else if (member.key.value !== '$schema') {
        problems.push({ range: member.key, expected: `one of ${Object.keys(readers).join(', ')}` });
      }
    }
    return { value, problems };
  };
}
