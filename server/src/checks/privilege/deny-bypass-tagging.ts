import type { Catalog } from '../../catalog/catalog';
import type { ActionEntry } from '../action-entries';
import { grantsOf } from '../action-grant';
import type { ConditionEntry } from '../condition-entries';
import type { ResourceEntry } from '../resource-entries';
import { typesOf } from '../resource-fit';
import { resourcesOverlap } from '../resource-overlap';
import { rule } from '../rule';
import { addStatement } from '../statement-edits';
import type { StatementFacts } from '../statement-facts';
import { setsTags } from '../tag-actions';

export default rule({
  code: 'deny-bypass-tagging',
  severity: 'security',
  policyTypes: ['identity'],
  title: 'Tag that one can set oneself',
  why: 'A tag protects nothing from those who may set it: they tag the resource, and the condition holds.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html',
  messages: {
    bypass:
      '"{action}" can set the tag "{tag}" on which {statement} relies, so that its condition protects nothing. Limit who may set it.',
  },
  fixes: {
    deny: { title: 'Deny tagging of the control tag', effect: 'narrows' },
  },
  good: [
    `{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } },
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*::image/*" }`,
    `{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } },
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*::image/*" }`,
    {
      ignore: ['statement-mergeable'],
      text: `{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } },
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } }`,
    },
    `{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } },
{ "Effect": "Allow", "Action": "sns:TagResource", "Resource": "*" }`,
    `{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } },
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*" },
{ "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } },
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*" }
                               ~~~~~~~~~~~~~~~~ bypass +fix => 1 It relies on the tag.: "ec2:CreateTags" can set the tag "team" on which statement 1 relies, so that its condition protects nothing. Limit who may set it.
== fix Deny tagging of the control tag ==
{ "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "a" } } },
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*" }, { "Effect": "Deny", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } } }`,
  ],
  checkDocument({ document, statements, catalog, report, fix }) {
    if (statements.some(deniesTags)) return;
    const reported = new Set<ActionEntry>();
    const taggersOf = taggerIndex(statements, catalog);
    let comparisons = 0;
    for (const facts of statements) {
      const guard = guardOf(facts);
      if (guard === undefined) continue;
      for (const { action, entry, tagger } of taggersOf(facts)) {
        if (reported.has(entry)) continue;
        comparisons += 1;
        if (comparisons > MAX_COMPARISONS) return;
        if (!shareResources(catalog, tagger, facts)) continue;
        reported.add(entry);
        const tag = guard.key.slice(guard.key.indexOf('/') + 1);
        const Condition = { 'ForAnyValue:StringEquals': { 'aws:TagKeys': [tag] } };
        const fixes = () => {
          const edits = addStatement(document, { Effect: 'Deny', Action: action, Resource: '*', Condition });
          return [fix('deny', {}, edits)];
        };
        const related = [{ range: guard.member.key, message: 'It relies on the tag.' }];
        const { sid, index } = facts.statement;
        const statement = sid === undefined || sid === '' ? `statement ${index + 1}` : `"${sid}"`;
        report(entry.node, 'bypass', { action: entry.text, tag, statement }, { fixes, related });
      }
    }
  },
});

/** The test of an Allow that asks for a tag of the resource. */
function guardOf({ statement, conditions }: StatementFacts): ConditionEntry | undefined {
  if (statement.effect !== 'Allow') return undefined;
  return conditions.find(
    ({ lowerKey, parsed }) =>
      // Only AWS sets tags that begin with aws:.
      lowerKey.includes(':resourcetag/') &&
      !lowerKey.includes('/aws:') &&
      parsed?.base.type === 'String' &&
      !parsed.base.isNegated &&
      !parsed.ifExists,
  );
}

/** Enough for every policy within the size limits; of thousands of statements not each is held against each. */
const MAX_COMPARISONS = 100_000;

/** An Allow entry that sets tags without any condition. */
interface Tagger {
  readonly action: string;
  readonly entry: ActionEntry;
  readonly tagger: StatementFacts;
}

/** What sets tags on resources of the services that a statement is about. */
function taggerIndex(
  statements: readonly StatementFacts[],
  catalog: Catalog,
): (guarded: StatementFacts) => readonly Tagger[] {
  const known = new Map<string, readonly Tagger[]>();
  const taggersIn = (prefix: string): readonly Tagger[] => {
    const found =
      known.get(prefix) ??
      (catalog.service(prefix)?.actions ?? [])
        .filter(setsTags)
        .flatMap((action) => taggers(statements, action.fullName));
    known.set(prefix, found);
    return found;
  };
  return ({ actions }) => [...new Set(actions.flatMap(({ service }) => service?.prefix ?? []))].flatMap(taggersIn);
}

function taggers(statements: readonly StatementFacts[], action: string): readonly Tagger[] {
  return grantsOf(statements, action).flatMap((grant) => {
    if (grant.how === 'notAction' || grant.entry.isEverything || grant.facts.conditions.length > 0) return [];
    return [{ action, entry: grant.entry, tagger: grant.facts }];
  });
}

function deniesTags({ statement, conditions }: StatementFacts): boolean {
  return (
    statement.effect === 'Deny' &&
    conditions.some(({ lowerKey }) => /^aws:(tagkeys$|requesttag\/|resourcetag\/)/.test(lowerKey))
  );
}

/** A resource that can be tagged and on which the guarded actions work, as far as the entries say. */
function shareResources(catalog: Catalog, tagger: StatementFacts, guarded: StatementFacts): boolean {
  if (tagger.statement.resource?.isNegated !== false || guarded.statement.resource?.isNegated !== false) return true;
  const reached = tagger.resources.filter((entry) => guarded.actions.some((action) => reaches(catalog, entry, action)));
  return resourcesOverlap(textsOf(reached), textsOf(guarded.resources));
}

/** Also where nobody knows: an action with wildcards, or one without resource types. */
function reaches(catalog: Catalog, entry: ResourceEntry, { number }: ActionEntry): boolean {
  const action = number === undefined ? undefined : catalog.actionAt(number);
  const types = action === undefined ? [] : typesOf(catalog, action);
  return types.length === 0 || types.some((type) => entry.fits(type));
}

function textsOf(resources: readonly ResourceEntry[]): readonly string[] {
  return resources.map(({ text }) => text);
}
