/** Policies of every kind, now and then broken. Placeholders (`@caller`) are filled in by the case that uses them. */
import fc from 'fast-check';
import { conditionArbitrary } from './conditions';
import { fullShape, resourceShape } from './resources';
import { A, OTHER_ACTIONS, PRINCIPAL_ENTRIES, type StatedPrincipal, type Target } from './vocabulary';

/** What a document is made for. */
export interface Place {
  readonly target: Target;
  readonly principal: StatedPrincipal;
}

export type Json = { [name: string]: unknown };
export type Making<T> = (place: Place) => T;

/** A mark in a name that is taken out of the text: so an object can hold a name twice. */
export const TWICE = '\u0001';

type Kind = 'identity' | 'session' | 'resource' | 'trust' | 'scp' | 'rcp' | 'vpce';

const rarely = (chance: number) => fc.integer({ min: 1, max: chance }).map((roll) => roll === chance);

const ACTION_SHAPES: readonly (readonly [number, (action: string) => string])[] = [
  [8, (action) => action],
  [5, (action) => `${action.split(':')[0]}:*`],
  [6, () => '*'],
  [2, () => '*:*'],
  [1, (action) => action.toUpperCase()],
  [1, (action) => `${action.slice(0, -3)}*`],
  [1, (action) => `${action.slice(0, -1)}?`],
  [1, (action) => `${action}?`],
  [1, (action) => action.replace(/:./, ':*')],
];

const actionShape: fc.Arbitrary<(action: string) => string> = fc.oneof(
  ...ACTION_SHAPES.map(([weight, shape]) => ({ weight: weight * 12, arbitrary: fc.constant(shape) })),
  ...OTHER_ACTIONS.map((text, index) => ({ weight: index < 4 ? 12 : 1, arbitrary: fc.constant(() => text) })),
);

function listOf<T>(item: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(item) },
    { weight: 1, arbitrary: fc.array(item, { minLength: 2, maxLength: 3 }) },
  );
}

const oneOrList = (list: readonly string[]): unknown => (list.length === 1 ? list[0] : list);

const CALLER_SHAPES: readonly ((principal: StatedPrincipal) => readonly [string, string])[] = [
  ({ principal }) => principalEntry(principal),
  ({ principal }) => ['AWS', `arn:aws:iam::${principal.split(':')[4] ?? A}:root`],
  (stated) => ['AWS', String(stated.principalRole ?? stated.parentUser ?? stated.principal)],
];

function principalEntry(principal: string): readonly [string, string] {
  if (principal === 'anonymous') return ['AWS', '*'];
  if (principal.includes('-provider/') || principal.includes('google')) return ['Federated', principal];
  return [principal.startsWith('arn:') ? 'AWS' : 'Service', principal];
}

const entryShape: fc.Arbitrary<(principal: StatedPrincipal) => readonly [string, string]> = fc.oneof(
  ...CALLER_SHAPES.map((shape) => ({ weight: 24, arbitrary: fc.constant(shape) })),
  ...PRINCIPAL_ENTRIES.map((entry) => ({ weight: 1, arbitrary: fc.constant(() => entry) })),
);

const principalArbitrary: fc.Arbitrary<(principal: StatedPrincipal) => unknown> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(() => '*') },
  {
    weight: 6,
    arbitrary: listOf(entryShape).map((shapes) => (principal: StatedPrincipal) => {
      const element: Record<string, unknown> = {};
      for (const [type, entry] of shapes.map((shape) => shape(principal))) {
        const before = element[type];
        element[type] = before === undefined ? entry : [before, entry].flat();
      }
      return element;
    }),
  },
);

/** All three links of a chain, or some of them (3.4). */
const chainArbitrary: fc.Arbitrary<(principal: StatedPrincipal) => unknown> = fc
  .subarray([...CALLER_SHAPES], { minLength: 1 })
  .map((shapes) => (principal) => {
    const entries = shapes.map((shape) => shape(principal)).filter(([, entry]) => entry !== '*');
    const type = entries[0]?.[0] ?? 'AWS';
    const own = entries.filter(([each]) => each === type).map(([, entry]) => entry);
    return { [type]: own.length === 0 ? ['alice'] : own };
  });

function statementOf(kind: Kind): fc.Arbitrary<Making<Json>> {
  return fc
    .record({
      isDeny: rarely(3),
      actions: listOf(actionShape),
      resources: listOf(kind === 'session' || kind === 'rcp' ? fullShape : resourceShape),
      isNotAction: rarely(8),
      isNotResource: rarely(7),
      hasNoResource: rarely(4),
      isNotPrincipal: rarely(6),
      principal: principalArbitrary,
      chain: chainArbitrary,
      condition: conditionArbitrary,
    })
    .map((made) => ({ target, principal }: Place) => {
      const isDeny = kind === 'rcp' || made.isDeny;
      const statement: Json = { Effect: isDeny ? 'Deny' : 'Allow' };
      if (kind === 'rcp') statement.Principal = '*';
      else if (kind === 'resource' || kind === 'trust' || kind === 'vpce') {
        const isNot = made.isNotPrincipal && isDeny && kind !== 'trust';
        statement[isNot ? 'NotPrincipal' : 'Principal'] = (isNot ? made.chain : made.principal)(principal);
      }
      const actions = made.actions.map((shape) => shape(target.action));
      statement[made.isNotAction && kind !== 'rcp' ? 'NotAction' : 'Action'] = oneOrList(actions);
      if (kind !== 'trust' && !(kind === 'resource' && made.hasNoResource)) {
        const resources = made.resources.map((shape) => shape(target.resource));
        statement[made.isNotResource ? 'NotResource' : 'Resource'] = oneOrList(resources);
      }
      return made.condition === undefined ? statement : { ...statement, Condition: made.condition };
    });
}

type Break = (document: Json) => Json;

function inStatement(change: (statement: Json) => Json): Break {
  return (document) => {
    const [first, ...rest] = document.Statement as Json[];
    return first === undefined ? document : { ...document, Statement: [change(first), ...rest] };
  };
}

function without(object: Json, name: string): Json {
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== name));
}

/** What section 11 calls rejected, and some oddities that are not. */
const BREAKS: readonly Break[] = [
  (document) => ({ ...document, Foo: 1 }),
  (document) => ({ ...document, version: '2012-10-17' }),
  (document) => ({ ...document, [`Version${TWICE}`]: '2012-10-17' }),
  (document) => ({ ...document, [`Statement${TWICE}`]: [] }),
  (document) => ({ ...document, Version: '2012-10-18' }),
  (document) => ({ ...document, Version: 2012 }),
  (document) => ({ ...document, Id: 'policy' }),
  (document) => ({ ...document, Id: 7 }),
  (document) => ({ ...document, Statement: [] }),
  (document) => ({ ...document, Statement: 'Allow' }),
  (document) => ({ ...document, Statement: [...(document.Statement as Json[]), 5] }),
  (document) => without(document, 'Statement'),
  (document) => ({ ...document, Statement: (document.Statement as Json[])[0] }),
  inStatement((statement) => ({ ...statement, Foo: 1 })),
  inStatement((statement) => ({ ...statement, action: 's3:*' })),
  inStatement((statement) => ({ ...statement, [`Effect${TWICE}`]: 'Deny' })),
  inStatement((statement) => ({ ...statement, [`Action${TWICE}`]: '*' })),
  inStatement((statement) => ({ ...statement, Sid: 7 })),
  inStatement((statement) => ({ ...statement, Sid: 'One' })),
  inStatement((statement) => without(statement, 'Effect')),
  inStatement((statement) => ({ ...statement, Effect: 'allow' })),
  inStatement((statement) => without(statement, 'Action')),
  inStatement((statement) => without(statement, 'Resource')),
  inStatement((statement) => without(statement, 'Principal')),
  inStatement((statement) => ({ ...statement, Action: '*', NotAction: 's3:*' })),
  inStatement((statement) => ({ ...statement, Resource: '*', NotResource: 'arn:aws:s3:::x' })),
  inStatement((statement) => ({ ...statement, Principal: '*', NotPrincipal: { AWS: '111122223333' } })),
  inStatement((statement) => ({ ...statement, Principal: '*' })),
  inStatement((statement) => ({ ...statement, Principal: { AWS: '*' } })),
  inStatement((statement) => ({ ...statement, Principal: { AWS: [] } })),
  inStatement((statement) => ({ ...statement, Principal: {} })),
  inStatement((statement) => ({ ...statement, Principal: 'arn:aws:iam::111122223333:root' })),
  inStatement((statement) => ({ ...without(statement, 'Principal'), NotPrincipal: { AWS: '111122223333' } })),
  inStatement((statement) => ({ ...without(statement, 'Action'), NotAction: ['s3 :x', 'iam:*'] })),
  inStatement((statement) => ({ ...statement, Action: [] })),
  inStatement((statement) => ({ ...statement, Action: ['*', 5] })),
  inStatement((statement) => ({ ...statement, Action: 5 })),
  inStatement((statement) => ({ ...statement, Resource: [] })),
  inStatement((statement) => ({ ...statement, Resource: ['*', null] })),
  inStatement((statement) => ({ ...without(statement, 'Resource'), NotResource: [] })),
  inStatement((statement) => ({ ...statement, Effect: 'Allow' })),
  inStatement((statement) => ({ ...statement, Condition: 'x' })),
  inStatement((statement) => ({ ...statement, Condition: {} })),
  inStatement((statement) => ({ ...statement, Condition: { StringEquals: 'x' } })),
  inStatement((statement) => ({ ...statement, Condition: { StringEquals: {} } })),
  inStatement((statement) => ({ ...statement, Condition: { Strange: {} } })),
  inStatement((statement) => ({ ...statement, Condition: { StringEquals: { 's3:prefix': [] } } })),
  inStatement((statement) => ({ ...statement, Condition: { StringNotEquals: { 's3:prefix': null } } })),
  inStatement((statement) => ({ ...statement, Condition: { StringNotEquals: { 's3:prefix': ['a', {}] } } })),
  inStatement((statement) => ({ ...statement, Condition: { NullIfExists: { 's3:prefix': 'true' } } })),
  inStatement((statement) => ({
    ...statement,
    Condition: { StringLike: { 's3:prefix': '*', [`s3:prefix${TWICE}`]: 'a' } },
  })),
  inStatement((statement) => ({
    ...statement,
    Condition: { StringLike: { 's3:prefix': '*' }, [`StringLike${TWICE}`]: { 's3:prefix': '*' } },
  })),
];

const FULL: Json = { Effect: 'Allow', Action: '*', Resource: '*' };

function fullFor(kind: Kind): Json {
  if (kind === 'vpce') return { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
  return kind === 'scp' || kind === 'identity' || kind === 'session' ? FULL : {};
}

/** A document of a kind. Often with a statement that allows all, so that denials have something to take away. */
export function documentOf(kind: Kind): fc.Arbitrary<Making<Json>> {
  return fc
    .record({
      statements: fc.array(statementOf(kind), { minLength: 1, maxLength: 3 }),
      isFull: rarely(2),
      version: fc.constantFrom<string | undefined>(
        ...[...Array<string>(9).fill('2012-10-17'), '2008-10-17', undefined],
      ),
      isBroken: rarely(40),
      change: fc.constantFrom(...BREAKS),
    })
    .map((made) => (place: Place) => {
      const own = made.statements.map((make) => make(place));
      const full = fullFor(kind);
      const isFull = made.isFull && full.Effect !== undefined;
      const needsVersion = (kind === 'scp' || kind === 'rcp') && made.version === undefined;
      const version = needsVersion || made.version === undefined ? {} : { Version: made.version };
      const document: Json = { ...version, Statement: isFull ? [full, ...own] : own };
      return made.isBroken ? made.change(document) : document;
    });
}
