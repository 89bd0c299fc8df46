import { principalForm } from '../../evaluation/principal-form';
import { isAccountId, parseArn } from '../../language/arn';
import { replaceString } from '../../syntax/edits';
import { refusedEntries } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-value-format',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Text that names no principal',
  why: 'A principal is an account, or the ARN of a user, role or session; AWS rejects a policy with another text.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  needs: 'Principal',
  messages: {
    near: '"{principal}" names no principal, and AWS rejects the policy. Did you mean "{arn}"?',
    malformed:
      '"{principal}" names no principal, and AWS rejects the policy. Use an account, or the ARN of a user, role or session.',
    resource: 'The ARN of a resource ({service}) is no principal. Use the role with which it works.',
    empty:
      'An empty text names no principal, and AWS rejects the policy. Use an account, or the ARN of a user or role.',
  },
  fixes: { change: { title: 'Change to "{arn}"', effect: 'activates' } },
  good: [
    {
      ignore: ['arn-partition-mismatch'],
      text: `
{ "Effect": "Allow", "Principal": { "AWS": ["111122223333", "arn:aws:iam::444455556666:root", "arn:aws-us-gov:iam::444455556666:role/a/b",
    "arn:aws:sts::444455556666:assumed-role/App/ci", "arn:aws:sts::444455556666:federated-user/ana",
    "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE", "arn:aws:iam::444455556666:role/a/b/App"] },
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    },
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:${Partition}:iam::${Account}:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam:111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ near +fix: "arn:aws:iam:111122223333:role/App" names no principal, and AWS rejects the policy. Did you mean "arn:aws:iam::111122223333:role/App"?
== fix Change to "arn:aws:iam::111122223333:role/App" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role:App", "App", "o-a1b2c3d4e5", "", "arn:aws:iam::111122223333:rolle/App",
                                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ near +fix
                                                                                  ~~~~~ malformed: "App" names no principal, and AWS rejects the policy. Use an account, or the ARN of a user, role or session.
                                                                                         ~~~~~~~~~~~~~~ malformed
                                                                                                         ~~ empty: An empty text names no principal, and AWS rejects the policy. Use an account, or the ARN of a user or role.
                                                                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ malformed
  "arn:aws:iam:us-east-1:111122223333:root",
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ near +fix
  "arn:aws:lambda:us-east-1:111122223333:function:f"] },
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ resource: The ARN of a resource (lambda) is no principal. Use the role with which it works.
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App " }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ near +fix
== fix Change to "arn:aws:iam::111122223333:role/App" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement(context) {
    const { report, fix } = context;
    for (const { text: principal, node, type } of refusedEntries(context, 'malformed')) {
      if (type !== 'AWS') continue;
      const arn = repaired(principal);
      const service = parseArn(principal)?.service ?? 'iam';
      if (principal === '') report(node, 'empty', {});
      else if (arn !== undefined)
        report(node, 'near', { principal, arn }, { fixes: [fix('change', { arn }, [replaceString(node, arn)])] });
      else if (/^(iam|sts)?$/.test(service)) report(node, 'malformed', { principal });
      else report(node, 'resource', { service });
    }
  },
});

/** Colons and slashes put where they belong: words and numbers of the ARN are right, what stands between them is not. */
function repaired(text: string): string | undefined {
  const [arn, partition = '', service = '', ...rest] = text
    .trim()
    .split(/[:/]/)
    .filter((part) => part !== '');
  const at = rest.findIndex(isAccountId);
  const [kind = '', ...names] = rest.slice(at + 1);
  if (arn !== 'arn' || at < 0 || at > 1 || (service !== 'iam' && service !== 'sts')) return undefined;
  const repair = `arn:${partition}:${service}::${rest[at] ?? ''}:${[kind, ...names].join('/')}`;
  return principalForm({ type: 'AWS', text: repair }).kind === 'refused' ? undefined : repair;
}
