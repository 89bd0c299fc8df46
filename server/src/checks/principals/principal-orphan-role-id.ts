import { orphanIds } from '../orphan-ids';
import { rule } from '../rule';

export default rule({
  code: 'principal-orphan-role-id',
  severity: 'warning',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Unique ID of a role',
  why: 'AWS stores a role by its unique ID and shows the ID once the role is deleted: then nobody is named.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-invalid-role-reference',
  aaIssueCodes: ['INVALID_ROLE_REFERENCE'],
  offline: 'Whether a role with this ID exists is known in the account only.',
  messages: {
    orphan:
      '"{id}" is the unique ID of a role, which AWS shows for a deleted one. Remove it, or name the role by its ARN.',
  },
  fixes: {
    replace: {
      title: 'Replace by "{arn}"',
      effect: 'widens',
      note: 'The entity that has this name now may be another one than was meant.',
    },
    remove: { title: 'Remove principal', effect: 'depends' },
  },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "AROA1234567890EXAMPLE" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~ orphan: "AROA1234567890EXAMPLE" is the unique ID of a role, which AWS shows for a deleted one. Remove it, or name the role by its ARN.`,
    `
{ "Effect": "Allow", "Principal": { "AWS": ["111122223333", "AROA1234567890EXAMPLE"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                            ~~~~~~~~~~~~~~~~~~~~~~~ orphan +fix
== fix Remove principal ==
{ "Effect": "Allow", "Principal": { "AWS": ["111122223333"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    {
      text: `
{ "Effect": "Allow", "Principal": { "AWS": "AROA1234567890EXAMPLE" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~~~~~~~~ orphan +fix
== fix Replace by "arn:aws:iam::111122223333:role/App" ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
      model: { ids: { AROA1234567890EXAMPLE: 'arn:aws:iam::111122223333:role/App' } },
    },
  ],
  checkDocument(context) {
    const { report, fix } = context;
    for (const { node, id, known, removal } of orphanIds(context, 'AROA')) {
      const fixes = [
        ...(known === undefined ? [] : [fix('replace', { arn: known.arn }, known.edits)]),
        fix('remove', {}, removal),
      ];
      report(node, 'orphan', { id }, { fixes });
    }
  },
});
