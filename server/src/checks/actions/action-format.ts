import type { Catalog } from '../../catalog/catalog';
import { replaceString } from '../../syntax/edits';
import { actionNames } from '../action-entries';
import { readAction } from '../action-text';
import { isOpenText } from '../condition-values';
import { remembered } from '../remembered';
import { rule } from '../rule';

export default rule({
  code: 'action-format',
  severity: 'error',
  policyTypes: 'all',
  title: 'Not an action',
  why: 'An action is a service prefix, a colon and a name, or "*" alone. IAM rejects any other text.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  messages: {
    empty: 'The action is empty, and IAM rejects the policy. Write "service:Name".',
    blank: '"{text}" has a blank in it, and IAM rejects the policy. Remove it.',
    arn: '"{text}" is an ARN and no action, and IAM rejects the policy. ARNs belong into Resource.',
    prefix: '"{text}" has no service prefix, and IAM rejects the policy. Write "service:Name".',
    form: '"{text}" does not have the form "service:Name", and IAM rejects the policy.',
  },
  fixes: {
    addPrefix: { title: 'Add service prefix "{service}:"', effect: 'activates' },
    trim: { title: 'Remove spaces', effect: 'activates' },
  },
  good: [
    {
      ignore: ['data-exfiltration'],
      text: '{ "Effect": "Allow", "Action": ["s3:GetObject", "ec2:Describe*", "iam:*Tag?"], "Resource": "*" }',
    },
    // A template puts in the action.
    '{ "Effect": "Allow", "Action": ["<%= action %>", "{{ action }}", "s3:#{verb}Object"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    {
      text: `
{ "Effect": "Allow", "Action": "GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                               ~~~~~~~~~~~ prefix +fix: "GetObject" has no service prefix, and IAM rejects the policy. Write "service:Name".
== fix Add service prefix "s3:" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
    `
{ "Effect": "Allow", "Action": [" s3:GetObject", "", "arn:aws:s3:::b", "s3:Get:Object", "s3:", "Frobnicate"], "Resource": "*" }
                                ~~~~~~~~~~~~~~~ blank +fix
                                                 ~~ empty
                                                     ~~~~~~~~~~~~~~~~ arn
                                                                       ~~~~~~~~~~~~~~~ form
                                                                                        ~~~~~ form
                                                                                               ~~~~~~~~~~~~ prefix
== fix Remove spaces ==
{ "Effect": "Allow", "Action": ["s3:GetObject", "", "arn:aws:s3:::b", "s3:Get:Object", "s3:", "Frobnicate"], "Resource": "*" }`,
  ],
  checkStatement({ statement, actions, catalog, report, fix }) {
    if (statement.action?.entries.length === actions.length) return;
    for (const { text, node } of statement.action?.entries ?? []) {
      // A variable is variable-unsupported-element.
      if (readAction(text) !== undefined || isOpenText(text)) continue;
      if (text === '') report(node, 'empty', {});
      else if (text.toLowerCase().startsWith('arn:')) report(node, 'arn', { text });
      else if (/\s/.test(text)) {
        const joined = text.replace(/\s+/g, '');
        const isFixed = readAction(joined) !== undefined;
        const fixes = isFixed ? [fix('trim', {}, [replaceString(node, joined)])] : [];
        report(node, 'blank', { text }, { fixes });
      } else if (/^[A-Za-z0-9]+$/.test(text)) {
        const fixes = () =>
          servicesWith(catalog, text).map((service) =>
            fix('addPrefix', { service }, [replaceString(node, `${service}:${text}`)]),
          );
        report(node, 'prefix', { text }, { fixes });
      } else report(node, 'form', { text });
    }
  },
});

/** More services than this with an action of that name (`TagResource`) leave the choice to the author. */
const MAX_SERVICES = 6;

/** The services that have the action, the shortest prefix first: `s3` before `s3-object-lambda`. */
function servicesWith(catalog: Catalog, name: string): readonly string[] {
  const found = servicesByName(catalog).get(name.toLowerCase()) ?? [];
  return found.length > MAX_SERVICES ? [] : found;
}

/** Made when a fix is first looked at. */
const servicesByName = remembered((catalog: Catalog): ReadonlyMap<string, readonly string[]> => {
  const services = new Map<string, string[]>();
  for (const service of catalog.services.toSorted((left, right) => left.prefix.length - right.prefix.length)) {
    for (const name of actionNames(catalog, service)) {
      const known = services.get(name.toLowerCase());
      if (known === undefined) services.set(name.toLowerCase(), [service.prefix]);
      else known.push(service.prefix);
    }
  }
  return services;
});
