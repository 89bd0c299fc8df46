import type { ResourceEntry } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'resource-wildcard-trailing-prefix',
  severity: 'warning',
  policyTypes: ['identity', 'session', 'resource'],
  defaultOn: false,
  title: 'Wildcard right behind a name',
  why: 'Names that go on differently match as well. Bucket names are shared by all accounts: anybody can make a matching one.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  needs: 'Allow',
  messages: {
    bucket: '"{resource}" also matches buckets of other accounts whose names begin so. End the name before the "*".',
    name: '"{resource}" also matches names that go on differently. Put a separator before the "*".',
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::prod-data/*" }',
    '{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/app-*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::prod*" }
                                                           ~~~~~~~~~~~~~~~~~~~~ bucket`,
    `
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/Admin*" }
                                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ name`,
  ],
  checkStatement({ statement, resources, report }) {
    if (statement.effect !== 'Allow' || statement.resource?.isNegated !== false) return;
    for (const entry of resources) {
      const at = openNameEnd(entry);
      if (at === undefined || entry.arn === undefined) continue;
      const isBucket = entry.arn.service === 's3' && !entry.arn.resource.slice(0, at).includes('/');
      report(entry.node, isBucket ? 'bucket' : 'name', { resource: entry.text });
    }
  },
});

/** Where the last star stands directly behind a letter or a digit and ends the text. */
function openNameEnd({ arn }: ResourceEntry): number | undefined {
  const match = arn === undefined ? null : /[A-Za-z0-9]\*$/.exec(arn.resource);
  return match === null ? undefined : match.index + 1;
}
