import { describe, expect, test } from 'vitest';
import { FEATURES, featureSet, featuresOf, hasAll } from '../../../server/src/checks/features';
import { rules } from '../../../server/src/checks/index';
import { checkSite, createCheckCache } from '../../../server/src/checks/run';
import { createReaders, statementFacts } from '../../../server/src/checks/statement-facts';
import type { PolicyType } from '../../../server/src/policy/document';
import { testCatalog } from '../../kit/catalog';
import { readExample, siteOf } from '../../kit/rules';

/** A rule is not asked about statements without what it needs. So it must have nothing to say of them. */

const catalog = testCatalog();
const withoutNeeds = rules.map(({ needs: _needs, ...rest }) => rest);
const everyRuleOn = Object.fromEntries(rules.map(({ code, severity }) => [code, severity]));
const caches = [createCheckCache(catalog), createCheckCache(catalog)];
const texts = new Set(
  rules.flatMap((rule) => [...rule.good, ...rule.bad].map((example) => readExample(rule, example).text)),
);

function findings(text: string, type: PolicyType, asked: typeof rules, cache = caches[0]!) {
  return checkSite({
    site: siteOf(text),
    types: [type],
    catalog,
    cache,
    rules: asked,
    severities: [everyRuleOn],
    pass: 'withoutProofs',
  }).map(({ code, range, message }) => ({ code, range, message }));
}

test.each(['identity', 'resource', 'trust', 'scp', 'rcp'] as const)(
  'asked of all statements, no rule says more: the examples of all rules as %s policies',
  (type) => {
    for (const text of texts) {
      expect(findings(text, type, rules), text).toEqual(findings(text, type, withoutNeeds, caches[1]));
    }
  },
);

describe('what a statement has', () => {
  const readers = createReaders(catalog);
  const of = (text: string) => {
    const [statement] = siteOf(`{ "Statement": [${text}] }`).document.statements;
    const features = featuresOf(statementFacts(catalog, statement!, readers));
    return FEATURES.filter((name) => hasAll(features, featureSet(name)));
  };

  test.each([
    ['{}', []],
    ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }', ['Allow']],
    [
      '{ "Effect": "Deny", "NotAction": "s3:Get*", "NotResource": "*" }',
      ['Deny', 'NotAction', 'wildcard action', 'NotResource'],
    ],
    ['{ "Action": ["s3:GetObjekt", "s33:GetObject"] }', ['unknown action', 'unknown service']],
    ['{ "Action": "evidently:GetExperiment" }', ['retired action']],
    ['{ "Action": "*" }', ['wildcard action']],
    ['{ "Resource": "arn:aws:s3:::a" }', ['ARN']],
    ['{ "Resource": ["arn:aws:s3:::${aws:username}", "arn:aws:s3"] }', ['ARN', 'ARN slip', 'variable']],
    ['{ "NotPrincipal": 1, "Condition": "" }', ['Principal', 'Condition']],
  ])('%s', (text, expected) => {
    expect(of(text)).toEqual(expected);
  });
});
