import { rule } from '../rule';

export default rule({
  code: 'condition-untrustworthy-key',
  severity: 'security',
  policyTypes: 'all',
  title: 'Condition on what the client says of itself',
  why: 'The client sets this header as it likes, so that it protects nothing.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-untrustworthy-condition-key',
  aaIssueCodes: ['UNTRUSTWORTHY_CONDITION_KEY'],
  needs: 'Condition',
  messages: {
    allow: 'Every client can send any "{key}", so that this condition keeps nobody out. Use a key that AWS sets.',
    deny: 'Every client can send any "{key}", and so escape this Deny. Use a key that AWS sets.',
  },
  good: [
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "a" } } }',
    '{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringLike": { "aws:UserAgent": "*curl*" } } }',
    '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Null": { "aws:Referer": "false" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringLike": { "aws:Referer": "https://www.example.com/*" } } }
                                                                                                                                ~~~~~~~~~~~~~ allow`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringNotLike": { "aws:UserAgent": "App/*" } } }
                                                                                                                                  ~~~~~~~~~~~~~~~ deny`,
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringNotLike": { "aws:UserAgent": "*bot*" } } }
                                                                                                                                   ~~~~~~~~~~~~~~~ allow`,
  ],
  checkStatement({ statement, conditions, report }) {
    for (const test of conditions) {
      if (test.lowerKey !== 'aws:referer' && test.lowerKey !== 'aws:useragent') continue;
      const data = { key: test.key };
      const base = test.parsed?.base;
      if (base === undefined || base.type === 'Null') continue;
      if (statement.effect === 'Allow') report(test.member.key, 'allow', data);
      if (statement.effect === 'Deny' && base.isNegated) report(test.member.key, 'deny', data);
    }
  },
});
