/** Whom a resource, trust or endpoint policy lets in besides its own account, and what the conditions leave of it. */
import type { CompiledPolicy } from '../evaluation/compiled';
import type { AccessDifference, AccessVerdict, RefusedDocument } from './answers';
import { verdictOf } from './answers';
import type { Literal } from './atoms';
import { FRESH_ACCOUNTS, type NamedCaller } from './caller-kinds';
import { linkLiterals } from './caller-links';
import { type Formula, formulasOf } from './formulas';
import { type Glob, globKey } from './globs';
import type { Kernel } from './kernel';
import { differencesOfLayers } from './layer-differences';
import { createMeter, type Limits } from './meter';
import { createProblem, type Problem } from './problem';
import { ranked } from './ranking';
import { confirm } from './witnesses';

/** Those who may come from outside. */
export type Audience =
  /** Unsigned requests: everybody on the internet. */
  | { readonly kind: 'anonymous' }
  /** Signed requests of whatever account. */
  | { readonly kind: 'anyAccount' }
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'provider'; readonly provider: string };

export interface AudienceAccess {
  readonly audience: Audience;
  /** `witness`: somebody of the audience gets in; the caller's own policies are not looked at. */
  readonly verdict: Exclude<AccessVerdict, 'none'>;
  readonly differences: readonly AccessDifference[];
  /** Condition keys of the statements that let the audience in, lower case: they narrow the access, but do not end it. */
  readonly narrowedBy: readonly string[];
}

export type PublicAccessAnswer =
  /** Who is not listed is shut out: that is a proof. */
  | { readonly kind: 'audiences'; readonly audiences: readonly AudienceAccess[] }
  | { readonly kind: 'refusedDocument'; readonly refused: readonly RefusedDocument[] };

export interface PublicAccessOptions extends Limits {
  /** The account of the resource; its principals are no outsiders. Undefined: every named account counts as another one. */
  readonly ownAccount?: string | undefined;
}

/**
 * Outsiders hold no value that the policy names for an account, an organization, a VPC, an endpoint or a source ARN: they only
 * get through patterns that leave such a value open. Everything else of a request they choose.
 */
export function publicAccess(kernel: Kernel, policy: CompiledPolicy, options: PublicAccessOptions): PublicAccessAnswer {
  if (policy.refusals.length > 0)
    return { kind: 'refusedDocument', refused: policy.refusals.map((refusal) => ({ policy, refusal })) };
  const problem = createProblem(kernel, {
    allowing: { layers: [{ policies: [policy], allowsAll: false }] },
    refusing: { layers: [{ policies: [], allowsAll: false }] },
    strength: 'account',
    meter: createMeter(options),
    confirm,
  });
  const formulas = formulasOf(policy, problem.formulaOptions);
  const byAudience = new Map<string, AudienceAccess>();
  for (let index = 0; index < problem.callers.count; index += 1) {
    const audience = audienceOf(problem.callers.at(index), options.ownAccount);
    if (audience === undefined) continue;
    const found = accessOf(audience, index, formulas, problem);
    const key = JSON.stringify(audience);
    const known = byAudience.get(key);
    if (found !== undefined) byAudience.set(key, known === undefined ? found : joined(known, found));
  }
  return { kind: 'audiences', audiences: [...byAudience.values()] };
}

function audienceOf({ caller, isFresh }: NamedCaller, ownAccount: string | undefined): Audience | undefined {
  switch (caller.kind) {
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'service':
      return isFresh ? undefined : { kind: 'service', service: caller.service ?? caller.arn };
    case 'samlCaller':
    case 'oidcCaller':
      return isFresh ? undefined : { kind: 'provider', provider: caller.provider ?? caller.arn };
    default:
      break;
  }
  const account = caller.account ?? '';
  if (account === ownAccount) return undefined;
  return FRESH_ACCOUNTS.has(account) ? { kind: 'anyAccount' } : { kind: 'account', account };
}

function accessOf(
  audience: Audience,
  caller: number,
  formulas: readonly Formula[],
  problem: Problem,
): AudienceAccess | undefined {
  const { atoms, callers, kernel } = problem;
  const known = [
    atoms.callers(callers.only(caller)),
    ...linkLiterals(callers.at(caller), keysIn(formulas, problem), atoms),
    ...outsiderLiterals(audience, formulas, problem),
  ];
  const layers = [{ allowing: formulas, refusing: [] }];
  const found = differencesOfLayers(layers, { ...problem, known }, { isTodayOnly: true });
  // Few services take unsigned requests; what they refuse no policy can open.
  const differences = found.filter(
    ({ actions: { names, count } }) =>
      audience.kind !== 'anonymous' ||
      // Where not all names are listed it is not known which actions are meant.
      names.length === 0 ||
      names.length < count ||
      names.some((name) => kernel.facts.acceptsUnsigned(name)),
  );
  const verdict = verdictOf(differences.length === 0 ? { kind: 'none' } : { kind: 'differences', differences });
  if (verdict === 'none') return undefined;
  return { audience, verdict, differences: ranked(differences), narrowedBy: narrowingKeys(differences) };
}

function keysIn(formulas: readonly Formula[], { atoms }: Problem): readonly string[] {
  const literals = formulas.flatMap((formula) => formula.literals);
  return [...new Set(literals.flatMap((literal) => atoms.keyOf(atoms.subject(literal)) ?? []))];
}

const VERDICT_ORDER: readonly AccessVerdict[] = ['witness', 'cannotTell', 'onlyOnPaper'];

/** Two callers of one audience: the one that gets farther counts. */
function joined(left: AudienceAccess, right: AudienceAccess): AudienceAccess {
  const [first, second] =
    VERDICT_ORDER.indexOf(left.verdict) <= VERDICT_ORDER.indexOf(right.verdict) ? [left, right] : [right, left];
  return { ...first, narrowedBy: [...new Set([...first.narrowedBy, ...second.narrowedBy])] };
}

function narrowingKeys(differences: readonly AccessDifference[]): readonly string[] {
  const keys = differences.flatMap(({ statement }) => statement?.statement.tests.map((test) => test.lowerKey) ?? []);
  return [...new Set(keys)].sort();
}

/** Keys whose values belong to somebody: outsiders have other ones. */
const OWNED_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourcevpcarn',
  'aws:vpceaccount',
  'aws:vpceorgid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
]);

/** The account that an audience is may well be in the organization that the policy names. */
const KEYS_OF_ACCOUNTS: ReadonlySet<string> = new Set(['aws:principalorgid']);

/** No owned key has a value that the policy names. */
function outsiderLiterals(audience: Audience, formulas: readonly Formula[], { atoms }: Problem): readonly Literal[] {
  const named = new Map<string, Map<string, Glob>>();
  for (const literal of new Set(formulas.flatMap((formula) => formula.literals))) {
    const atom = atoms.atom(literal);
    if (atom.kind !== 'test' || !OWNED_KEYS.has(atom.lowerKey)) continue;
    if (audience.kind === 'account' && KEYS_OF_ACCOUNTS.has(atom.lowerKey)) continue;
    const globs = named.get(atom.lowerKey) ?? new Map<string, Glob>();
    named.set(atom.lowerKey, globs);
    for (const glob of atom.test.globs) if (namesOwner(glob)) globs.set(globKey(glob), glob);
  }
  return [...named].flatMap(([key, globs]) => [...globs.values()].map((glob) => -atoms.like(key, glob)));
}

const COLON = 58;
const SLASH = 47;

/** A text without wildcards, or an ARN whose account (for S3 whose bucket) is written out. */
function namesOwner({ literal, tokens }: Glob): boolean {
  if (literal !== undefined) return true;
  const fields: number[][] = [[]];
  for (const token of tokens) {
    if (token === COLON && fields.length < 6) fields.push([]);
    else fields[fields.length - 1]?.push(token);
  }
  const [account = [], rest = []] = fields.slice(4);
  const owner = account.length > 0 ? account : rest.slice(0, rest.indexOf(SLASH) + 1);
  return owner.length > 0 && owner.every((token) => token >= 0);
}
