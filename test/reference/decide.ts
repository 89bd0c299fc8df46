/** Sections 6 and 16: the decision for one action on one resource. */
import type { Catalog } from '../../server/src/catalog/catalog';
import { needsResourcePolicy } from '../../server/src/catalog/tables/request-rules';
import type { Case } from './case';
import type { Choices } from './choices';
import { choose } from './choices';
import type { LayerResult, Layers } from './layers';
import { evaluateLayers } from './layers';
import type { MatchClass } from './principals';
import type { Relation } from './refusals';
import { isRefused, restrictionWouldHit } from './refusals';
import type { Coverage } from './resources';

export type Word = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface Decision {
  readonly word: Word;
  readonly decidedBy: string;
  /** A document is rejected, or a needed input is missing. */
  readonly isIncomplete: boolean;
}

export interface Run {
  readonly input: Case;
  readonly catalog: Catalog;
  readonly choices: Choices;
  readonly coverage: Coverage;
}

const ROOT_BUCKET_ACTIONS = ['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy'];

export function decideUnit(run: Run): Decision {
  const { input, catalog, choices } = run;
  const { caller } = input;
  const name = input.action.toLowerCase();
  if (name === 'sts:getcalleridentity' && caller.kind !== 'anonymous')
    return { word: 'allowed', decidedBy: 'service', isIncomplete: false };
  const owner = ownerOf(run);
  const relation: Relation = caller.account === undefined ? 'resourceOnly' : owner.isCaller ? 'same' : 'cross';
  const isBareBucketList = name === 's3:listallmybuckets' && input.resource === '*';
  const resource = isBareBucketList ? 'arn:aws:s3:::' : input.resource;
  const layers = evaluateLayers({ ...run, resource, owner: owner.account });

  const isSessionTokenCall = name === 'sts:getsessiontoken' && (caller.kind === 'user' || caller.kind === 'rootUser');
  const denies = deniesOf(run, relation, layers);
  const isDenied = denies.length > 0 && !(isSessionTokenCall && choose(choices, 'A-32') === 1);
  if (isDenied) return { word: 'explicitDeny', decidedBy: denies[0] ?? '', isIncomplete: layers.rejected };

  const isServiceRefusal = isRefused(input, relation, catalog);
  if (isSessionTokenCall && !isServiceRefusal)
    return { word: 'allowed', decidedBy: 'service', isIncomplete: layers.rejected };
  const core = coreGaps(run, relation, layers);
  const missing = [
    ...(isServiceRefusal ? ['service'] : []),
    ...(layers.scp?.some((level) => level.allow === 'none') ? ['scp'] : []),
    ...(layers.vpce?.allow === 'none' ? ['vpce'] : []),
    ...core.gaps,
  ];
  const isIncomplete = layers.rejected || core.isInputMissing;
  if (missing.length > 0) return { word: 'implicitDeny', decidedBy: firstGap(missing, relation), isIncomplete };
  return { word: 'allowed', decidedBy: core.grant, isIncomplete };
}

/** 6.2 step 6. */
function ownerOf({ input, choices }: Run): { readonly isCaller: boolean; readonly account: string | undefined } {
  const { caller } = input;
  const [, , service, , field = '', resource = ''] = input.resource.split(':');
  const account = input.resourceAccount ?? (field === '' ? undefined : field);
  if (account === 'aws') return { isCaller: true, account };
  if (account !== undefined) return { isCaller: account === caller.account, account };
  const isAwsOwned =
    (service === 'ec2' && resource.startsWith('image/')) || (service === 'ssm' && resource.startsWith('parameter/'));
  if (isAwsOwned || input.resource === '*') return { isCaller: true, account: caller.account };
  const isCaller = choose(choices, 'ownerIsCaller') === 0;
  return { isCaller, account: isCaller ? caller.account : undefined };
}

/** The layers with a Deny that applies, headline first. */
function deniesOf({ input, choices }: Run, relation: Relation, layers: Layers): readonly string[] {
  const { kind } = input.caller;
  const isRoot = (kind === 'rootUser' || kind === 'rootSession') && relation === 'same';
  const isSetAside = isRoot && ROOT_BUCKET_ACTIONS.includes(input.action.toLowerCase());
  const hits: readonly [string, boolean][] = [
    ['scp', layers.scp?.some((level) => level.deny) ?? false],
    ['rcp', layers.rcp?.some((level) => level.deny) ?? false],
    ['resource', (layers.resource?.deny ?? false) && !isSetAside],
    ['identity', layers.identity?.deny ?? false],
    ['boundary', layers.boundary?.deny ?? false],
    ['session', layers.session?.deny ?? false],
    ['vpce', layers.vpce?.deny ?? false],
    ['service', isPublicAccessRefused(input, choices, restrictionWouldHit(input, relation, layers.resourceStatements))],
  ];
  return hits.filter(([, hit]) => hit).map(([layer]) => layer);
}

function isPublicAccessRefused(input: Case, choices: Choices, wouldHit: boolean): boolean {
  if (!wouldHit) return false;
  return input.restrictPublicBuckets ?? choose(choices, 'bpaOff') === 1;
}

interface Core {
  readonly gaps: readonly string[];
  readonly isInputMissing: boolean;
  /** What granted, where nothing is missing. */
  readonly grant: string;
}

function coreGaps({ input, choices }: Run, relation: Relation, layers: Layers): Core {
  const { kind } = input.caller;
  const matchClass: MatchClass = layers.resource?.allow ?? 'none';
  const isSame = relation === 'same';
  const need = needsResourcePolicy(input.action, input.resource);
  const isPolicyMissing = need && layers.resource === undefined;
  const result = (gaps: readonly string[], grant: string, isInputMissing = isPolicyMissing): Core => ({
    gaps,
    grant,
    isInputMissing,
  });
  const isGapWithoutPolicy = (classes: readonly MatchClass[]) => need && !classes.includes(matchClass);

  if (kind === 'rootSession') {
    const hasGap = isSame ? isGapWithoutPolicy(['account', 'direct']) : matchClass === 'none';
    const gaps = [...(hasGap ? ['resource'] : []), ...(allows(layers.session) ? [] : ['session'])];
    const grant = isSame && !need ? 'root' : 'resource+root';
    return result(gaps, grant, isPolicyMissing || layers.session === undefined);
  }
  if (relation === 'resourceOnly') return result(matchClass === 'direct' ? [] : ['resource'], 'resource:direct');

  const isLimitedBySession = layers.session !== undefined || kind === 'federatedUser';
  const own = [
    ...(kind !== 'rootUser' && !allows(layers.identity) ? ['identity'] : []),
    ...(layers.boundary !== undefined && !allows(layers.boundary) ? ['boundary'] : []),
    ...(isLimitedBySession && !allows(layers.session) ? ['session'] : []),
  ];
  const ownGrants = [
    ...(kind === 'rootUser' ? ['root'] : ['identity']),
    ...(layers.boundary ? ['boundary'] : []),
    ...(isLimitedBySession ? ['session'] : []),
  ].join('+');
  if (!isSame) return result([...(matchClass === 'none' ? ['resource'] : []), ...own], `resource+${ownGrants}`);
  if (kind === 'rootUser')
    return result(isGapWithoutPolicy(['direct']) ? ['resource'] : [], need ? 'resource+root' : 'root');
  if (matchClass === 'direct') return result([], 'resource:direct');
  if (matchClass === 'user' && choose(choices, 'A-13') === 1) return result(own, 'resource:user');
  if (matchClass === 'role' || matchClass === 'user')
    return result(
      own.filter((gap) => gap !== 'identity'),
      `resource:${matchClass}`,
    );
  if (need) return result([...(matchClass === 'none' ? ['resource'] : []), ...own], `resource+${ownGrants}`);
  return result(own, ownGrants);
}

function allows(layer: LayerResult | undefined): boolean {
  return layer !== undefined && layer.allow !== 'none';
}

function firstGap(missing: readonly string[], relation: Relation): string {
  const [first = '', second] = missing;
  return relation === 'cross' && first === 'resource' && second === 'identity' ? 'resource+identity' : first;
}
