/** Customer managed policies of an account, and what attachments by name or ARN mean. */
import { parseArn } from '../language/arn';
import type { Member } from '../syntax/tree';
import { memberNamed } from '../syntax/tree';
import { type AccountContext, type AccountSource, checkedName, checkedPath } from './account-context';
import type { ManagedPolicy, PolicySlot, Unknown } from './entities';
import type { Link } from './imports';
import { lastPart } from './names';
import { didYouMean, nearestNames } from './nearest';
import { isUnknown, membersOf, stringAt, textAt, valueAt } from './nodes';
import { withName } from './policy-text';
import { placeOf, policySlot, report } from './reading';

/** By lower-case name. */
export function readManagedPolicies(context: AccountSource): ReadonlyMap<string, ManagedPolicy> | Unknown {
  const value = valueAt(context.object, 'managedPolicies');
  if (isUnknown(value)) return 'unknown';
  const policies = new Map<string, ManagedPolicy>();
  for (const exported of context.exported.policies) {
    const path = exported.path ?? '/';
    policies.set(exported.name.toLowerCase(), managedPolicy(context, { ...exported, path }));
  }
  const seen = new Map<string, string>();
  for (const member of membersOf(value)) {
    const name = checkedName(context.reading, 'managedPolicy', member, seen);
    const known = policies.get(name.toLowerCase());
    policies.set(name.toLowerCase(), statedPolicy(context, member, name, known));
  }
  return policies;
}

/** A policy reference, or an object with "policy" and "path"; a property that it leaves out comes from the export. */
function statedPolicy(
  context: AccountSource,
  { key, value }: Member,
  name: string,
  known: ManagedPolicy | undefined,
): ManagedPolicy {
  const { reading } = context;
  const steps = [...context.steps, 'managedPolicies', key.value];
  const isDescription = value.kind === 'object' && memberNamed(value, 'Statement') === undefined;
  const object = isDescription ? value : undefined;
  const node = isDescription ? valueAt(object, 'policy') : value;
  const stated = policySlot(reading, node, isDescription ? [...steps, 'policy'] : steps, name);
  return managedPolicy(context, {
    name: known?.name ?? name,
    at: placeOf(reading, key),
    path: checkedPath(reading, stringAt(object, 'path')) ?? known?.path ?? '/',
    id: textAt(object, 'id') ?? known?.id,
    content: stated.state === 'none' ? (known?.content ?? { state: 'unknown', at: placeOf(reading, key) }) : stated,
  });
}

function managedPolicy(
  { id: account, reading }: AccountSource,
  policy: Pick<ManagedPolicy, 'name' | 'at' | 'path' | 'id' | 'content'>,
): ManagedPolicy {
  const { name, at, path, id, content } = policy;
  const arn = `arn:${reading.partition}:iam::${account}:policy${path}${name}`;
  return { kind: 'managedPolicy', account, name, arn, at, path, id, content };
}

/** What an entry of `managedPolicies`, or a permissions boundary, names; what it lacks is reported at the entry. */
export function resolveManagedPolicy(context: AccountContext, link: Link): PolicySlot {
  const { text, at } = link;
  const arn = text.startsWith('arn:') ? parseArn(text) : undefined;
  if (arn?.account === 'aws') {
    const policy = context.reading.cache.awsManaged(text) ?? context.exported.awsPolicies.get(text);
    return policy === undefined ? unknownPolicy(context, link, awsNames(context)) : { state: 'known', policy, at };
  }
  const { managedPolicies } = context;
  if (managedPolicies === 'unknown') return { state: 'unknown', at };
  const found = managedPolicies.get(lastPart(text).toLowerCase());
  const isNamed = found !== undefined && (text.startsWith('arn:') ? found.arn === text : !text.includes('/'));
  if (!isNamed) return context.isComplete ? unknownPolicy(context, link, ownNames(context)) : { state: 'unknown', at };
  const { content } = found;
  return content.state === 'known' ? { state: 'known', policy: withName(content.policy, found.name), at } : content;
}

function unknownPolicy({ reading, id }: AccountContext, { text, at }: Link, names: readonly string[]): PolicySlot {
  const aws = text.includes(':') ? undefined : reading.catalog.managedPolicy(text);
  const owner = /^arn:[^:]*:iam::aws:/.test(text) ? 'The AWS data of this version' : `Account ${id}`;
  const message =
    aws === undefined
      ? `${owner} has no managed policy "${text}".${didYouMean(nearestNames(text, names))}`
      : `${owner} has no managed policy "${text}"; the one of AWS is written "${aws.arn}".`;
  if (at.uri === reading.file.uri) report(reading, 'model-reference-unknown', at.range, message);
  return { state: 'broken', message, at };
}

function awsNames({ reading }: AccountContext): readonly string[] {
  return reading.catalog.managedPolicies.map(({ arn }) => arn);
}

function ownNames({ managedPolicies }: AccountContext): readonly string[] {
  return managedPolicies === 'unknown' ? [] : [...managedPolicies.values()].map(({ name }) => name);
}
