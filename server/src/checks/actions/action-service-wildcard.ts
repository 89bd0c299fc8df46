import type { Catalog } from '../../catalog/catalog';
import { compilePattern, matches } from '../../language/pattern';
import { replaceEntry } from '../../syntax/edits';
import { type ActionEntry, prefixRange } from '../action-entries';
import { countText, listText } from '../message';
import { fittingActions } from '../resource-fit';
import { rule } from '../rule';

export default rule({
  code: 'action-service-wildcard',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'Wildcard in the service prefix',
  why: 'The prefix of an action names one service; with a wildcard there the entry does not say which ones, and IAM may refuse it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-wildcard-in-service-name',
  aaIssueCodes: ['WILDCARD_IN_SERVICE_NAME'],
  needs: 'wildcard action',
  messages: {
    everything: '"{text}" means every action of every service, as "*" does. Write "*", or name the services.',
    services: 'The prefix "{prefix}" fits {services}. Name the services: AWS advises against a wildcard here.',
    none: 'The prefix "{prefix}" fits no service with such an action. Name the service.',
  },
  fixes: {
    list: {
      title: 'Replace by matching services',
      effect: 'depends',
      note: 'Services that AWS adds later are no longer included.',
    },
    star: { title: 'Change to "*"', effect: 'none' },
  },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3*:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                ~~~ services +fix: The prefix "s3*" fits 3 services (s3, s3-object-lambda and s3-outposts). Name the services: AWS advises against a wildcard here.
== fix Replace by matching services ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Action": "s3*:GetObject", "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:s3-object-lambda:eu-west-1:111122223333:accesspoint/redact"] }
                                ~~~ services +fix
== fix Replace by matching services ==
{ "Effect": "Allow", "Action": ["s3:GetObject", "s3-object-lambda:GetObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*", "arn:aws:s3-object-lambda:eu-west-1:111122223333:accesspoint/redact"] }`,
    `
{ "Effect": "Allow", "Action": ["*:*", "s?:Frobnicate"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                 ~ everything +fix
                                        ~~ none
== fix Change to "*" ==
{ "Effect": "Allow", "Action": ["*", "s?:Frobnicate"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ].map((text) => ({ text, ignore: ['action-redundant'] })),
  checkStatement(facts) {
    const { actions, tree, catalog, report, fix } = facts;
    for (const entry of actions) {
      const { prefix, text } = entry;
      if (!entry.prefixHasWildcard) continue;
      const edit = (values: readonly string[]) => replaceEntry(tree, entry.list.member.value, entry.node, values);
      if (entry.isEverything) {
        report(prefixRange(entry), 'everything', { text }, { fixes: [fix('star', {}, edit(['*']))] });
        continue;
      }
      const prefixes = servicesMatching(catalog, entry);
      if (prefixes.length === 0) report(prefixRange(entry), 'none', { prefix });
      else {
        const services = `${countText(prefixes.length, 'service')} (${listText(prefixes)})`;
        const texts = () =>
          fittingActions(
            catalog,
            facts,
            prefixes.map((each) => `${each}:${entry.name}`),
          );
        const fixes = () => [fix('list', {}, edit(texts()))];
        report(prefixRange(entry), 'services', { prefix, services }, { fixes });
      }
    }
  },
});

/** Prefixes that the pattern matches, and whose service has an action that the rest of the entry matches. */
function servicesMatching(catalog: Catalog, { prefix, name }: ActionEntry): readonly string[] {
  const pattern = compilePattern(prefix.toLowerCase());
  return catalog.services
    .map((service) => service.prefix)
    .filter((each) => matches(pattern, each) && catalog.actionRanges(`${each}:${name}`).length > 0);
}
