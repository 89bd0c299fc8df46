import { compileArnPattern } from '../../catalog/arn-template';
import type { Catalog } from '../../catalog/catalog';
import { actionTypesMatching } from '../../catalog/resource-types';
import type { ActionEntry } from '../action-entries';
import { reshapedResources } from '../arn-slips';
import { fieldRange, type ResourceEntry, replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-resource-format',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Resource part in no format of the service',
  why: 'The last field of an ARN has the form that its service gives it; in another form it matches no resource.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-arn-resource',
  aaIssueCodes: ['INVALID_ARN_RESOURCE'],
  offline:
    'A form that the AWS data does not list, and that no small change leads to a listed one, may be newer than the data.',
  needs: 'ARN slip',
  messages: {
    close: '{service} has no ARNs with "{resource}", so this matches no resource. Did you mean "{best}"?',
    several:
      '{service} has no ARNs with "{resource}", so this matches no resource. A word such as "{best}" lacks in front.',
    empty: 'The ARN names no resource behind its last colon, so it matches none. Write one, or "*".',
  },
  fixes: { change: { title: 'Change to "{best}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/App" }',
    '{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:orders" }',
    '{ "Effect": "Allow", "Action": "logs:CreateLogStream", "Resource": ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/x", "arn:aws:logs:us-east-1:111122223333:log-group:/aws/x:*"] }',
    '{ "Effect": "Allow", "Action": "apigateway:GET", "Resource": "arn:aws:apigateway:us-east-1::/v2/apis" }',
    // The star in front of the last colon runs over "secret" and "function" too: IAM matches what was meant.
    '{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:*:*:db-*" }',
    '{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:*:*:orders" }',
    // AmazonDevOpsGuruOrganizationsAccess
    '{ "Effect": "Allow", "Action": "organizations:DescribeAccount", "Resource": "arn:aws:organizations::*:" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role:App" }
                                                                                     ~~~~~~~~ close +fix: AWS Identity and Access Management (IAM) has no ARNs with "role:App", so this matches no resource. Did you mean "role/App"?
== fix Change to "role/App" ==
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/App" }`,
    `
{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function/orders" }
                                                                                                           ~~~~~~~~~~~~~~~ close +fix
== fix Change to "function:orders" ==
{ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:orders" }`,
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:Orders" }
                                                                                                        ~~~~~~ close +fix
== fix Change to "table/Orders" ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }`,
    `
{ "Effect": "Deny", "Action": "iam:*", "Resource": "arn:aws:iam::111122223333:Admin" }
                                                                              ~~~~~ several`,
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table:Orders" }
                                                                                                        ~~~~~~~~~~~~ close +fix
== fix Change to "table/Orders" ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }`,
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:Tables/Orders" }
                                                                                                        ~~~~~~~~~~~~~ close +fix
== fix Change to "table/Orders" ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }`,
    // No name of a table holds a colon for the star to run up to.
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:*:*:Orders" }
                                                                                     ~~~~~~ close +fix`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::" }
                                                           ~~~~~~~~~~~~~~~ empty`,
  ],
  checkStatement({ resources, actions, catalog, report, fix }) {
    for (const entry of resources) {
      if (entry.arn === undefined || !entry.slips.includes('arn-resource-format')) continue;
      const { resource } = entry.arn;
      if (resource === '') {
        report(entry.node, 'empty', {});
        continue;
      }
      const candidates = candidatesFor(catalog, entry, actions);
      const [best = ''] = candidates;
      const service = catalog.summary(entry.arn.service)?.name ?? entry.arn.service;
      const isSure = candidates.length === 1;
      const fixes = isSure ? [fix('change', { best }, [replaceField(entry, 5, best)])] : [];
      report(fieldRange(entry, 5), isSure ? 'close' : 'several', { service, resource, best }, { fixes });
    }
  },
});

/** Of the forms that are near, those of resources on which the statement's actions work; all where none is. */
function candidatesFor(catalog: Catalog, entry: ResourceEntry, actions: readonly ActionEntry[]): readonly string[] {
  if (entry.arn === undefined) return [];
  const all = reshapedResources(catalog, entry.arn);
  const head = entry.text.slice(0, entry.text.length - entry.arn.resource.length);
  const used = all.filter((candidate) => actions.some((action) => worksOn(catalog, action, head + candidate)));
  return used.length > 0 ? used : all;
}

function worksOn(catalog: Catalog, { number }: ActionEntry, arn: string): boolean {
  const action = number === undefined ? undefined : catalog.actionAt(number);
  const service = action === undefined ? undefined : catalog.service(action.service);
  if (action === undefined || service === undefined) return false;
  return actionTypesMatching(service, action, compileArnPattern(arn)).length > 0;
}
