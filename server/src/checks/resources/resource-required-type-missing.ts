import type { Catalog, ResourceType } from '../../catalog/catalog';
import { addEntries } from '../../syntax/edits';
import { listText } from '../message';
import { rule } from '../rule';
import { type StatementFacts, selectsAction } from '../statement-facts';
import { arnFrom, placeOf } from '../template-arns';

export default rule({
  code: 'resource-required-type-missing',
  severity: 'suggestion',
  severityBy: {
    'only this document is known': 'suggestion',
    'the model shows all policies of the principal': 'warning',
  },
  policyTypes: ['identity'],
  title: 'Resource types that the call needs too',
  why: 'Some calls are checked once for each resource that they use; if one of them is not allowed, the call fails.',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html',
  offline: 'Other policies of the same principal may allow the rest.',
  messages: {
    missing:
      '"{action}" is checked on {types} too, which nothing in this policy allows. Add them if no other policy does.',
  },
  fixes: { add: { title: 'Add the missing resource types', effect: 'widens' } },
  good: [
    {
      ignore: ['action-duplicate-across-allow', 'statement-mergeable'],
      text: `
{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:instance/*" },
{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": ["arn:aws:ec2:*::image/*", "arn:aws:ec2:*:*:subnet/*", "arn:aws:ec2:*:*:network-interface/*", "arn:aws:ec2:*:*:security-group/*", "arn:aws:ec2:*:*:volume/*"] }`,
    },
    {
      ignore: ['resource-effectively-star'],
      text: '{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:*" }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:111122223333:instance/*" }
                               ~~~~~~~~~~~~~~~~~~ missing +fix
== fix Add the missing resource types ==
{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": ["arn:aws:ec2:*:111122223333:instance/*", "arn:aws:ec2:*::image/*", "arn:aws:ec2:*:111122223333:network-interface/*", "arn:aws:ec2:*:111122223333:security-group/*", "arn:aws:ec2:*:111122223333:subnet/*", "arn:aws:ec2:*:111122223333:volume/*"] }`,
  ],
  checkDocument({ statements, tree, catalog, report, fix }) {
    for (const [action, names] of CHECKED_TOGETHER) {
      const grants = statements.filter((facts) => facts.statement.effect === 'Allow' && selectsAction(facts, action));
      const named = grants
        .flatMap(({ actions }) => actions)
        .find(({ text }) => text.toLowerCase() === action.toLowerCase());
      if (named === undefined || grants.some(isOpen)) continue;
      const missing = typesNamed(catalog, action, names).filter((type) => !isReached(grants, type));
      if (missing.length === 0 || missing.length === names.length) continue;
      const home = grants.find(({ actions }) => actions.includes(named));
      const list = home?.statement.resource?.member.value;
      const resources = home?.resources ?? [];
      const place = { ...placeOf(resources, 'ec2'), region: '*' };
      const arns = missing.flatMap(({ templates }) =>
        templates.slice(0, 1).map((template) => arnFrom(template, place)),
      );
      const fixes = () => (list === undefined ? [] : [fix('add', {}, addEntries(tree, list, arns))]);
      const types = listText(missing.map(({ name }) => `"${name}"`));
      const related = resources.slice(0, 5).map(({ node }) => ({ range: node, message: 'Allowed on these.' }));
      report(
        named.node,
        'missing',
        { action: named.text, types },
        { fixes, related, severityCase: 'only this document is known' },
      );
    }
  },
});

/** Calls that are checked on all of these types at once (EC2 User Guide, "Launch instances (RunInstances)"). State of 2026-11-25. */
const CHECKED_TOGETHER: readonly (readonly [action: string, types: readonly string[]])[] = [
  ['ec2:RunInstances', ['image', 'instance', 'network-interface', 'security-group', 'subnet', 'volume']],
];

/** It may reach every type: a star, NotResource, an ARN or a value that cannot be read. */
function isOpen({ statement, resources }: StatementFacts): boolean {
  if (statement.resource?.isNegated !== false || statement.resource.invalid.length > 0) return true;
  return resources.some(
    ({ isEverything, slips, pattern }) => isEverything || slips.length > 0 || pattern.service === undefined,
  );
}

function isReached(grants: readonly StatementFacts[], type: ResourceType): boolean {
  return grants.some(({ resources }) => resources.some((entry) => entry.fits(type)));
}

function typesNamed(catalog: Catalog, action: string, names: readonly string[]): readonly ResourceType[] {
  const service = catalog.service(action.slice(0, action.indexOf(':')));
  return names.map((name) => service?.resourceType(name)).filter((type) => type !== undefined);
}
