/**
 * The atoms of a question: what a statement says of one thing of the request (its resource, its caller, one condition key).
 * Atoms that mean the same are one atom with one number; that alone shows that most statements did not change.
 */
import type { CompiledResources } from '../evaluation/compiled';
import type { CompiledTest } from '../evaluation/conditions';
import type { CompiledResource } from '../evaluation/resources';
import { arnFields } from '../language/arn';
import type { TextPart } from '../language/variables';
import type { LanguageVersion } from '../policy/document';
import { type Box, boxesOf, wildcardTokens } from './arn-boxes';
import type { CallerSet } from './callers';
import type { Facts } from './facts';
import { type Glob, globKey, globMatches } from './globs';
import { type KeyTest, type KeyValues, keyTestOf, type OpenTest } from './key-tests';
import type { Meter } from './meter';
import { createSymbols, type Symbols } from './symbols';

/** An atom's number plus one; negative where the atom is to be false. */
export type Literal = number;

export type Atom =
  | ResourceAtom
  | { readonly kind: 'caller'; readonly callers: CallerSet }
  /** The key has a value. */
  | { readonly kind: 'present'; readonly lowerKey: string }
  | { readonly kind: 'test'; readonly lowerKey: string; readonly test: KeyTest }
  /** The key has exactly these values: what the model, the caller or the action determines. */
  | { readonly kind: 'fixed'; readonly lowerKey: string; readonly values: KeyValues }
  /** The key has values that real requests have: of its type, and some value where it is always there. */
  | { readonly kind: 'usual'; readonly lowerKey: string }
  /** Something whose meaning is an open point: it may hold or not, but the same text always alike. */
  | { readonly kind: 'open'; readonly why: OpenTest };

export interface ResourceAtom {
  readonly kind: 'resource';
  /** Worked out when somebody asks: most statements did not change, so that nobody does. */
  readonly boxes: () => ResourceBoxes;
  /** Keys of the policy variables in it, lower case. */
  readonly variables: readonly string[];
  /** `*` alone: matches a request without resource too. */
  readonly hasStar: boolean;
}

interface ResourceBoxes {
  /** ARNs that match for certain. */
  readonly certain: readonly Box[];
  /** ARNs that match in one reading of a short entry and not in the other. */
  readonly open: readonly Box[];
}

export interface AtomTable {
  readonly symbols: Symbols;
  readonly atom: (literal: Literal) => Atom;
  /** What the atom speaks of: equal numbers for atoms that have to be looked at together. */
  readonly subject: (literal: Literal) => number;
  readonly keyOf: (subject: number) => string | undefined;
  readonly spelling: (lowerKey: string) => string;
  readonly resource: (resources: CompiledResources, version: LanguageVersion) => Literal | 'always';
  readonly boxes: (name: string, boxes: () => readonly Box[]) => Literal;
  readonly callers: (callers: CallerSet) => Literal;
  readonly test: (test: CompiledTest, version: LanguageVersion) => Literal | 'always' | 'never';
  readonly present: (lowerKey: string) => Literal;
  /** The key has one value, which the glob matches. */
  readonly like: (lowerKey: string, glob: Glob) => Literal;
  /** Some value of the key matches the glob. */
  readonly anyLike: (lowerKey: string, glob: Glob) => Literal;
  readonly fixed: (lowerKey: string, values: KeyValues) => Literal;
  readonly usual: (lowerKey: string) => Literal;
}

export const RESOURCE_SUBJECT = 0;
export const CALLER_SUBJECT = 1;
const FIRST_KEY_SUBJECT = 2;

/** What is made while the meter is spent is worth nothing: whoever asks about atoms has to look at it. */
export function createAtoms(facts: Facts, meter: Meter): AtomTable {
  const symbols = createSymbols();
  const atoms: Atom[] = [];
  const subjects: number[] = [];
  const numbers = new Map<string, number>();
  const keySubjects = new Map<string, number>();
  const keys: string[] = [];
  const spellings = new Map<string, string>();

  function add(canonical: string, make: () => Atom): Literal {
    const known = numbers.get(canonical);
    if (known !== undefined) return known + 1;
    const atom = make();
    atoms.push(atom);
    subjects.push(subjectOf(atom));
    numbers.set(canonical, atoms.length - 1);
    return atoms.length;
  }

  function subjectOf(atom: Atom): number {
    switch (atom.kind) {
      case 'resource':
        return RESOURCE_SUBJECT;
      case 'caller':
        return CALLER_SUBJECT;
      case 'open':
        // An open atom is a subject of its own.
        return keySubject(`\n${atoms.length}`);
      default:
        return keySubject(atom.lowerKey);
    }
  }

  function keySubject(lowerKey: string): number {
    const known = keySubjects.get(lowerKey);
    if (known !== undefined) return known;
    keys.push(lowerKey);
    const subject = FIRST_KEY_SUBJECT + keys.length - 1;
    keySubjects.set(lowerKey, subject);
    return subject;
  }

  function present(lowerKey: string): Literal {
    return add(`present ${lowerKey}`, () => ({ kind: 'present', lowerKey }));
  }

  function addTest(test: KeyTest, lowerKey: string): Literal {
    return add(`test ${lowerKey} ${test.canonical}`, () => ({ kind: 'test', lowerKey, test }));
  }

  function nullTest({ operator, lowerKey, values }: CompiledTest): Literal | 'always' | 'never' {
    if (operator.set !== undefined) return operator.set === 'ForAllValues' ? 'always' : 'never';
    const wanted = new Set(values.map((value) => value.compare?.('absent') === true));
    if (wanted.size === 2) return 'always';
    if (wanted.size === 0) return 'never';
    return wanted.has(true) ? -present(lowerKey) : present(lowerKey);
  }

  return {
    symbols,
    atom: (literal) => atoms[Math.abs(literal) - 1] ?? { kind: 'open', why: 'shortArn' },
    subject: (literal) => subjects[Math.abs(literal) - 1] ?? RESOURCE_SUBJECT,
    keyOf: (subject) => keys[subject - FIRST_KEY_SUBJECT],
    spelling: (lowerKey) => spellings.get(lowerKey) ?? symbols.spelling(lowerKey) ?? lowerKey,
    resource: (resources, version) => {
      const hasStar = resources.entries.some(({ form }) => form.kind === 'any');
      // In a negated list nothing is left behind a star.
      if (hasStar && !resources.isNegated) return 'always';
      const texts = [...new Set(resources.entries.map(({ entry }) => entry.text))].sort();
      const short = texts.some((text) => arnFields(text).length < 6) ? shortForms(resources) : '';
      meter.prepare(2 * texts.length);
      const literal = add(`resource ${version} ${short} ${texts.join('\n')}`, () =>
        resourceAtom(resources, { symbols, meter }),
      );
      return resources.isNegated ? -literal : literal;
    },
    boxes: (name, boxes) =>
      add(`boxes ${name}`, () => ({
        kind: 'resource',
        boxes: once(() => ({ certain: boxes(), open: [] })),
        variables: [],
        hasStar: false,
      })),
    callers: (callers) => add(`callers ${callers.key}`, () => ({ kind: 'caller', callers })),
    test: (test, version) => {
      spellings.set(test.lowerKey, test.source.key);
      if (test.operator.base.type === 'Null') return nullTest(test);
      const fact = facts.key(test.lowerKey);
      const found = keyTestOf(test, fact, { symbols, version, meter });
      if (typeof found === 'string') {
        const text = `${version} ${test.lowerKey} ${test.source.operator} ${test.values.map(({ text }) => text).join('\n')}`;
        return add(`open ${text}`, () => ({ kind: 'open', why: found }));
      }
      if (!isPlainNegation(found) || fact?.isMultivalued !== false) return addTest(found, test.lowerKey);
      // On a key that holds one value at most, "not equal" is the opposite of "equal", with the key absent too.
      const positive = { ...found, isNegated: false, canonical: found.canonical.replace(' | not | ', ' |  | ') };
      return -addTest(positive, test.lowerKey);
    },
    present,
    like: (lowerKey, glob) => addTest(likeTest(lowerKey, glob, 'one'), lowerKey),
    anyLike: (lowerKey, glob) => addTest(likeTest(lowerKey, glob, 'any'), lowerKey),
    fixed: (lowerKey, values) =>
      add(`fixed ${lowerKey} ${JSON.stringify(values)}`, () => ({ kind: 'fixed', lowerKey, values })),
    usual: (lowerKey) => add(`usual ${lowerKey}`, () => ({ kind: 'usual', lowerKey })),
  };
}

function likeTest(lowerKey: string, glob: Glob, quantifier: 'one' | 'any'): KeyTest {
  return {
    lowerKey,
    spelling: lowerKey,
    quantifier,
    ifExists: false,
    isNegated: false,
    kind: 'text',
    globs: [glob],
    variables: [],
    texts: [],
    matches: (value) => globMatches(glob, value),
    canonical: `${quantifier} |  |  | text | ${globKey(glob)}`,
  };
}

function isPlainNegation(test: KeyTest): boolean {
  return test.isNegated && test.quantifier === 'one' && !test.ifExists;
}

/** Short entries are read differently in different policy types: equal texts are then not yet equal atoms. */
function shortForms(resources: CompiledResources): string {
  return resources.entries
    .map(({ form }) => {
      if (form.kind === 'twoReadings') return `two ${form.filled?.source ?? ''}`;
      return form.kind === 'pattern' ? form.pattern.source : form.kind;
    })
    .join('\n');
}

interface BoxOptions {
  readonly symbols: Symbols;
  readonly meter: Meter;
}

function resourceAtom(resources: CompiledResources, options: BoxOptions): ResourceAtom {
  return {
    kind: 'resource',
    boxes: once(() => resourceBoxes(resources, options)),
    variables: resources.entries.flatMap(({ form }) => (form.kind === 'variables' ? variablesIn(form.parts) : [])),
    hasStar: resources.entries.some(({ form }) => form.kind === 'any'),
  };
}

function variablesIn(parts: readonly TextPart[]): readonly string[] {
  return parts.flatMap((part) => (part.kind === 'variable' ? [part.key.toLowerCase()] : []));
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function resourceBoxes({ entries }: CompiledResources, { symbols, meter }: BoxOptions): ResourceBoxes {
  const certain: Box[] = [];
  const open: Box[] = [];
  for (const resource of entries) {
    const { form } = resource;
    if (!meter.spend(1 + 2 * resource.entry.text.length)) break;
    switch (form.kind) {
      case 'refused':
      case 'any':
        break;
      case 'pattern':
        (form.open === 'short' ? open : certain).push(...boxesOf(wildcardTokens(form.pattern.source), meter));
        break;
      case 'variables':
        certain.push(...boxesOf(variableTokens(resource, symbols), meter));
        break;
      case 'twoReadings':
        addReadings(form, { certain, open }, meter);
        break;
    }
  }
  const keys = open.length === 0 ? undefined : new Set(certain.map(boxKey));
  return { certain, open: open.filter((box) => keys?.has(boxKey(box)) !== true) };
}

/** Variables stand behind the fifth colon only. */
function variableTokens({ entry }: CompiledResource, symbols: Symbols): readonly number[] {
  const fields = arnFields(entry.text);
  const head = entry.text.slice(0, entry.text.length - (fields[5] ?? '').length);
  return [...wildcardTokens(head), ...symbols.tokensOf(fields[5] ?? '', wildcardTokens)];
}

/** What both readings match is certain: filled up, the entry is one of the boxes of the text as it stands, or nothing. */
function addReadings(
  form: { readonly filled: { readonly source: string } | undefined; readonly asWritten: { readonly source: string } },
  { certain, open }: { readonly certain: Box[]; readonly open: Box[] },
  meter: Meter,
): void {
  const asWritten = boxesOf(wildcardTokens(form.asWritten.source), meter);
  const filled = form.filled === undefined ? [] : boxesOf(wildcardTokens(form.filled.source), meter);
  const keys = new Set(asWritten.map(boxKey));
  for (const box of filled) (keys.has(boxKey(box)) ? certain : open).push(box);
  open.push(...asWritten);
}

const boxKeys = new WeakMap<Box, string>();

/** Equal for boxes of equal patterns. */
export function boxKey(box: Box): string {
  const known = boxKeys.get(box) ?? box.map(globKey).join(' ');
  boxKeys.set(box, known);
  return known;
}
