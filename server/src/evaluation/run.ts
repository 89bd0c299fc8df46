import type { ContextEntry } from '../../../shared/decision';
import type { ValueType } from '../language/operators';
import { type ArnText, arnText, compilePattern, type Pattern } from '../language/pattern';
import type { EvaluationInput } from './input';
import type { RequestedAction } from './requested-action';

/** Facts about AWS that a decision needs; the catalog gives them (`facts.ts`). Keys and actions in lower case. */
export interface ServiceFacts {
  /** The action with its place in the catalog. */
  readonly requestedAction: (lowerAction: string) => RequestedAction;
  /** Type and arity of a condition key; undefined: not known. */
  readonly key: (lowerKey: string) => { readonly type: ValueType; readonly isMultivalued: boolean } | undefined;
  /** Does the service reference list a resource type for the action? Undefined: the action is not known. */
  readonly hasResourceTypes: (lowerAction: string) => boolean | undefined;
  /** AWS reports `*` as resource of the action (evaluation.md 2.4), or the ARN that it reports. */
  readonly listScope: (lowerAction: string) => 'star' | 'arn' | undefined;
  readonly isResourceControlService: (lowerPrefix: string) => boolean;
  readonly neverWorksAcrossAccounts: (lowerAction: string) => boolean;
  readonly acceptsUnsigned: (lowerAction: string) => boolean;
  /** Keys that narrow a public S3 statement. */
  readonly narrowsPublicAccess: (lowerKey: string) => boolean;
}

/** How wildcards of a request pattern are read; `exact` for a literal resource. */
export type Mode = 'exact' | 'pessimistic' | 'optimistic';

/**
 * Which alternative of an open point holds: 0 (or none) is the choice of evaluation.md, 1 and 2 its alternatives.
 */
export type Choices = ReadonlyMap<string, number>;

/** One pass over all layers. */
export interface Run {
  readonly input: EvaluationInput;
  readonly facts: ServiceFacts;
  readonly context: ReadonlyMap<string, ContextValue>;
  readonly lowerAction: string;
  readonly action: RequestedAction;
  readonly mode: Mode;
  /** The request's resource as it is, and with its wildcards live. */
  readonly resource: ArnText;
  readonly requestPattern: Pattern;
  readonly choices: Choices;
  readonly notes: Notes;
  /** The key whose values are being tried one by one: its value is no open point then. */
  readonly triedKey: string | undefined;
}

/** What a run writes down on its way. Most runs write nothing, so the maps are made when they are needed. */
interface Notes {
  met: Map<string, number> | undefined;
  missing: Map<string, string> | undefined;
}

const NOTHING_MET: ReadonlyMap<string, number> = new Map();
const NOTHING_MISSING: ReadonlyMap<string, string> = new Map();

/** Open points met on the way: id → number of alternatives. */
export function metPoints(run: Run): ReadonlyMap<string, number> {
  return run.notes.met ?? NOTHING_MET;
}

/** Keys that a test read and nobody stated: lower case → spelling in the policy. */
export function missingKeys(run: Run): ReadonlyMap<string, string> {
  return run.notes.missing ?? NOTHING_MISSING;
}

/** Null: known to be absent. */
export type ContextValue = readonly string[] | null;

export interface RunOptions {
  readonly mode: Mode;
  readonly choices: Choices;
  /** Replaces what the input says: the ways in which unknown keys can come out. Lower case. */
  readonly overrides?: ReadonlyMap<string, ContextValue> | undefined;
}

/** What all runs over one input share. */
export type RunBase = Pick<
  Run,
  'input' | 'facts' | 'context' | 'lowerAction' | 'action' | 'resource' | 'requestPattern'
>;

/** Prepares the request once; each run then costs next to nothing. */
export function prepareRun(input: EvaluationInput, facts: ServiceFacts): RunBase {
  const lowerAction = input.action.toLowerCase();
  return {
    input,
    facts,
    context: lowerContext(input.context),
    lowerAction,
    action: facts.requestedAction(lowerAction),
    resource: arnText(input.resource),
    requestPattern: input.resourceIsPattern ? compilePattern(input.resource) : NO_PATTERN,
  };
}

const NO_PATTERN = compilePattern('');

/** A fresh run over a prepared request. */
export function startRun(base: RunBase, options: RunOptions): Run {
  return {
    input: base.input,
    facts: base.facts,
    context: options.overrides === undefined ? base.context : new Map([...base.context, ...options.overrides]),
    lowerAction: base.lowerAction,
    action: base.action,
    mode: options.mode,
    resource: base.resource,
    requestPattern: base.requestPattern,
    choices: options.choices,
    notes: { met: undefined, missing: undefined },
    triedKey: undefined,
  };
}

/** The same run with notes of its own, so that looking twice leaves nothing in the decision's. */
export function withOwnNotes(run: Run): Run {
  return { ...run, notes: { met: undefined, missing: undefined } };
}

function lowerContext(context: ReadonlyMap<string, ContextEntry>): ReadonlyMap<string, ContextValue> {
  const lower = new Map<string, ContextValue>();
  for (const [key, entry] of context) lower.set(key.toLowerCase(), valuesOf(entry.value));
  return lower;
}

function valuesOf(value: ContextEntry['value']): ContextValue {
  return typeof value === 'string' ? [value] : value;
}

/** Notes that an open point was met, and tells which of its readings holds in this run. */
export function reading(run: Run, id: string, alternatives = 1): number {
  run.notes.met ??= new Map();
  run.notes.met.set(id, Math.max(alternatives, run.notes.met.get(id) ?? 0));
  return run.choices.get(id) ?? 0;
}

/** Text that no policy value equals or matches by its literal parts: stands for a name that somebody made up. */
const OTHER_NAME = '\u0001other';

/**
 * The value of a condition key for this request. Null: absent. A key that nobody stated or filled in counts as absent and is
 * noted. Names are compared without case, tag keys too (evaluation.md 4.1).
 */
export function lookUp(run: Run, lowerKey: string, spelling: string): ContextValue {
  const value = run.context.get(lowerKey);
  if (value === undefined) {
    if (run.input.closedFamilies?.some((family) => lowerKey.startsWith(family)) === true) return null;
    run.notes.missing ??= new Map();
    run.notes.missing.set(lowerKey, spelling);
    return null;
  }
  return lowerKey === MFA_KEY ? mfaReading(run, value) : throughMadeUpNames(run, lowerKey, value);
}

export const MFA_KEY = 'aws:multifactorauthpresent';

/** In a role session AWS sends no MFA information; a stated value wins, but it may be absent all the same. */
function mfaReading(run: Run, stated: ContextValue): ContextValue {
  if (run.input.caller.kind !== 'roleSession' || stated === null || run.triedKey === MFA_KEY) return stated;
  return reading(run, 'A-29') === 1 ? null : stated;
}

/** `aws:userid` and session names that were made up are open points: another one is tried too. */
function throughMadeUpNames(run: Run, lowerKey: string, value: ContextValue): ContextValue {
  if (value === null || lowerKey !== 'aws:userid') return value;
  const { caller, context } = run.input;
  const isStated = [...context].some(([key, entry]) => key.toLowerCase() === lowerKey && entry.from === 'request');
  if (isStated) return value;
  if (caller.uniqueId === undefined && hasUniqueId(caller.kind) && reading(run, 'principalId') === 1)
    return [OTHER_NAME];
  if (caller.sessionNameIsMadeUp === true && reading(run, 'sessionName') === 1) return [OTHER_NAME];
  return value;
}

function hasUniqueId(kind: EvaluationInput['caller']['kind']): boolean {
  return kind === 'user' || kind === 'roleSession';
}
