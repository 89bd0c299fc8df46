import { CLIENT_COMMANDS } from '../../../../shared/commands';
import type { AccessChange, ComparedStatement, PolicyChange, WitnessRequest } from '../../../../shared/comparison';
import type { ElementResult } from '../../../../shared/decision';
import type { PolicyPlace } from '../../../../shared/messages';
import type { ContextInput } from '../../../../shared/request';
import type { ResultLine, ResultPart, ResultRole } from '../../../../shared/result-view';
import { changeWords, serviceWords, statementWords } from './words';

/** How the places of a comparison are called, and what its reader can do with them. */
export interface ComparisonTextOptions {
  /** What the newer version is compared with, for people: `HEAD`, `the saved file`, `old.json`. */
  readonly base: string;
  /** Where a statement stands: `line 12`, `policies/app.json:12`. */
  readonly placeOf: (statement: ComparedStatement) => string;
  /** The older version can be opened at a statement. */
  readonly opensOld: boolean;
  /** Where the newer policy stands, for a reader who can follow links; undefined: no links but to statements. */
  readonly at: PolicyPlace | undefined;
}

/**
 * What an edit changes, as lines for people: the answer, then each kind of new access with the request that shows it, then lost access,
 * then what exists on paper only, then what could not be told.
 */
export function comparisonLines(change: PolicyChange, options: ComparisonTextOptions): readonly ResultLine[] {
  const [gained, gainedLater, gainedOnPaper] = sorted(change.gained);
  const [lost, lostLater, lostOnPaper] = sorted(change.lost);
  const sections = [
    answerSection(change, options),
    changesSection('New access', gained, GAINED, options),
    changesSection('Lost access', lost, LOST, options),
    changesSection('New access to actions that AWS may add later', gainedLater, GAINED, options),
    changesSection('Lost access to actions that AWS may add later', lostLater, LOST, options),
    paperSection([...gainedOnPaper, ...lostOnPaper], options),
    reasonsSection(change, options),
  ].filter((section) => section.length > 0);
  return sections.flatMap((section, index) => (index === 0 ? section : [[], ...section]));
}

type Sorted = readonly [today: AccessChange[], later: AccessChange[], onPaper: AccessChange[]];

function sorted(changes: readonly AccessChange[]): Sorted {
  const real = changes.filter(({ onlyOnPaper }) => !onlyOnPaper);
  return [
    real.filter(({ isFuture }) => !isFuture),
    real.filter(({ isFuture }) => isFuture),
    changes.filter(({ onlyOnPaper }) => onlyOnPaper),
  ];
}

function answerSection(change: PolicyChange, { base }: ComparisonTextOptions): ResultLine[] {
  const missing = change.isOldMissing
    ? [[part(`There is no such policy in ${base}: it is compared with a policy that allows nothing.`, 'muted')]]
    : [];
  return [
    [part(changeWords(change), roleOf(change)), part(` · compared with ${base}`, 'muted')],
    [part(sentenceFor(change), 'plain')],
    ...missing,
  ];
}

function roleOf(change: PolicyChange): ResultRole {
  if (change.gained.some(({ onlyOnPaper }) => !onlyOnPaper)) return 'denied';
  return change.verdict === 'undecided' ? 'unsure' : 'allowed';
}

function sentenceFor({ gained, lost, verdict, isNewMissing }: PolicyChange): string {
  const isNew = gained.some(({ onlyOnPaper }) => !onlyOnPaper);
  const isLess = lost.some(({ onlyOnPaper }) => !onlyOnPaper);
  if (isNewMissing) return 'The policy is gone, and with it all that it allowed.';
  if (isNew && isLess)
    return 'Some requests are allowed now that were denied before, and some are denied now that were allowed.';
  if (isNew) return 'Some requests are allowed now that were denied before. Each kind is listed with one of them.';
  if (verdict === 'undecided') return 'Whether some request is allowed now that was denied before is not known.';
  if (isLess)
    return 'Every request that is allowed now was allowed before, and some are denied now. That holds for all requests.';
  if (gained.length > 0) return 'The text allows more, but no real request gets it.';
  return 'Every request that is allowed now was allowed before. That holds for all requests, not only for some that were tried.';
}

/** The words of one direction. */
interface Direction {
  readonly grantedBy: string;
  readonly other: string;
  readonly example: string;
  readonly noStatement: (action: string) => string;
  readonly denied: string;
  readonly expect: 'allowed' | 'denied';
}

const GAINED: Direction = {
  grantedBy: 'Allowed by',
  other: 'Before',
  example: 'Allowed now, denied before:',
  noStatement: (action) => `no statement allowed ${action}`,
  denied: 'denied by',
  expect: 'allowed',
};

const LOST: Direction = {
  grantedBy: 'Allowed by',
  other: 'Now',
  example: 'Denied now, allowed before:',
  noStatement: (action) => `no statement allows ${action}`,
  denied: 'denied by',
  expect: 'denied',
};

function changesSection(
  title: string,
  changes: readonly AccessChange[],
  direction: Direction,
  options: ComparisonTextOptions,
): ResultLine[] {
  if (changes.length === 0) return [];
  const blocks = changes.map((change, index) => changeLines(change, index, direction, options));
  return [[part(title, 'heading')], ...blocks.flatMap((block, index) => (index === 0 ? block : [[], ...block]))];
}

function changeLines(
  change: AccessChange,
  index: number,
  direction: Direction,
  options: ComparisonTextOptions,
): ResultLine[] {
  return [
    [indent(), part(`${index + 1}. ${titleOf(change)}`, 'heading')],
    field('Actions', [part(actionWords(change), 'plain')]),
    ...(change.accessLevels.length === 0 || change.isFuture
      ? []
      : [field('Access level', [part(change.accessLevels.join(', '), 'plain')])]),
    ...grantedLines(change.granted, direction, options),
    ...otherLines(change, direction, options),
    ...witnessLines(change.witness, direction, options),
  ];
}

/** `s3 permissions management, write: 2 actions` */
function titleOf({ actions, actionCount, accessLevels, isFuture }: AccessChange): string {
  const service = serviceWords(actions);
  if (isFuture) return service;
  const levels = accessLevels.length === 0 ? '' : ` ${accessLevels.join(', ').toLowerCase()}`;
  return `${service}${levels}: ${actionCount === 1 ? '1 action' : `${actionCount} actions`}`;
}

/** More names than these nobody reads. */
const MAX_NAMES = 12;

function actionWords({ actions, actionCount, isFuture }: AccessChange): string {
  const shown = actions.slice(0, MAX_NAMES).join(', ');
  if (isFuture) return `names that AWS does not use yet, such as ${actions[0] ?? ''}`;
  return actionCount > MAX_NAMES ? `${shown} and ${actionCount - MAX_NAMES} more` : shown;
}

function grantedLines(
  granted: ComparedStatement | null,
  { grantedBy }: Direction,
  options: ComparisonTextOptions,
): ResultLine[] {
  if (granted === null) return [field(grantedBy, [part('what no statement denies', 'plain')])];
  const entries = granted.parts.filter(({ matched, element }) => matched && element !== 'Effect');
  return [
    field(grantedBy, statementParts(granted, options)),
    ...entries.map((entry) => [
      indent(4),
      { ...part(entry.element, 'place'), ...targetOf(granted, entry, options) },
      part(` ${entryWords(entry)}${lineWords(granted, entry, options)}`, 'muted'),
    ]),
  ];
}

/** Where the part stands, if not on the line that the statement is said to stand on. */
function lineWords(
  statement: ComparedStatement,
  { range }: Pick<ElementResult, 'range'>,
  { placeOf }: ComparisonTextOptions,
): string {
  if (range === undefined || range.start.line === statement.range.start.line) return '';
  return ` (${placeOf({ ...statement, range })})`;
}

function entryWords(entry: ElementResult): string {
  if (entry.element === 'Condition') return `${conditionWords(entry)} holds`;
  if (entry.entry !== undefined) return entry.resolved ?? entry.entry;
  return entry.element.startsWith('Not') ? 'does not list it' : '';
}

/** What the other version says to the same request. */
function otherLines(change: AccessChange, direction: Direction, options: ComparisonTextOptions): ResultLine[] {
  const { lifted, nearest, witness } = change;
  if (lifted !== null)
    return [field(direction.other, [part(`${direction.denied} `, 'plain'), ...statementParts(lifted, options)])];
  if (witness === null) return [];
  if (nearest === null) return [field(direction.other, [part(direction.noStatement(witness.action), 'plain')])];
  return [
    field(direction.other, [...statementParts(nearest, options), part(' came nearest, but:', 'plain')]),
    ...nearest.parts
      .filter(({ matched }) => !matched)
      .map((entry) => [
        indent(4),
        { ...part(entry.element, 'place'), ...targetOf(nearest, entry, options) },
        part(` ${failureWords(entry)}${lineWords(nearest, entry, options)}`, 'muted'),
      ]),
  ];
}

function failureWords(entry: ElementResult): string {
  if (entry.element === 'Condition') return `${conditionWords(entry)} does not hold`;
  if (entry.element.startsWith('Not')) return 'lists it';
  return entry.entry === undefined ? 'has no entry for it' : `${entry.resolved ?? entry.entry} does not match`;
}

function conditionWords({ operator, key, expected = [] }: ElementResult): string {
  return `${operator ?? ''} ${key ?? ''} ${expected.join(' or ')}`.trim();
}

function witnessLines(
  witness: WitnessRequest | null,
  { example, expect }: Direction,
  { at }: ComparisonTextOptions,
): ResultLine[] {
  if (witness === null) return [];
  const { action, resource, resourceAccount, context = {} } = witness;
  return [
    [indent(2), part(example, 'plain')],
    ...principalLines(witness),
    [indent(4), part('Action    ', 'muted'), part(action, 'plain')],
    [indent(4), part('Resource  ', 'muted'), part(resource, 'plain')],
    ...(resourceAccount === undefined
      ? []
      : [[indent(4), part('Owner     ', 'muted'), part(`account ${resourceAccount}`, 'plain')]]),
    ...Object.entries(context).map(([key, value]) => [
      indent(4),
      part('Context   ', 'muted'),
      part(`${key} ${valueWords(value)}`, 'plain'),
    ]),
    ...(at === undefined ? [] : [commandLine(witness, expect, at)]),
  ];
}

function principalLines({ principal }: WitnessRequest): ResultLine[] {
  if (principal === undefined) return [];
  const words = typeof principal === 'string' ? principal : String(Object.values(principal)[0]);
  return [[indent(4), part('Principal ', 'muted'), part(words, 'plain')]];
}

function valueWords(value: ContextInput): string {
  if (value === null) return 'is absent';
  return `= ${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}`;
}

function commandLine(witness: WitnessRequest, expect: 'allowed' | 'denied', at: PolicyPlace): ResultLine {
  const command = (text: string, id: string): ResultPart => ({
    ...part(text, 'place'),
    command: { id, arguments: [witness, at, expect] },
  });
  return [
    indent(4),
    command('Simulate this request', CLIENT_COMMANDS.simulateWitness),
    part('  ·  ', 'muted'),
    command('Add as policy test', CLIENT_COMMANDS.addPolicyTest),
  ];
}

function paperSection(changes: readonly AccessChange[], options: ComparisonTextOptions): ResultLine[] {
  if (changes.length === 0) return [];
  return [
    [part('Only on paper', 'heading')],
    [
      indent(),
      part(
        'The texts differ here, but no real request notices: the Resource is of no type that these actions work on, or the request cannot carry the condition keys together.',
        'muted',
      ),
    ],
    ...changes.map((change) => [
      indent(),
      part(`${actionWords(change)}${change.granted === null ? '' : ', '}`, 'plain'),
      ...(change.granted === null ? [] : statementParts(change.granted, options)),
    ]),
  ];
}

function reasonsSection({ reasons }: PolicyChange, { at, opensOld }: ComparisonTextOptions): ResultLine[] {
  const distinct = [...new Map(reasons.map((reason) => [reason.message, reason])).values()];
  if (distinct.length === 0) return [];
  return [
    [part('Not known', 'heading')],
    ...distinct.map(({ message, range, version }) => [
      indent(),
      {
        ...part(message, 'unsure'),
        ...(range === null || at === undefined || (version === 'old' && !opensOld)
          ? {}
          : { target: { uri: at.uri, range } }),
      },
    ]),
  ];
}

function statementParts(statement: ComparedStatement, options: ComparisonTextOptions): ResultPart[] {
  const { sid, statement: index, effect } = statement;
  return [
    { ...part(statementWords(sid, index), 'place'), ...targetOf(statement, statement, options) },
    part(` (${effect}, ${options.placeOf(statement)})`, 'muted'),
  ];
}

function targetOf(
  { uri, version }: ComparedStatement,
  { range }: Pick<ElementResult, 'range'>,
  { opensOld }: ComparisonTextOptions,
): Pick<ResultPart, 'target'> {
  return range === undefined || (version === 'old' && !opensOld) ? {} : { target: { uri, range } };
}

function field(name: string, parts: readonly ResultPart[]): ResultLine {
  return [indent(2), part(name.padEnd(14), 'muted'), ...parts];
}

function indent(depth = 1): ResultPart {
  return part('  '.repeat(depth), 'plain');
}

function part(text: string, role: ResultRole): ResultPart {
  return { text, role };
}
