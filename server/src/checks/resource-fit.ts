import type { Action, Catalog, ResourceType } from '../catalog/catalog';
import { listScope } from '../catalog/tables/list-scope';
import { compilePattern, hasWildcard, overlapsArn } from '../language/pattern';
import { splitVariables } from '../language/variables';
import { type ActionEntry, actionReading } from './action-entries';
import { hasOwnFormat, mayLackAccount, reshapedResources } from './arn-slips';
import { isTemplateText, startsOpen } from './condition-values';
import { aliasesForKeys, logGroupsWithoutStreams } from './near-arns';
import type { ResourceEntry } from './resource-entries';
import type { StatementFacts } from './statement-facts';
import { partnerArn } from './template-arns';

/**
 * Why an entry of Action decides nothing on the entries of Resource: `type` (it works on resources of other types), `scope` (it works
 * on no resource, and AWS is known to check an ARN or `*` that no entry meets), `star` (it works on no resource, and what AWS
 * checks is not in our table; most likely `*`).
 */
export interface UnfitAction {
  readonly entry: ActionEntry;
  readonly problem: 'type' | 'scope' | 'star';
  /** Of an action without wildcards, the types on which it works. */
  readonly types: readonly ResourceType[];
  /**
   * False where the AWS data may lack something: another type of the same service, or ARNs for any account, as policies for everybody
   * have them.
   */
  readonly isCertain: boolean;
}

/** What is asked of an entry: one that stands in the text, or one that a fix would write. */
type FitEntry = Pick<ActionEntry, 'text' | 'prefix' | 'state' | 'number'>;
type Unfit = Omit<UnfitAction, 'entry'>;

/**
 * The actions of a statement that fit none of its resources, each entry once: one with a wildcard only where nothing that it matches
 * fits. None where something is not known: an ARN with a slip of its own, a value that is no string, an action that the data does not
 * describe, iam:PassRole alone (check passrole-not-a-role).
 */
export function unfitActions(catalog: Catalog, facts: StatementFacts): readonly UnfitAction[] {
  const known = unfitOf.get(facts.actions);
  if (known !== undefined) return known;
  const found = findUnfit(catalog, facts);
  unfitOf.set(facts.actions, found);
  return found;
}

/** Two checks ask, each after other problems. The list of entries is the statement's own. */
const unfitOf = new WeakMap<readonly ActionEntry[], readonly UnfitAction[]>();

/**
 * Of the actions and patterns that a fix would write in the place of a wildcard those that fit a resource of the statement: the others
 * did nothing there. All of them where none does or it is not known; a Deny keeps what AWS's data may be wrong about.
 */
export function fittingActions(catalog: Catalog, facts: StatementFacts, texts: readonly string[]): readonly string[] {
  if (!areResourcesKnown(facts)) return texts;
  const isFitting = (text: string) => {
    const reading = actionReading(catalog, text);
    const found = reading && unfit(catalog, { ...reading, text }, facts.resources, []);
    return found === undefined || (facts.statement.effect === 'Deny' && !found.isCertain);
  };
  const fitting = texts.filter(isFitting);
  return fitting.length === 0 ? texts : fitting;
}

function findUnfit(catalog: Catalog, facts: StatementFacts): readonly UnfitAction[] {
  const { actions, resources } = facts;
  if (!areResourcesKnown(facts) || actions.every(({ text }) => text.toLowerCase() === 'iam:passrole')) return [];
  const reported = [...logGroupsWithoutStreams(facts), ...aliasesForKeys(facts)];
  return actions.flatMap((entry) => {
    const found = unfit(catalog, entry, resources, reported);
    return found === undefined ? [] : { entry, ...found };
  });
}

function areResourcesKnown({ statement, resources }: StatementFacts): boolean {
  if (statement.action?.isNegated !== false || statement.resource?.isNegated !== false) return false;
  if (resources.length === 0 || statement.resource.invalid.length > 0) return false;
  return !resources.some((each) => each.isEverything || each.slips.length > 0 || isFromTemplate(each));
}

/** `${aws_s3_bucket.logs.arn}/*`, `{{resolve:ssm:/bucket}}`: a template puts in the ARN, or a part of it. */
function isFromTemplate({ text }: ResourceEntry): boolean {
  return startsOpen(text) || isTemplateText(text);
}

function unfit(
  catalog: Catalog,
  entry: FitEntry,
  resources: readonly ResourceEntry[],
  reported: readonly ResourceEntry[],
): Unfit | undefined {
  const prefix = entry.prefix.toLowerCase();
  if (reported.some(({ arn }) => arn?.service === prefix)) return undefined;
  if (entry.state === 'pattern') return unfitPattern(catalog, entry, resources);
  const action = entry.state === 'known' && entry.number !== undefined ? catalog.actionAt(entry.number) : undefined;
  const problem = action === undefined ? undefined : problemOf(catalog, action, resources);
  if (action === undefined || problem === undefined) return undefined;
  const types = typesOf(catalog, action);
  const isSibling = problem === 'type' && isOtherType(types, resources);
  // Tagging actions often work on more types than the data lists.
  if (isSibling && action.accessLevels.includes('Tagging')) return undefined;
  return { problem, types, isCertain: !isSibling && !resources.some(isForAnyAccount) };
}

/** Some entry is of the service, and neither around nor inside a resource of the types: `cluster/x` for a topic. */
function isOtherType(types: readonly ResourceType[], resources: readonly ResourceEntry[]): boolean {
  const services = new Set(types.flatMap(({ templates }) => templates.map(({ service }) => service)));
  const isOfService = resources.some(({ pattern }) => pattern.service === undefined || services.has(pattern.service));
  const isNear = (each: ResourceEntry) =>
    isReshaped(each) || types.some((type) => partnerArn(each, type) !== undefined);
  return isOfService && !resources.some(isNear);
}

/** No ARN of its service as it stands: `bucket:*`. */
function isReshaped({ arn, types }: ResourceEntry): boolean {
  return arn !== undefined && types.length === 0;
}

/** A wildcard in the account, or in the name where there is no account. */
function isForAnyAccount({ arn }: ResourceEntry): boolean {
  if (arn === undefined) return true;
  return hasWildcard(arn.account === '' ? (arn.resource.split(/[/:]/, 1)[0] ?? '') : arn.account);
}

/** The problem that all actions share which the pattern matches; `type` where they have different ones. */
function unfitPattern(catalog: Catalog, entry: FitEntry, resources: readonly ResourceEntry[]): Unfit | undefined {
  if (isWholeService(entry) && resources.some((each) => hasTypeOf(each, entry.prefix.toLowerCase()))) return undefined;
  const problems = new Set<UnfitAction['problem']>();
  for (const { start, end } of catalog.actionRanges(entry.text)) {
    for (let number = start; number < end; number += 1) {
      const action = catalog.actionAt(number);
      const problem = action === undefined ? undefined : problemOf(catalog, action, resources);
      if (problem === undefined) return undefined;
      problems.add(problem);
    }
  }
  const [problem] = problems;
  if (problem === undefined) return undefined;
  return {
    problem: problems.size === 1 ? problem : problems.has('type') ? 'type' : 'star',
    types: [],
    isCertain: false,
  };
}

function isWholeService({ text, prefix }: FitEntry): boolean {
  return text.length === prefix.length + 2 && text.endsWith(':*');
}

function hasTypeOf({ types }: ResourceEntry, service: string): boolean {
  return types.some(({ type }) => type.service === service);
}

/** Undefined: it fits, or nobody knows. */
function problemOf(
  catalog: Catalog,
  action: Action,
  resources: readonly ResourceEntry[],
): UnfitAction['problem'] | undefined {
  if (action.undocumented) return undefined;
  if (action.resourceTypes.length === 0) return scopeProblem(action, resources);
  const types = typesOf(catalog, action);
  if (types.length === 0) return undefined;
  const fits = types.some((type) => resources.some((each) => each.fits(type)));
  if (fits || types.some((type) => resources.some((each) => each.fitsAcross(type)))) return undefined;
  return resources.some((each) => isUnknownForm(catalog, each, action.service)) ? undefined : 'type';
}

/** The resource types on which an action works. */
export function typesOf(catalog: Catalog, action: Action): readonly ResourceType[] {
  const known = typesOfActions.get(action);
  if (known !== undefined) return known;
  const service = catalog.service(action.service);
  const types = action.resourceTypes
    .map(({ name }) => service?.resourceType(name))
    .filter((type) => type !== undefined);
  typesOfActions.set(action, types);
  return types;
}

const typesOfActions = new WeakMap<Action, readonly ResourceType[]>();

/**
 * An ARN of the service (the prefix of its actions) whose form the data does not know: what AWS owns itself (transforms of CloudFormation
 * templates, automation documents), and forms from which no small change leads to a known one.
 */
export function isUnknownForm(catalog: Catalog, entry: ResourceEntry, prefix: string): boolean {
  const { arn } = entry;
  if (arn === undefined || !catalog.servicesWithArnSegment(arn.service).includes(prefix)) return false;
  if (arn.account === 'aws' || (arn.account === '' && mayLackAccount(arn))) return true;
  return !hasOwnFormat(entry) && reshapedResources(catalog, arn).length === 0;
}

const ANYWHERE = { partition: '*', region: '*', account: '*' } as const;

function scopeProblem(action: Action, resources: readonly ResourceEntry[]): 'scope' | 'star' | undefined {
  const scope = listScope(action.fullName, ANYWHERE);
  if (scope === '*') return 'scope';
  if (resources.some(({ arn }) => arn !== undefined && usesArnsOf(action.service, arn.service))) return undefined;
  if (scope === undefined) return resources.some((each) => isEverythingOf(each, action)) ? undefined : 'star';
  const wanted = compilePattern(scope);
  const isMet = resources.some(({ text }) => overlapsArn(compilePattern(openText(text)), wanted));
  return isMet ? undefined : 'scope';
}

/** Services of which one has resources of the other: after a change of name, or because they are parts of one. */
const SHARED_ARNS: readonly ReadonlySet<string>[] = [
  new Set(['codestar-connections', 'codeconnections']),
  new Set(['es', 'opensearch']),
  new Set(['kinesisanalytics', 'kinesisanalyticsv2']),
  // Systems Manager User Guide, "Sample IAM policies for Session Manager": ssmmessages:OpenDataChannel on `session/*`.
  new Set(['ssm', 'ssmmessages']),
];

/** May the actions of one service work on the ARNs of another, though the data does not say so? Prefixes in lower case. */
export function usesArnsOf(prefix: string, service: string): boolean {
  return prefix !== service && SHARED_ARNS.some((names) => names.has(prefix) && names.has(service));
}

/**
 * `arn:aws:sqs:*:111122223333:*` for sqs:ListQueues, `subject/*` for rolesanywhere:ListSubjects: AWS may check an ARN of the service
 * that nobody documents.
 */
function isEverythingOf({ arn }: ResourceEntry, action: Action): boolean {
  return arn?.service === action.service && /^([^/:*]+[/:])?\*+$/.test(arn.resource);
}

/** Variables stand for anything. */
function openText(text: string): string {
  return splitVariables(text)
    .map((part) => (part.kind === 'variable' ? '*' : part.text))
    .join('');
}
