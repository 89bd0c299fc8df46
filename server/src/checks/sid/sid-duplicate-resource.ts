import { replaceString } from '../../syntax/edits';
import { rule } from '../rule';
import { duplicateSids } from '../sids';

export default rule({
  code: 'sid-duplicate-resource',
  severity: 'warning',
  policyTypes: ['resource', 'trust', 'scp', 'rcp', 'vpce'],
  title: 'Sid used twice in another policy',
  why: 'Some services refuse two equal Sids, and a result that names the Sid is ambiguous.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-unique-sids-recommended',
  aaIssueCodes: ['UNIQUE_SIDS_RECOMMENDED'],
  messages: {
    twice: 'The Sid "{sid}" is used twice, so that a message that names it is ambiguous. Give each statement its own.',
  },
  fixes: { rename: { title: 'Rename to "{free}"', effect: 'none', safe: true } },
  good: [
    `
{ "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "read", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "Read2", "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  bad: [
    `
{ "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
         ~~~~~~ twice +fix! => 1 The first one.: The Sid "Read" is used twice, so that a message that names it is ambiguous. Give each statement its own.
== fix Rename to "Read2" ==
{ "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "Read2", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
         ~~~~~~ twice +fix!
{ "Sid": "Read2", "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }
         ~~~~~~ twice +fix!
== fix Rename to "Read4" ==
{ "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "Read2", "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Sid": "Read4", "Effect": "Deny", "Principal": "*", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }`,
  ],
  checkDocument({ document, report, fix }) {
    for (const { sid, node, first, free } of duplicateSids(document)) {
      const fixes = [fix('rename', { free }, [replaceString(node, free)])];
      report(node, 'twice', { sid }, { fixes, related: [{ range: first, message: 'The first one.' }] });
    }
  },
});
