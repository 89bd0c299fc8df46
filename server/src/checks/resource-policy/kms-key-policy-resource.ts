import { replaceValue } from '../../syntax/edits';
import { policyHost } from '../policy-host';
import type { ResourceEntry } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'kms-key-policy-resource',
  severity: 'warning',
  offline: 'Whether an ARN is the one of the key itself is not known: one key ARN alone is not reported.',
  policyTypes: ['resource'],
  title: 'Resource of a key policy',
  why: 'A key policy speaks of its own key, for which "*" stands: with any other ARN the statement has no effect.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  messages: {
    other:
      'In a key policy "*" stands for its key, and "{resource}" is another resource: the statement has no effect. Use "*".',
  },
  fixes: {
    star: { title: 'Use "*"', effect: 'activates' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }',
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "arn:aws:kms:us-east-1:111122223333:alias/app" }
                                                                                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ other +fix
== fix Use "*" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }`,
  ],
  checkDocument({ statements, tree, report, fix }) {
    if (policyHost(statements) !== 'kms') return;
    for (const { statement, resources } of statements) {
      const { resource } = statement;
      if (resource?.isNegated !== false) continue;
      const [entry] = resources;
      if (entry === undefined || resources.some(mayBeOwnKey)) continue;
      const fixes = () => [fix('star', {}, [replaceValue(tree, resource.member.value, '*')])];
      report(entry.node, 'other', { resource: entry.text }, { fixes });
    }
  },
});

function mayBeOwnKey({ isEverything, arn }: ResourceEntry): boolean {
  return isEverything || (arn?.service === 'kms' && /^(key\/|\*)/.test(arn.resource));
}
