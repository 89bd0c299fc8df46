/** Section 6.1: which policies count for the caller, and what each layer says. */

import { supportsRcp } from '../../server/src/catalog/tables/service-support';
import type { TreeNode } from '../../server/src/syntax/tree';
import type { Case } from './case';
import { choose } from './choices';
import type { Document, Statement } from './documents';
import { readDocument } from './documents';
import type { DocumentKind } from './parts';
import type { MatchClass } from './principals';
import { strongest } from './principals';
import type { StatementScope } from './statements';
import { applies } from './statements';

export interface LayerResult {
  readonly deny: boolean;
  /** Class of the strongest Allow that applies. */
  readonly allow: MatchClass;
}

export interface Layers {
  readonly identity: LayerResult | undefined;
  readonly boundary: LayerResult | undefined;
  readonly session: LayerResult | undefined;
  readonly resource: LayerResult | undefined;
  /** Root first. */
  readonly scp: readonly LayerResult[] | undefined;
  readonly rcp: readonly LayerResult[] | undefined;
  readonly vpce: LayerResult | undefined;
  /** Statements of the resource layer, for the test of public access. */
  readonly resourceStatements: readonly Statement[];
  readonly rejected: boolean;
}

export interface LayersScope extends Omit<StatementScope, 'hasBoundary'> {
  /** Account of the resource's owner; undefined where it is not known. */
  readonly owner: string | undefined;
}

export function evaluateLayers(scope: LayersScope): Layers {
  const documents = documentsFor(scope);
  const all = [
    ...[documents.identity, documents.boundary, documents.session, documents.resource, documents.vpce],
    ...[...(documents.scp ?? []), ...(documents.rcp ?? [])],
  ];
  const statements = { ...scope, hasBoundary: documents.boundary !== undefined };
  const evaluate = (list: readonly Document[]) => evaluateLayer(list, statements);
  return {
    identity: documents.identity && evaluate(documents.identity),
    boundary: documents.boundary && evaluate(documents.boundary),
    session: documents.session && evaluate(documents.session),
    resource: documents.resource && evaluate(documents.resource),
    scp: documents.scp?.map(evaluate),
    rcp: documents.rcp?.map(evaluate),
    vpce: documents.vpce && evaluate(documents.vpce),
    resourceStatements: documents.resource?.flatMap((each) => each.statements) ?? [],
    rejected: all.some((list) => list?.some((each) => each.rejected)),
  };
}

function evaluateLayer(documents: readonly Document[], scope: StatementScope): LayerResult {
  const results = documents
    .flatMap((each) => each.statements)
    .map((statement) => ({ statement, matchClass: applies(statement, scope) }));
  const ofEffect = (effect: string) => results.filter((each) => each.statement.effect === effect);
  return {
    deny: ofEffect('Deny').some((each) => each.matchClass !== 'none'),
    allow: strongest(ofEffect('Allow').map((each) => each.matchClass)),
  };
}

type Lists = Record<'identity' | 'boundary' | 'session' | 'resource' | 'vpce', readonly Document[] | undefined> &
  Record<'scp' | 'rcp', readonly (readonly Document[])[] | undefined>;

function documentsFor(scope: LayersScope): Lists {
  const { input } = scope;
  const { caller, policies } = input;
  const { kind } = caller;
  const read = (nodes: readonly TreeNode[], as: DocumentKind) => nodes.map((node) => readDocument(node, as));
  const hasGroups = kind === 'user' || kind === 'federatedUser';
  const hasIdentity = hasGroups || kind === 'roleSession';
  const hasBoundary = hasIdentity && !caller.isServiceLinked && policies.boundary !== undefined;
  const mayHaveSession = kind === 'rootSession' || (hasIdentity && kind !== 'user' && !caller.isServiceLinked);
  const hasSession = mayHaveSession && (policies.session?.length ?? 0) > 0;
  const identity = hasGroups ? [...policies.identity, ...policies.groups] : policies.identity;
  const levels = (nodes: readonly (readonly TreeNode[])[] | undefined, as: DocumentKind) =>
    nodes?.map((level) => read(level, as));
  return {
    identity: hasIdentity ? read(identity, 'identity') : undefined,
    boundary: hasBoundary && policies.boundary ? read([policies.boundary], 'boundary') : undefined,
    session: hasSession ? read(policies.session ?? [], 'session') : undefined,
    resource: hasResourceLayer(input) && policies.resource ? read([policies.resource], resourceKind(input)) : undefined,
    scp: scpsApply(input) ? levels(policies.scps, 'scp') : undefined,
    rcp: rcpsApply(scope) ? levels(policies.rcps, 'rcp') : undefined,
    vpce: kind !== 'service' && policies.vpcEndpoint?.length ? read(policies.vpcEndpoint, 'vpce') : undefined,
  };
}

export function isRole(arn: string): boolean {
  const [, , service, , , resource = ''] = arn.split(':');
  return service === 'iam' && resource.startsWith('role/');
}

function isSts(action: string): boolean {
  return action.toLowerCase().startsWith('sts:');
}

/** The trust policy of a role counts for sts actions only. */
function hasResourceLayer({ action, resource }: Case): boolean {
  return !isRole(resource) || isSts(action);
}

function resourceKind({ action, resource }: Case): DocumentKind {
  return isRole(resource) && isSts(action) ? 'trust' : 'resource';
}

/** They bind principals of member accounts of an organization. */
function scpsApply({ caller, managementAccount, principalInOrg }: Case): boolean {
  if (caller.account === undefined || caller.isServiceLinked) return false;
  return principalInOrg && caller.account !== managementAccount;
}

function rcpsApply({ input, owner, catalog, choices }: LayersScope): boolean {
  const { caller, action, resource, managementAccount, policies } = input;
  const name = action.toLowerCase();
  const isServiceLinkedRole = resource.includes(':role/aws-service-role/');
  if (policies.rcps === undefined || caller.isServiceLinked || name === 'kms:retiregrant') return false;
  if (!supportsRcp(name.split(':')[0] ?? '') || (isSts(action) && isServiceLinkedRole)) return false;
  if (managementAccount !== undefined && owner === managementAccount) return false;
  // Without a resource the RCPs of the caller's account count; the format states one list of RCPs for both.
  const hasNoResource = catalog.action(action)?.resourceTypes.length === 0;
  return !hasNoResource || choose(choices, 'A-16') === 0;
}
