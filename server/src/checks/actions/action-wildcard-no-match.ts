import type { Catalog, ServiceSummary } from '../../catalog/catalog';
import { replaceString } from '../../syntax/edits';
import { actionNames } from '../action-entries';
import { maxDistance } from '../action-suggestion';
import { editDistance } from '../nearest';
import { rule } from '../rule';

export default rule({
  code: 'action-wildcard-no-match',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Wildcard without a match',
  why: 'A pattern that matches no action of its service grants or denies nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  needs: 'wildcard action',
  messages: {
    allow: 'No action of {service} matches "{pattern}" (AWS data of {date}), so this grants nothing.{hint}',
    deny: 'No action of {service} matches "{pattern}" (AWS data of {date}), so nothing is denied by it.{hint}',
    except:
      'No action of {service} matches "{pattern}" (AWS data of {date}), so NotAction excepts nothing by it.{hint}',
  },
  fixes: { change: { title: 'Change to "{better}"', effect: 'activates' } },
  good: [
    {
      ignore: ['data-exfiltration'],
      text: '{ "Effect": "Allow", "Action": ["s3:Get*", "ec2:DescribeInstance?"], "Resource": "*" }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:Gett*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                               ~~~~~~~~~~ allow +fix: No action of Amazon S3 matches "s3:Gett*" (AWS data of 2026-09-26), so this grants nothing. Did you mean "s3:Get*"?
== fix Change to "s3:Get*" ==
{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Deny", "Action": "iam:*Frobnicate", "Resource": "*" }
                              ~~~~~~~~~~~~~~~~~ deny: No action of AWS Identity and Access Management (IAM) matches "iam:*Frobnicate" (AWS data of 2026-09-26), so nothing is denied by it.`,
    `
{ "Effect": "Allow", "NotAction": "s3:Frob*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                  ~~~~~~~~~~ except`,
  ],
  checkStatement({ statement, actions, catalog, report, fix }) {
    const date = catalog.dates.services;
    for (const { text, node, name, list, state, service } of actions) {
      if (state !== 'pattern' || service === undefined || /^\*+$/.test(name)) continue;
      if (catalog.actionRanges(text).length > 0) continue;
      const better = correctedPattern(catalog, service, name);
      const hint = better === undefined ? '' : ` Did you mean "${better}"?`;
      const fixes = better === undefined ? [] : [fix('change', { better }, [replaceString(node, better)])];
      const id = list.isNegated ? 'except' : statement.effect === 'Deny' ? 'deny' : 'allow';
      report(node, id, { service: service.name, pattern: text, date, hint }, { fixes });
    }
  },
});

/** The pattern with another beginning: whole words of action names near to what stands before the first wildcard. */
function correctedPattern(catalog: Catalog, service: ServiceSummary, name: string): string | undefined {
  const literal = name.slice(0, name.search(/[*?]/));
  const rest = name.slice(literal.length);
  if (literal.length < 3) return undefined;
  let best: string | undefined;
  let bestDistance = maxDistance(literal) + 1;
  for (const beginning of new Set([...actionNames(catalog, service)].flatMap(beginningsOf))) {
    if (Math.abs(beginning.length - literal.length) >= bestDistance) continue;
    const distance = editDistance(literal.toLowerCase(), beginning.toLowerCase());
    const pattern = `${service.prefix}:${beginning}${rest}`;
    if (distance >= bestDistance || catalog.actionRanges(pattern).length === 0) continue;
    best = pattern;
    bestDistance = distance;
  }
  return best;
}

/** `GetBucketAcl` → `Get`, `GetBucket`, `GetBucketAcl`. */
function beginningsOf(name: string): readonly string[] {
  const ends = [...name.slice(1).matchAll(/[A-Z]/g)].map((match) => match.index + 1);
  return [...ends, name.length].map((end) => name.slice(0, end));
}
