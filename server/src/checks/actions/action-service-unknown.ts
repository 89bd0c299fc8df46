import { replaceString } from '../../syntax/edits';
import { prefixRange } from '../action-entries';
import { suggestPrefixes } from '../action-suggestion';
import { listText } from '../message';
import { rule } from '../rule';

export default rule({
  code: 'action-service-unknown',
  severity: 'error',
  policyTypes: 'all',
  title: 'Unknown service',
  why: 'An action of a service that does not exist matches no request.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-service-in-action',
  aaIssueCodes: ['INVALID_SERVICE_IN_ACTION'],
  needs: 'unknown service',
  messages: {
    close:
      'No service has the prefix "{prefix}" (AWS data of {date}), so the entry matches no request. Did you mean {suggestions}?',
    unknown:
      'No service has the prefix "{prefix}" (AWS data of {date}), so the entry matches no request. Use the prefix of its service.',
  },
  fixes: { change: { title: 'Change "{prefix}" to "{suggestion}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/T" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "dyanmodb:PutItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/T" }
                                ~~~~~~~~ close +fix: No service has the prefix "dyanmodb" (AWS data of 2026-09-26), so the entry matches no request. Did you mean "dynamodb"?
== fix Change "dyanmodb" to "dynamodb" ==
{ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/T" }`,
    `
{ "Effect": "Allow", "Action": ["cognito:AdminGetUser", "frobnicate:*"], "Resource": "*" }
                                 ~~~~~~~ close +fix
                                                         ~~~~~~~~~~ unknown
== fix Change "cognito" to "cognito-idp" ==
{ "Effect": "Allow", "Action": ["cognito-idp:AdminGetUser", "frobnicate:*"], "Resource": "*" }
== fix Change "cognito" to "cognito-identity" ==
{ "Effect": "Allow", "Action": ["cognito-identity:AdminGetUser", "frobnicate:*"], "Resource": "*" }`,
  ],
  // Of thousands of prefixes the search for a near name is a step each.
  *checkStatement({ actions, catalog, report, fix }) {
    const date = catalog.dates.services;
    for (const entry of actions) {
      if (entry.state !== 'serviceUnknown') continue;
      const { prefix } = entry;
      yield;
      const suggested = suggestPrefixes(catalog, prefix);
      if (suggested.length === 0) {
        report(prefixRange(entry), 'unknown', { prefix, date });
        continue;
      }
      const fixes = suggested.map((suggestion) =>
        fix('change', { prefix, suggestion }, [replaceString(entry.node, `${suggestion}:${entry.name}`)]),
      );
      const suggestions = listText(suggested.map((each) => `"${each}"`)).replace(' and ', ' or ');
      report(prefixRange(entry), 'close', { prefix, date, suggestions }, { fixes });
    }
  },
});
