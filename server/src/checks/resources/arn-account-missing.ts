import { isAccountId } from '../../language/arn';
import { missingFields } from '../missing-arn-fields';
import { replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-account-missing',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'ARN without an account',
  why: 'An empty field matches an empty field only, and resources of this kind have an account in their ARNs.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-arn-account',
  aaIssueCodes: ['MISSING_ARN_ACCOUNT'],
  needs: 'ARN slip',
  messages: {
    missing: 'ARNs of this kind have an account, so this one matches no resource. Write an account ID, or "*".',
  },
  fixes: {
    star: { title: 'Add account "*"', effect: 'activates' },
    known: { title: 'Add account "{account}"', effect: 'activates' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }',
    '{ "Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": ["arn:aws:ec2:us-east-1::snapshot/*", "arn:aws:ec2:us-east-1:111122223333:volume/*"] }',
    '{ "Effect": "Allow", "Action": "ssm:StartAutomationExecution", "Resource": "arn:aws:ssm:*::automation-definition/AWS-RestartEC2Instance:*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1::table/Orders" }
                                                                                          ~~ missing +fix
== fix Add account "*" ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:*:table/Orders" }`,
    `
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": ["arn:aws:iam::111122223333:role/a", "arn:aws:iam:::role/b"] }
                                                                                                            ~~ missing +fix
== fix Add account "111122223333" ==
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b"] }`,
  ],
  checkStatement({ resources, report, fix }) {
    for (const { entry, at, others } of missingFields(resources, 'arn-account-missing', 4, isAccountId)) {
      const fixes = [
        fix('star', {}, [replaceField(entry, 4, '*')]),
        ...others.map((account) => fix('known', { account }, [replaceField(entry, 4, account)])),
      ];
      report(at, 'missing', {}, { fixes });
    }
  },
});
