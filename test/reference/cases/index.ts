/** Random cases in the format of the vectors, over all policy types and kinds of callers. */
import fc from 'fast-check';
import { contextArbitrary, keysNamedIn } from './conditions';
import { documentOf, type Json, type Making, type Place, TWICE } from './documents';
import { A, M, PATTERN_TARGETS, PRINCIPALS, type StatedPrincipal, TARGETS, type Target } from './vocabulary';

const principalArbitrary: fc.Arbitrary<StatedPrincipal> = fc.oneof(
  ...PRINCIPALS.map(([weight, principal]) => ({ weight, arbitrary: fc.constant(principal) })),
);

const targetArbitrary: fc.Arbitrary<Target & { readonly isPattern: boolean }> = fc.oneof(
  ...TARGETS.map(([weight, target]) => ({
    weight: weight * 2,
    arbitrary: fc.constant({ ...target, isPattern: false }),
  })),
  ...PATTERN_TARGETS.map((target) => ({ weight: 1, arbitrary: fc.constant({ ...target, isPattern: true }) })),
);

/** So many times out of ten; otherwise undefined: the case does not state the layer. */
function sometimes<T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 10 - times, arbitrary: fc.constant(undefined) }, { weight: times, arbitrary });
}

const list = (making: fc.Arbitrary<Making<Json>>, maxLength: number) => fc.array(making, { maxLength });
const levels = (making: fc.Arbitrary<Making<Json>>) => fc.array(list(making, 2), { maxLength: 3 });

/** Half of the time one level that allows all, so that SCPs do not decide everything. */
const fullScp: Making<Json> = () => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const scpLevels = fc.oneof(
  { weight: 3, arbitrary: levels(documentOf('scp')) },
  {
    weight: 2,
    arbitrary: levels(documentOf('scp')).map((all) => all.map((level) => [fullScp, ...level])),
  },
);

const SWITCHES = [undefined, undefined, true, false];
const ORGANIZATIONS = [
  undefined,
  undefined,
  { managementAccount: M },
  { managementAccount: A },
  { principalInOrg: false },
];

const parts = fc.record({
  principal: principalArbitrary,
  target: targetArbitrary,
  context: contextArbitrary,
  restrictPublicBuckets: fc.constantFrom(...SWITCHES),
  org: fc.constantFrom(...ORGANIZATIONS),
  identity: sometimes(9, list(documentOf('identity'), 2)),
  groups: sometimes(1, list(documentOf('identity'), 1)),
  boundary: sometimes(2, documentOf('identity')),
  session: fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 9, arbitrary: sometimes(5, list(documentOf('session'), 2)) },
  ),
  resource: sometimes(7, fc.record({ trust: documentOf('trust'), other: documentOf('resource') })),
  scps: sometimes(3, scpLevels),
  rcps: sometimes(2, levels(documentOf('rcp'))),
  vpcEndpoint: sometimes(2, list(documentOf('vpce'), 2)),
});

/** A line in the format of the vectors, without what it expects. */
export const caseArbitrary: fc.Arbitrary<string> = fc.noBias(
  parts.map((made) => {
    const { target, principal: stated } = made;
    const place: Place = { target, principal: stated };
    const make = (makings: readonly Making<Json>[] | undefined) => makings?.map((making) => making(place));
    const isTrust = target.resource.includes(':role/') && target.action.startsWith('sts:');
    const policies = {
      identity: make(made.identity),
      groups: make(made.groups),
      boundary: made.boundary?.(place),
      session: made.session === null ? null : make(made.session),
      resource: made.resource?.[isTrust ? 'trust' : 'other'](place),
      scps: made.scps?.map(make),
      rcps: made.rcps?.map(make),
      vpcEndpoint: make(made.vpcEndpoint),
    };
    const { isAssumedRoot, ...principal } = stated;
    const request = {
      ...principal,
      action: target.action,
      resource: target.resource,
      resourceAccount: ownerOf(target),
      context: contextOf(made.context, JSON.stringify(policies), stated),
      ...(target.isPattern ? { requestIsPattern: true } : {}),
      ...(made.restrictPublicBuckets === undefined ? {} : { restrictPublicBuckets: made.restrictPublicBuckets }),
      ...(made.org === undefined ? {} : { org: made.org }),
    };
    return JSON.stringify({ request, policies }).replaceAll(JSON.stringify(TWICE).slice(1, -1), '');
  }),
);

function ownerOf({ resource, owner }: Target): string | null {
  if (owner !== undefined) return owner;
  return resource.split(':')[4] ?? null;
}

/** Keys that no policy names are left out, so that a difference is easy to read. */
function contextOf(all: Readonly<Record<string, unknown>>, text: string, stated: StatedPrincipal): Json {
  const named = new Set(keysNamedIn(text));
  const context: Json = Object.fromEntries(Object.entries(all).filter(([name]) => named.has(name)));
  if (stated.credential !== undefined && context['aws:MultiFactorAuthPresent'] === undefined)
    context['aws:MultiFactorAuthPresent'] = 'true';
  const hasNoType = stated.principal.includes('-provider/') || stated.principal.includes('google');
  if (hasNoType) for (const name of ['aws:PrincipalType', 'aws:PrincipalIsAWSService']) context[name] ??= null;
  return stated.isAssumedRoot === true ? { ...context, 'aws:AssumedRoot': 'true' } : context;
}
