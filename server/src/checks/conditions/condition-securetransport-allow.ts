import { jsonValueOf } from '../../syntax/edits';
import type { ConditionEntry } from '../condition-entries';
import { policyHost } from '../policy-host';
import { rule } from '../rule';
import { addStatement } from '../statement-edits';

export default rule({
  code: 'condition-securetransport-allow',
  severity: 'suggestion',
  policyTypes: ['resource'],
  title: 'TLS asked for in one Allow only',
  why: 'Other statements, and policies of principals, still allow requests without TLS: only a Deny stops them all.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  messages: {
    allow:
      'This asks for TLS in one Allow only; other grants still work without it. Add a Deny for "aws:SecureTransport": "false".',
  },
  fixes: {
    deny: { title: 'Add Deny statement for insecure transport', effect: 'depends' },
  },
  good: [
    `{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" },
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }`,
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }
                                                                                                                                                                                        ~~~~~~~~~~~~~~~~~~~~~ allow +fix
== fix Add Deny statement for insecure transport ==
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }, { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }`,
    `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" },
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
    "Condition": { "Bool": { "aws:SecureTransport": "true" } }
                             ~~~~~~~~~~~~~~~~~~~~~ allow +fix
  }
}
== fix Add Deny statement for insecure transport ==
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" },
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
    "Condition": { "Bool": { "aws:SecureTransport": "true" } }
  }, {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
    "Condition": {
      "Bool": {
        "aws:SecureTransport": "false"
      }
    }
  }]
}`,
  ],
  checkDocument({ document, statements, report, fix }) {
    const isTls = ({ lowerKey }: { readonly lowerKey: string }) => lowerKey === 'aws:securetransport';
    if (statements.some(({ statement, conditions }) => statement.effect === 'Deny' && conditions.some(isTls))) return;
    const host = policyHost(statements);
    for (const { statement, conditions } of statements) {
      const test = conditions.find((each) => isTls(each) && asksForTls(each));
      if (test === undefined || statement.effect !== 'Allow') continue;
      const Resource =
        statement.resource?.isNegated === false ? jsonValueOf(statement.resource.member.value) : undefined;
      const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
      const fixes = () => {
        if (host === undefined || Resource === undefined) return [];
        const deny = { Effect: 'Deny', Principal: '*', Action: `${host}:*`, Resource, Condition };
        const edits = addStatement(document, deny);
        return [fix('deny', {}, edits)];
      };
      report(test.member.key, 'allow', {}, { fixes });
    }
  },
});

function asksForTls({ parsed, values }: ConditionEntry): boolean {
  return parsed?.base.type !== 'Null' && values.some(({ text }) => text.toLowerCase() === 'true');
}
