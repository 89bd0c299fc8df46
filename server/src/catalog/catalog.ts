/**
 * What AWS's services look like to a policy: services, actions, resource types, condition keys, managed policies.
 * Everything is read-only and synchronous; a service is read when somebody first asks for it.
 */
import type { ArnTemplate } from './arn-template';

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging';
export type ConditionKeyType = 'String' | 'ARN' | 'Bool' | 'Numeric' | 'Date' | 'IPAddress' | 'Binary';

/** What is known of a service without reading it. */
export interface ServiceSummary {
  /** As AWS writes it, lower case: `s3`. */
  readonly prefix: string;
  readonly name: string;
  /** Its page of the Service Authorization Reference; the list of all services where it has none. */
  readonly url: string;
  /** Number of its first action; its actions are `firstAction` up to, not including, `firstAction + actionCount`. */
  readonly firstAction: number;
  readonly actionCount: number;
  /** Not in the service reference: known only because AWS managed policies name it. */
  readonly undocumented: boolean;
}

export interface Service extends ServiceSummary {
  /** Sorted by name, case ignored. */
  readonly actions: readonly Action[];
  readonly resourceTypes: readonly ResourceType[];
  /** The keys that the service's page lists, among them the `aws:` tag keys. */
  readonly conditionKeys: readonly ConditionKey[];
  /** Case ignored; the name without its prefix. */
  action(name: string): Action | undefined;
  /** What AWS says that one of its actions does; empty for an undocumented action. Read when somebody asks. */
  descriptionOf(action: Action): string;
  /** Case ignored. */
  resourceType(name: string): ResourceType | undefined;
  /** Case ignored; a key of a family (`s3:ExistingObjectTag/team`) finds the family. */
  conditionKey(name: string): ConditionKey | undefined;
}

/** `none`: an action works on no resource that a policy could name; `always`: always on one of its types; `sometimes`: it depends on the request. */
export type ResourceTypeUse = 'none' | 'sometimes' | 'always';

/** What is known of an action when no more of its service has been read than the names. */
export interface ActionTraits {
  /** Empty for an undocumented action. Tagging and permissions management actions have `Write` besides. */
  readonly accessLevels: readonly AccessLevel[];
  readonly resourceTypeUse: ResourceTypeUse;
}

export interface Action extends ActionTraits {
  /** The service's prefix. */
  readonly service: string;
  readonly name: string;
  /** `service:name`, as AWS writes it. */
  readonly fullName: string;
  /** Place among all actions of the catalog; the same in every catalog made from the same data. */
  readonly number: number;
  /** Empty: the action works on no resource that a policy could name (but see `listScope`). */
  readonly resourceTypes: readonly ActionResourceType[];
  readonly conditionKeys: readonly string[];
  /** Actions that the caller needs besides, `service:name`. */
  readonly dependentActions: readonly string[];
  /** Used by AWS's own managed policies, absent from the service reference. */
  readonly undocumented: boolean;
  readonly url: string;
}

export interface ActionResourceType {
  /** Name of a resource type of the same service. */
  readonly name: string;
  /** The action always works on one of these; otherwise it depends on the request. */
  readonly required: boolean;
  /** Keys for this action on this type. */
  readonly conditionKeys: readonly string[];
}

export interface ResourceType {
  readonly service: string;
  readonly name: string;
  /** ARN formats as AWS writes them: `arn:${Partition}:s3:::${BucketName}`. At least one. */
  readonly arns: readonly string[];
  /** The same, ready for matching, in the same order. */
  readonly templates: readonly ArnTemplate[];
  readonly conditionKeys: readonly string[];
  readonly url: string;
}

export interface ConditionKey {
  /** As AWS writes it; a family has its variable part as `${…}`: `aws:ResourceTag/${TagKey}`. */
  readonly name: string;
  readonly type: ConditionKeyType;
  readonly multivalued: boolean;
  readonly description: string;
  readonly url: string;
  /** The service that lists the key; undefined for a global key. */
  readonly service: string | undefined;
}

export interface GlobalConditionKey extends ConditionKey {
  readonly service: undefined;
  /** When the key is in the request context: text that goes on after "Present ". */
  readonly present: string;
  /** Wildcards have no valid use in its values (IAM User Guide, "Sensitive condition keys"). */
  readonly sensitive: boolean;
}

export interface ManagedPolicySummary {
  readonly name: string;
  /** `/`, `/service-role/`, … */
  readonly path: string;
  readonly arn: string;
  /** The default version, `v3`. */
  readonly version: string;
  /** Day on which that version was made, `YYYY-MM-DD`. */
  readonly updated: string;
  readonly url: string;
}

export interface ManagedPolicy extends ManagedPolicySummary {
  /** The document as JSON text without white space. */
  readonly text: string;
}

export interface Partition {
  readonly id: string;
  readonly dnsSuffix: string;
  readonly regions: readonly Region[];
}

export interface Region {
  readonly name: string;
  readonly partition: string;
  readonly description: string;
}

export interface CatalogCounts {
  /** Documented ones; `services` of the catalog holds the undocumented ones too. */
  readonly services: number;
  readonly undocumentedServices: number;
  readonly actions: number;
  readonly undocumentedActions: number;
  readonly resourceTypes: number;
  readonly conditionKeys: number;
  readonly managedPolicies: number;
}

/** Action numbers from `start` up to, not including, `end`. */
export interface ActionRange {
  readonly start: number;
  readonly end: number;
}

export interface Catalog {
  /** Days on which the data was released, `YYYY-MM-DD`. */
  readonly dates: { readonly services: string; readonly managedPolicies: string };
  readonly counts: CatalogCounts;

  /** All services, sorted by prefix. Reads nothing. */
  readonly services: readonly ServiceSummary[];
  /** Case ignored. Reads nothing. */
  summary(prefix: string): ServiceSummary | undefined;
  /** Case ignored. The same object each time. */
  service(prefix: string): Service | undefined;
  /**
   * Services some of whose resource types have ARNs with this service field, its own service first; `*` for the types
   * whose format leaves the field open. Reads nothing.
   */
  servicesWithArnSegment(segment: string): readonly string[];

  /** How many actions there are: numbers go from 0 up to, not including, this. */
  readonly actionCount: number;
  /** Case ignored: `s3:getobject`. */
  action(fullName: string): Action | undefined;
  /** As `action`, but reads only the names of the service. */
  actionNumber(fullName: string): number | undefined;
  actionAt(number: number): Action | undefined;
  /** What `actionAt` says of levels and resources, but reads only the names of the service. */
  actionTraitsAt(number: number): ActionTraits | undefined;
  /** As `actionAt`, but reads only the names of the service. */
  actionNameAt(number: number): string | undefined;
  /**
   * The numbers of the actions that an entry of `Action` selects, ascending, as ranges that do not touch. `*` and `s3:*`
   * read nothing, any other pattern the names of one service. A wildcard in the prefix selects nothing (AWS refuses it).
   */
  actionRanges(pattern: string): readonly ActionRange[];
  /** The same actions in full, or those of them that have certain traits: reads the services of these. */
  actionsMatching(pattern: string, where?: (traits: ActionTraits) => boolean): readonly Action[];

  readonly globalKeys: readonly GlobalConditionKey[];
  /** Case ignored; a key of a family (`aws:ResourceTag/team`) finds the family. */
  globalKey(name: string): GlobalConditionKey | undefined;
  /** A global key, or a key of a service, also where its prefix is no service (`saml:aud`). Case ignored, families too. */
  conditionKey(name: string): ConditionKey | undefined;
  /** Does anything list keys with this prefix (`aws`, `s3`, `saml`, `token.actions.githubusercontent.com`)? Case ignored. */
  isConditionKeyPrefix(prefix: string): boolean;

  /** Sorted by name. Reads nothing. */
  readonly managedPolicies: readonly ManagedPolicySummary[];
  /** By name or ARN (in any partition); the path of an ARN must be right. */
  managedPolicy(arnOrName: string): ManagedPolicy | undefined;

  /** Names without a Region, sorted. The list is known to be incomplete: a name outside it is no error. */
  readonly servicePrincipals: readonly string[];
  /** Also in the forms with a Region and with the suffix of the China partition. */
  isServicePrincipal(name: string): boolean;

  readonly partitions: readonly Partition[];
  /** Real Regions of all partitions, sorted by name. */
  readonly regions: readonly Region[];
  region(name: string): Region | undefined;
}

/**
 * All keys that AWS lists for an action: its own, those for each of its resource types, and the types' own. Each once,
 * sorted. Remembered for as long as the catalog lives.
 */
export function conditionKeysOf(service: Service, action: Action): readonly string[] {
  const known = keysOfActions.get(action);
  if (known !== undefined) return known;
  const keys = new Set(action.conditionKeys);
  for (const used of action.resourceTypes) {
    for (const key of used.conditionKeys) keys.add(key);
    for (const key of service.resourceType(used.name)?.conditionKeys ?? []) keys.add(key);
  }
  const sorted = [...keys].sort();
  keysOfActions.set(action, sorted);
  return sorted;
}

const keysOfActions = new WeakMap<Action, readonly string[]>();
