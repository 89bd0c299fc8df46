import { lacksSecretSuffix } from '../near-arns';
import { fieldRange, replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-secret-suffix',
  severity: 'warning',
  policyTypes: ['identity', 'boundary', 'session', 'scp', 'rcp', 'resource'],
  title: 'Secret without its suffix',
  why: 'Secrets Manager puts a dash and six random characters behind the name of each secret; without them the ARN matches none.',
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html',
  needs: 'ARN',
  messages: {
    missing: 'The ARN of a secret ends in a dash and six characters, so this one matches no secret. Write "{best}".',
  },
  fixes: { append: { title: 'Append "-??????"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-??????" }',
    {
      ignore: ['resource-redundant'],
      text: '{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": ["arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-a1B2c3", "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/*"] }',
    },
    '{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:us-east-1:111122223333:secret:${aws:PrincipalTag/secret}" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db" }
                                                                                                                           ~~~~~~~~~~~~~~ missing +fix: The ARN of a secret ends in a dash and six characters, so this one matches no secret. Write "secret:prod/db-??????".
== fix Append "-??????" ==
{ "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-??????" }`,
  ],
  checkStatement({ resources, report, fix }) {
    for (const entry of resources) {
      if (entry.arn === undefined || !lacksSecretSuffix(entry)) continue;
      const best = `${entry.arn.resource}-??????`;
      report(fieldRange(entry, 5), 'missing', { best }, { fixes: [fix('append', {}, [replaceField(entry, 5, best)])] });
    }
  },
});
