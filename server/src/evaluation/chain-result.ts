import type { SimulationResult } from '../../../shared/decision';
import { restsOn, type UnitResult } from './units';
import { verdict } from './words';

/** The result of a call that assumes a role on the way. */
export interface HopResult extends UnitResult {
  /** ARN of the role. */
  readonly role: string;
}

/**
 * The answer of a request whose session comes from a role chain: denied at the first hop that is denied, else the answer of
 * the call itself. It is as certain as the weakest of what decides it. Each hop's own result stands in `through`.
 */
export function combineChain(hops: readonly HopResult[], call: SimulationResult): SimulationResult {
  if (hops.length === 0) return call;
  const results = [...hops.map(({ result }) => result), call];
  const whole = {
    missingContext: [...new Set(results.flatMap((result) => result.missingContext))],
    through: hops.map(({ label, result }) => ({ ...result, label })),
  };
  const denied = hops.findIndex(({ result }) => isDenied(result));
  const [deniedHop] = denied === -1 ? [] : hops.slice(denied);
  if (deniedHop !== undefined)
    return { ...deniedHop.result, ...whole, units: [], headline: atHop(deniedHop, denied, hops.length) };
  if (isDenied(call)) return { ...call, ...whole };
  const rests = restsOn(results);
  const open = hops.findIndex(({ result }) => result.decision === 'depends');
  const [openHop] = open === -1 ? [] : hops.slice(open);
  if (openHop !== undefined)
    return { ...openHop.result, ...whole, ...rests, units: [], headline: atHop(openHop, open, hops.length) };
  if (call.decision === 'depends') return { ...call, ...whole, ...rests };
  const headline =
    rests.certainty === call.certainty
      ? `${call.headline}, ${throughWords(hops.length)}`
      : `${verdict('allowed', rests.certainty)}: every role session of the chain and the call are allowed`;
  return { ...call, ...whole, ...rests, headline };
}

function isDenied({ decision }: SimulationResult): boolean {
  return decision === 'explicitDeny' || decision === 'implicitDeny';
}

/** `Denied: the trust policy … (at role session 1 of 2, arn:aws:iam::…:role/deployer)`. */
function atHop({ role, result }: HopResult, index: number, count: number): string {
  return `${result.headline} (at role session ${index + 1} of ${count}, ${role})`;
}

function throughWords(count: number): string {
  return count === 1 ? 'through one role session' : `through ${count} role sessions`;
}
