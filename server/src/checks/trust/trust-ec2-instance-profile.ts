import { rule } from '../rule';

export default rule({
  code: 'trust-ec2-instance-profile',
  severity: 'warning',
  policyTypes: ['trust'],
  title: 'Role for EC2 without instance profile',
  why: 'An instance gets a role only through an instance profile; without one no instance can use it.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html',
  offline: 'Instance profiles are known from an identity model that lists them, or an export.',
  messages: {
    missing: 'The identity model has no instance profile for this role, so that no EC2 instance can use it. Add one.',
  },
  good: [
    {
      text: '{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }',
      model: {
        roles: [{ arn: 'arn:aws:iam::111122223333:role/App', administeredBy: undefined, hasInstanceProfile: true }],
      },
    },
    {
      text: '{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }',
      model: {
        roles: [
          { arn: 'arn:aws:iam::111122223333:role/App', administeredBy: undefined, hasInstanceProfile: undefined },
        ],
      },
    },
  ],
  bad: [
    {
      text: `
{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                               ~~~~~~~~~~~~~~~~~~~ missing: The identity model has no instance profile for this role, so that no EC2 instance can use it. Add one.`,
      model: {
        roles: [{ arn: 'arn:aws:iam::111122223333:role/App', administeredBy: undefined, hasInstanceProfile: false }],
      },
    },
  ],
  checkDocument({ statements, model, report }) {
    if (model?.roles.some(({ hasInstanceProfile }) => hasInstanceProfile === false) !== true) return;
    for (const { statement, principals } of statements) {
      if (statement.effect !== 'Allow') continue;
      for (const { form, node } of principals) {
        if (form.kind === 'service' && EC2.has(form.name)) report(node, 'missing', {});
      }
    }
  },
});

const EC2: ReadonlySet<string> = new Set(['ec2.amazonaws.com', 'ec2.amazonaws.com.cn']);
