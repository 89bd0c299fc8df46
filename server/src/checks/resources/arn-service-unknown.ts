import type { Catalog } from '../../catalog/catalog';
import { prefixesMeantBy } from '../../catalog/tables/service-aliases';
import type { ActionEntry } from '../action-entries';
import { nearest } from '../nearest';
import { colonRange, fieldRange, replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-service-unknown',
  severity: 'warning',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Unknown service in an ARN',
  why: 'AWS does not refuse an ARN of a service that does not exist: it matches nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  needs: 'ARN slip',
  messages: {
    close: 'The AWS data of {date} has no ARNs of a service "{service}". Did you mean "{best}"?',
    unknown:
      'The AWS data of {date} has no ARNs of a service "{service}". If it is misspelt, this matches no resource.',
    empty: 'The ARN names no service, so it matches no resource. Write one.',
  },
  fixes: { change: { title: 'Change to "{best}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }',
    '{ "Effect": "Allow", "Action": "apigateway:GET", "Resource": "arn:aws:apigateway:us-east-1::/restapis/a1b2c3" }',
    '{ "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/prod/GET/orders" }',
    '{ "Effect": "Allow", "Action": "servicecatalog:DescribeProduct", "Resource": "arn:aws:catalog:us-east-1:111122223333:product/prod-abc" }',
    '{ "Effect": "Allow", "Action": "es:ESHttpGet", "Resource": "arn:aws:es:us-east-1:111122223333:domain/logs/*" }',
    // The star of the partition runs over the service.
    '{ "Effect": "Allow", "Action": "lambda:GetFunction", "Resource": "arn:*:eu-west-1:111122223333:*:orders" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamo:us-east-1:111122223333:table/Orders" }
                                                                        ~~~~~~ close +fix: The AWS data of 2026-09-26 has no ARNs of a service "dynamo". Did you mean "dynamodb"?
== fix Change to "dynamodb" ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }`,
    `
{ "Effect": "Deny", "Action": ["ec2:*", "rds:*"], "Resource": ["arn:aws:frobnicate:us-east-1:111122223333:x", "arn:aws::us-east-1:111122223333:x"] }
                                                                        ~~~~~~~~~~ unknown
                                                                                                                      ~~ empty`,
  ],
  checkStatement({ resources, actions, catalog, report, fix }) {
    const date = catalog.dates.services;
    for (const entry of resources) {
      if (entry.arn === undefined || !entry.slips.includes('arn-service-unknown')) continue;
      const { service } = entry.arn;
      if (service === '') {
        report(colonRange(entry, 2), 'empty', {});
        continue;
      }
      const best = meantService(catalog, service, actions);
      if (best === undefined) report(fieldRange(entry, 2), 'unknown', { service, date });
      else {
        const fixes = [fix('change', { best }, [replaceField(entry, 2, best)])];
        report(fieldRange(entry, 2), 'close', { service, date, best }, { fixes });
      }
    }
  },
});

const MAX_DISTANCE = 2;

/** The service of the statement's actions counts first, then the nearest name. */
function meantService(catalog: Catalog, service: string, actions: readonly ActionEntry[]): string | undefined {
  const own = [...new Set(actions.map(({ prefix }) => prefix.toLowerCase()))];
  const withArns = (name: string) => catalog.servicesWithArnSegment(name).length > 0;
  const alias = prefixesMeantBy(service).find((each) => own.includes(each));
  const candidate = alias ?? own.find((each) => each.startsWith(service)) ?? nearest(service, own, MAX_DISTANCE);
  if (candidate !== undefined && withArns(candidate)) return candidate;
  const all = catalog.services.map(({ prefix }) => prefix).filter(withArns);
  return nearest(service, all, MAX_DISTANCE);
}
