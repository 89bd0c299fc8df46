import type { Catalog } from '../../catalog/catalog';
import { replaceString } from '../../syntax/edits';
import { suggestPrefixes } from '../action-suggestion';
import { isUnconditional, namesEveryResource } from '../grants';
import { rule } from '../rule';
import type { StatementFacts } from '../statement-facts';

export default rule({
  code: 'admin-in-disguise',
  severity: 'security',
  policyTypes: ['identity'],
  title: 'Administrator in disguise',
  why: 'A policy that grants everything should say so with "*": what looks limited and is not will be trusted wrongly.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
  messages: {
    nothing:
      '"{entry}" names no action, so that "NotAction" excludes nothing and everything is allowed. Did you mean "{best}"?',
    unknown: '"{entry}" names no action, so that "NotAction" excludes nothing and everything is allowed. Correct it.',
    all: 'Together the statements allow every action on every resource: full administrator access. List what is needed.',
  },
  fixes: {
    change: { title: 'Change to "{best}"', effect: 'depends' },
  },
  good: [
    { ignore: ['action-notaction-allow'], text: '{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }' },
    { ignore: ['action-service-unknown'], text: '{ "Effect": "Deny", "NotAction": "iams:*", "Resource": "*" }' },
  ],
  bad: [
    {
      ignore: [
        'action-service-unknown',
        'action-notaction-allow',
        'passrole-star-resource-notaction',
        'slr-star-resource-notaction',
      ],
      text: `
{ "Effect": "Allow", "NotAction": "iams:*", "Resource": "*" }
                                  ~~~~~~~~ nothing +fix
== fix Change to "iam:*" ==
{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }`,
    },
    {
      ignore: [
        'action-service-unknown',
        'action-notaction-allow',
        'passrole-star-resource-notaction',
        'slr-star-resource-notaction',
      ],
      text: `
{ "Effect": "Allow", "NotAction": "frobnicate:*", "Resource": "*" }
                                  ~~~~~~~~~~~~~~ unknown`,
    },
    {
      ignore: [
        'action-notaction-allow',
        'action-service-star-allow',
        'passrole-star-action-resource',
        'privesc-iam-self',
        'permissions-management',
        'credentials-exposure',
        'privesc-passrole-combo',
      ],
      text: `
{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" },
                     ~~~~~~~~~~~ all => 2 It allows the rest.
{ "Effect": "Allow", "Action": "iam:*", "Resource": "*" }`,
    },
    {
      ignore: [
        'action-notaction-allow',
        'action-service-unknown',
        'passrole-star-resource-notaction',
        'slr-star-resource-notaction',
      ],
      text: `
{ "Effect": "Allow", "NotAction": ["iams:*", "qqqqqqqq:*"], "Resource": "*" }
                                   ~~~~~~~~ nothing +fix
                                             ~~~~~~~~~~~~ unknown`,
    },
  ],
  checkDocument({ statements, catalog, report, fix }) {
    for (const facts of statements.filter(isOpenNotAction)) {
      if (facts.actions.length === 0) continue;
      if (excludesNothing(facts)) {
        for (const entry of facts.actions) {
          const [service] = suggestPrefixes(catalog, entry.prefix);
          const best = `${service ?? ''}:${entry.name}`;
          if (service === undefined) report(entry.node, 'unknown', { entry: entry.text });
          else {
            const fixes = [fix('change', { best }, [replaceString(entry.node, best)])];
            report(entry.node, 'nothing', { entry: entry.text, best }, { fixes });
          }
        }
        continue;
      }
      const rest = facts.statement.action === undefined ? [] : completing(statements, facts, catalog);
      const key = facts.statement.action?.member.key;
      if (rest.length === 0 || key === undefined) continue;
      const related = rest.map(({ statement }) => ({
        range: statement.action?.member ?? statement.node,
        message: 'It allows the rest.',
      }));
      report(key, 'all', {}, { related });
    }
  },
});

function isOpenNotAction({ statement }: StatementFacts): boolean {
  return (
    statement.effect === 'Allow' &&
    statement.action?.isNegated === true &&
    isUnconditional(statement) &&
    namesEveryResource(statement)
  );
}

/** No entry of NotAction names a service that there is. */
function excludesNothing({ statement, actions }: StatementFacts): boolean {
  return (
    actions.length === statement.action?.entries.length && actions.every(({ state }) => state === 'serviceUnknown')
  );
}

/** Other open statements that allow all that NotAction lists; none where something stays excluded, or a Deny is there. */
function completing(
  statements: readonly StatementFacts[],
  { actions }: StatementFacts,
  catalog: Catalog,
): readonly StatementFacts[] {
  if (actions.length > MAX_ENTRIES || statements.some(({ statement }) => statement.effect === 'Deny')) return [];
  const open = statements.filter(
    ({ statement }) =>
      statement.effect === 'Allow' &&
      statement.action?.isNegated === false &&
      isUnconditional(statement) &&
      namesEveryResource(statement),
  );
  const allowed = new Set(open.flatMap((facts) => facts.actions.map(({ text }) => text.toLowerCase())));
  const isAllAllowed = actions.every(
    ({ text, prefix }) =>
      allowed.has(text.toLowerCase()) ||
      allowed.has(`${prefix.toLowerCase()}:*`) ||
      catalog.actionRanges(text).length === 0,
  );
  return isAllAllowed ? open : [];
}

/** A longer list is compared with nothing: it was not written by a slip. */
const MAX_ENTRIES = 200;
