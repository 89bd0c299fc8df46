import { rule } from '../rule';

export default rule({
  code: 'condition-tag-limits',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Tag that nobody can set',
  why: 'No resource or request has such a tag, so that the test never holds.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html',
  needs: 'Condition',
  messages: {
    key: 'A tag key has at most 128 characters, and this one has {count}: it never matches. Shorten it.',
    value: 'A tag value has at most 256 characters, and this one has {count}: it never matches. Shorten it.',
    reserved:
      'Tags that begin with "aws:" are set by AWS only, never in a request: the test acts as if the tag were absent. Use another key.',
  },
  good: [
    '{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringEquals": { "aws:RequestTag/team": "a" } } }',
    '{ "Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/aws:cloudformation:stack-name": "a" } } }',
    {
      ignore: ['document-character-set'],
      text: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalTag/𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀": "a" } } }',
    },
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringEquals": { "aws:RequestTag/aws:team": "a" } } }
                                                                                                                            ~~~~~~~~~~~~~~~~~~~~~~~~~ reserved`,
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringEquals": { "aws:RequestTag/kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk": "a" } } }
                                                                                                                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ key: A tag key has at most 128 characters, and this one has 129: it never matches. Shorten it.`,
    `
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringEquals": { "aws:RequestTag/team": "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv" } } }
                                                                                                                                                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ value`,
    `
{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "s3:RequestObjectTag/kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk": "a" } } }
                                                                                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ key`,
  ],
  checkStatement({ conditions, report }) {
    for (const { key, lowerKey, member, values } of conditions) {
      const match = /^[a-z0-9-]+:(request|requestobject|resource|principal|existingobject)tag\//.exec(lowerKey);
      if (match === null) continue;
      const tag = key.slice(match[0].length);
      if (match[1] === 'request' && tag.toLowerCase().startsWith('aws:')) report(member.key, 'reserved', {});
      if (lengthOf(tag) > MAX_KEY) report(member.key, 'key', { count: lengthOf(tag) });
      for (const { text, node } of values) if (isTooLong(text)) report(node, 'value', { count: lengthOf(text) });
    }
  },
});

/** IAM User Guide, "Tags for IAM resources", and the tagging guides of the services. */
const MAX_KEY = 128;
const MAX_VALUE = 256;

/** With variables and wildcards the value itself may be shorter. */
function isTooLong(text: string): boolean {
  return lengthOf(text) > MAX_VALUE && !/[*?$]/.test(text);
}

/** In Unicode characters, as AWS counts. */
function lengthOf(text: string): number {
  return [...text].length;
}
