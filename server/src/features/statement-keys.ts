import { compileArnPattern } from '../catalog/arn-template';
import { type Action, type Catalog, type ConditionKey, conditionKeysOf, type Service } from '../catalog/catalog';
import { actionTypesMatching } from '../catalog/resource-types';
import { lacksResourceOwnerKeys } from '../catalog/tables/request-rules';
import type { Statement } from '../policy/document';
import { actionPatterns, actionsOf, serviceOf } from './statement-actions';

/** Entries of `Resource` beyond these are not looked up. */
const MAX_ENTRIES = 30;

/** What a statement's requests can carry: the keys of its actions on its resources. */
export interface StatementKeys {
  /** Sorted by name; families with their variable part. */
  readonly own: readonly ConditionKey[];
  /** Whether a global key can be there at all, as far as the actions say. */
  readonly allowsGlobal: (name: string) => boolean;
}

/** `NotAction` and `*` say nothing about the action: then only global keys are sure. */
export function statementKeys(statement: Statement, catalog: Catalog): StatementKeys {
  const patterns = actionPatterns(statement);
  const names = new Set(patterns.flatMap((pattern) => [...keysOfPattern(pattern, statement, catalog)]));
  const keys = [...names].map((name) => catalog.conditionKey(name)).filter((key) => key !== undefined);
  const own = keys.filter((key) => key.service !== undefined).sort((left, right) => (left.name < right.name ? -1 : 1));
  const listed = new Set(keys.map((key) => key.name));
  const isKnown = patterns.length > 0;
  const lacksOwner = isKnown && patterns.every((pattern) => lacksResourceOwnerKeys(pattern));
  return {
    own,
    allowsGlobal: (name) => {
      // The service reference lists the tag keys for each action that has them.
      if (isKnown && TAG_KEYS.has(name)) return listed.has(name);
      return !(lacksOwner && name.startsWith('aws:Resource'));
    },
  };
}

const TAG_KEYS: ReadonlySet<string> = new Set(['aws:RequestTag/${TagKey}', 'aws:TagKeys', 'aws:ResourceTag/${TagKey}']);

function keysOfPattern(pattern: string, statement: Statement, catalog: Catalog): ReadonlySet<string> {
  const service = serviceOf(pattern, catalog);
  if (service === undefined) return new Set();
  // All actions: the service's own list says the same at once.
  if (pattern.endsWith(':*')) return new Set(service.conditionKeys.map(({ name }) => name));
  const keys = keysOnResources(service, statement);
  return new Set(actionsOf(pattern, service, catalog).flatMap((action) => [...keys(action)]));
}

/** The keys of an action, without those of resource types that the statement does not name. */
function keysOnResources(service: Service, { resource }: Statement): (action: Action) => readonly string[] {
  const entries = (resource?.entries ?? []).slice(0, MAX_ENTRIES).map(({ text }) => text);
  const isOpen = resource === undefined || resource.isNegated || entries.some((text) => !text.startsWith('arn:'));
  if (isOpen || entries.length === 0) return (action) => conditionKeysOf(service, action);
  const patterns = entries.map(compileArnPattern);
  return (action) => {
    const names = new Set(
      patterns.flatMap((pattern) => actionTypesMatching(service, action, pattern).map(({ name }) => name)),
    );
    const types = action.resourceTypes.filter(({ name }) => names.has(name));
    const ofType = (name: string) => service.resourceType(name)?.conditionKeys ?? [];
    return [...action.conditionKeys, ...types.flatMap((type) => [...type.conditionKeys, ...ofType(type.name)])];
  };
}
