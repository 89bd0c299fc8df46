import { rule } from '../rule';

export default rule({
  code: 'trust-compute-service-note',
  severity: 'suggestion',
  policyTypes: ['trust'],
  title: 'Administrator role for compute',
  why: 'Whoever can run code on the compute, or break into it, has the rights of the role.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  offline: 'Which rights the role has says the identity model.',
  messages: {
    powerful:
      '{policy} makes an administrator of all code that {service} runs with this role. Give the role the rights that the code needs.',
  },
  good: [
    {
      text: '{ "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole" }',
      model: {
        roles: [
          { arn: 'arn:aws:iam::111122223333:role/App', administeredBy: undefined, hasInstanceProfile: undefined },
        ],
      },
    },
    {
      text: '{ "Effect": "Allow", "Principal": { "Service": "cloudformation.amazonaws.com" }, "Action": "sts:AssumeRole" }',
      model: {
        roles: [
          {
            arn: 'arn:aws:iam::111122223333:role/App',
            administeredBy: 'AdministratorAccess',
            hasInstanceProfile: undefined,
          },
        ],
      },
    },
  ],
  bad: [
    {
      text: `
{ "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                               ~~~~~~~~~~~~~~~~~~~~~~~~~ powerful: AdministratorAccess makes an administrator of all code that ecs-tasks.amazonaws.com runs with this role. Give the role the rights that the code needs.`,
      model: {
        roles: [
          {
            arn: 'arn:aws:iam::111122223333:role/App',
            administeredBy: 'AdministratorAccess',
            hasInstanceProfile: undefined,
          },
        ],
      },
    },
  ],
  checkDocument({ statements, model, report }) {
    const roles = model?.roles ?? [];
    if (roles.length === 0) return;
    for (const { statement, principals } of statements) {
      if (statement.effect !== 'Allow') continue;
      for (const { form, node } of principals) {
        if (form.kind !== 'service' || !COMPUTE.has(form.name.replace(/\.cn$/, ''))) continue;
        const policy = roles.map(({ administeredBy }) => administeredBy).find((name) => name !== undefined);
        if (policy !== undefined) report(node, 'powerful', { policy, service: form.name });
      }
    }
  },
});

/** Services that run their customers' code with a role. */
const COMPUTE: ReadonlySet<string> = new Set([
  'batch.amazonaws.com',
  'codebuild.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'eks.amazonaws.com',
  'glue.amazonaws.com',
  'lambda.amazonaws.com',
  'pods.eks.amazonaws.com',
  'sagemaker.amazonaws.com',
  'tasks.apprunner.amazonaws.com',
]);
