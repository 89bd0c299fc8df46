import { rule } from '../rule';
import { SENSITIVE_KINDS, tooPermissiveValues } from '../sensitive-values';

export default rule({
  code: 'condition-wildcard-too-permissive',
  severity: 'error',
  policyTypes: SENSITIVE_KINDS,
  title: 'Wildcard lets too much through',
  why: 'The condition is all that limits who may call, and with this wildcard callers of other customers pass it.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-wildcard-usage-too-permissive',
  aaIssueCodes: ['WILDCARD_USAGE_TOO_PERMISSIVE'],
  offline: 'AWS publishes only some of the keys that it takes for sensitive.',
  needs: 'Condition',
  messages: {
    exact: '"{key}" names one account, organization or VPC, and "{value}" lets others through too. Write the whole ID.',
    short:
      '"{value}" has too little text beside its wildcards, so that callers of other customers match. Write more of it out.',
    userId:
      'A wildcard in the unique ID of "{value}" lets other users and roles through. Write the whole ID before the ":".',
  },
  good: [
    {
      type: 'resource',
      ignore: ['public-access'],
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" }, "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } } }`,
    },
    {
      type: 'resource',
      ignore: ['public-access'],
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }`,
    },
    {
      type: 'resource',
      ignore: ['public-access'],
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:userid": "AROAEXAMPLEID12345678:*" } } }`,
    },
    {
      type: 'resource',
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalAccount": "1111*" } } }`,
    },
  ],
  bad: [
    {
      type: 'resource',
      ignore: ['public-access'],
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:PrincipalAccount": ["1111*", "\${Account}"] } } }
                                                          ~~~~~~~ exact: "aws:PrincipalAccount" names one account, organization or VPC, and "1111*" lets others through too. Write the whole ID.`,
    },
    {
      type: 'resource',
      ignore: ['confused-deputy', 'confused-deputy-wildcard'],
      text: `
{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:q",
  "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:sns:*:*:app*" } } }
                                               ~~~~~~~~~~~~~~~~~~~~~~ short`,
    },
    {
      type: 'resource',
      ignore: ['public-access', 'condition-securetransport-allow'],
      text: `
{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringLike": { "aws:userid": "AROA*:*" }, "Bool": { "aws:SecureTransport": "true" } } }
                                               ~~~~~~~~~ userId`,
    },
    {
      type: 'resource',
      ignore: ['confused-deputy', 'confused-deputy-wildcard'],
      text: `
{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:111122223333:t",
  "Condition": { "StringLike": { "aws:SourceAccount": "*" } } }
                                                      ~~~ exact`,
    },
  ],
  checkStatement(facts) {
    const { report } = facts;
    for (const { entry, value, reason } of tooPermissiveValues(facts)) {
      const { text } = value;
      if (reason === 'exact') report(value.node, 'exact', { key: entry.key, value: text });
      else report(value.node, reason, { value: text });
    }
  },
});
