/** Keys that follow from who the caller is, and a caller of the name that a model asks for. */
import { callerContext } from '../evaluation/derived';
import type { Caller } from '../evaluation/input';
import { wildcardTokens } from './arn-boxes';
import type { Model } from './assignments';
import type { AtomTable, Literal } from './atoms';
import { type NamedCaller, sessionOf } from './caller-kinds';
import { type Glob, globOf } from './globs';
import type { KeyValues } from './key-tests';

const LINKED_KEYS: readonly string[] = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:username',
];

const PRINCIPAL_ARN = 'aws:principalarn';
const USER_NAME = 'aws:username';

/** Literals that hold for every request of the caller, for those of the keys that follow from it. */
export function linkLiterals(
  { caller, isFresh }: NamedCaller,
  keys: readonly string[],
  atoms: AtomTable,
): readonly Literal[] {
  const derived = derivedKeys(caller);
  return keys.flatMap((key) => {
    const values = derived.get(key);
    if (values === undefined) return [];
    const isFree = isFresh && values !== null && (key === PRINCIPAL_ARN || key === USER_NAME);
    if (!isFree) return [atoms.fixed(key, values)];
    const shape = key === PRINCIPAL_ARN ? arnShape(caller) : undefined;
    return [atoms.present(key), ...(shape === undefined ? [] : [atoms.like(key, shape)])];
  });
}

function derivedKeys(caller: Caller): ReadonlyMap<string, KeyValues> {
  const found = new Map<string, KeyValues>();
  for (const [key, { value }] of callerContext(caller)) {
    const lower = key.toLowerCase();
    if (LINKED_KEYS.includes(lower)) found.set(lower, typeof value === 'string' ? [value] : value);
  }
  return found;
}

/** ARNs of the caller's kind and account. */
function arnShape({ kind, account, partition }: Caller): Glob | undefined {
  switch (kind) {
    case 'user':
      return globOf(wildcardTokens(`arn:${partition}:iam::${account ?? ''}:user/?*`));
    case 'roleSession':
      return globOf(wildcardTokens(`arn:${partition}:iam::${account ?? ''}:role/?*`));
    case 'federatedUser':
      return globOf(wildcardTokens(`arn:${partition}:sts::${account ?? ''}:federated-user/?*`));
    default:
      return undefined;
  }
}

/** The caller under the name that the model gives its keys; undefined if no caller has those keys together. */
export function callerFor({ caller, isFresh }: NamedCaller, model: Model): Caller | undefined {
  const arn = model.keys.get(PRINCIPAL_ARN)?.[0];
  const userName = model.keys.get(USER_NAME)?.[0];
  const renamed = isFresh ? withName(caller, arn, userName) : caller;
  const derived = derivedKeys(renamed);
  const fits = [...model.keys].every(([key, values]) => {
    const own = derived.get(key);
    return own === undefined || JSON.stringify(own) === JSON.stringify(values);
  });
  return fits ? renamed : undefined;
}

function withName(caller: Caller, arn: string | undefined, userName: string | undefined): Caller {
  const account = caller.account ?? '';
  if (caller.kind === 'user') {
    const named = userName === undefined ? caller.arn : `arn:${caller.partition}:iam::${account}:user/${userName}`;
    return { ...caller, arn: arn ?? named };
  }
  if (arn === undefined) return caller;
  if (caller.kind === 'federatedUser') return { ...caller, arn, sessionName: arn.slice(arn.lastIndexOf('/') + 1) };
  if (caller.kind !== 'roleSession') return caller;
  return { ...caller, ...sessionOf({ account, name: arn.slice(arn.lastIndexOf('/') + 1), arn }) };
}
