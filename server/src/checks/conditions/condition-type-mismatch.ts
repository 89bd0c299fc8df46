import { changeOperator } from '../condition-edits';
import type { ConditionEntry } from '../condition-entries';
import { withBase } from '../condition-operators';
import { fitsKeyType, fittingOperator } from '../fitting-operator';
import { rule } from '../rule';

export default rule({
  code: 'condition-type-mismatch',
  severity: 'warning',
  policyTypes: 'all',
  title: 'Operator for another type',
  why: 'An operator that does not fit the type of the key compares in a way that nobody meant, or never matches.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-type-mismatch',
  aaIssueCodes: ['TYPE_MISMATCH'],
  needs: 'Condition',
  messages: {
    better: '"{key}" has values of the type {type}, which {operator} does not compare. Use {better}.',
    none: '"{key}" has values of the type {type}, which {operator} does not compare. Use an operator for that type.',
  },
  fixes: { change: { title: 'Change operator to "{operator}"', effect: 'activates' } },
  good: [
    {
      type: 'resource',
      text: `
{ "Effect": "Deny", "Principal": "*", "Action": "glacier:DeleteArchive", "Resource": "arn:aws:glacier:us-west-2:111122223333:vaults/examplevault",
  "Condition": { "NumericLessThan": { "glacier:ArchiveAgeInDays": "365" } } }`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" }, "StringEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/App" },
    "Null": { "aws:SourceIp": "false" }, "NumericLessThan": { "aws:EpochTime": "1767225600" } } }`,
    `
{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  "Condition": { "ArnLike": { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::amzn-s3-demo-*" } } }`,
    `
{ "Effect": "Deny", "Action": "*", "Resource": "*",
  "Condition": { "DateLessThan": { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" } } }`,
    `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringNotEquals": { "aws:Ec2InstanceSourcePrivateIPv4": "\${aws:VpcSourceIp}" } } }`,
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringEquals": { "aws:MultiFactorAuthPresent": "true" } } }
                 ~~~~~~~~~~~~~~ better +fix => 2 The key.: "aws:MultiFactorAuthPresent" has values of the type Bool, which StringEquals does not compare. Use Bool.
== fix Change operator to "Bool" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }`,
    {
      ignore: ['condition-source-key-in-identity', 'condition-negated-multi', 'condition-sourceip-via-service'],
      text: `
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEqualsIfExists": { "aws:SourceIp": "203.0.113.0/24", "aws:PrincipalTag/team": "blue" }, "Bool": { "aws:ViaAWSService": "false" } } }
                 ~~~~~~~~~~~~~~~~~~~~~~~~~ better +fix
== fix Change operator to "NotIpAddressIfExists" ==
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalTag/team": "blue" }, "Bool": { "aws:ViaAWSService": "false" }, "NotIpAddressIfExists": { "aws:SourceIp": "203.0.113.0/24" } } }`,
    },
    `
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:SecureTransport": "false" }, "NumericLessThan": { "aws:username": "5" }, "DateLessThanEquals": { "s3:signatureAge": "2026" } } }
                 ~~~~~~~~~~~~~~~~~ none: "aws:SecureTransport" has values of the type Bool, which StringNotEquals does not compare. Use an operator for that type.
                                                                        ~~~~~~~~~~~~~~~~~ none
                                                                                                                    ~~~~~~~~~~~~~~~~~~~~ better +fix
== fix Change operator to "NumericLessThanEquals" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
  "Condition": { "StringNotEquals": { "aws:SecureTransport": "false" }, "NumericLessThan": { "aws:username": "5" }, "NumericLessThanEquals": { "s3:signatureAge": "2026" } } }`,
  ],
  checkStatement({ conditions, statement, tree, report, fix }) {
    for (const entry of conditions) {
      const { parsed, known, key } = entry;
      if (parsed === undefined || known === undefined || fitsKeyType(entry) || isSaidByValues(entry)) continue;
      if (comparesTexts(entry) || comparesNumbers(entry)) continue;
      const base = fittingOperator(entry);
      const at = entry.operatorMember.key;
      const data = { key, type: known.type, operator: parsed.base.name };
      const related = [{ range: entry.member.key, message: 'The key.' }];
      if (base === undefined) {
        report(at, 'none', data, { related });
        continue;
      }
      const operator = withBase(parsed, base.name);
      const fixes = () => {
        const edits = changeOperator(tree, statement, entry, operator);
        return [fix('change', { operator }, edits)];
      };
      report(at, 'better', { ...data, better: base.name }, { fixes, related });
    }
  },
});

/**
 * Two keys of a request, held against each other as texts: IP operators take no variables, and the IAM User Guide itself compares
 * aws:Ec2InstanceSourcePrivateIPv4 with `${aws:VpcSourceIp}` so.
 */
function comparesTexts({ parsed, values }: ConditionEntry): boolean {
  return parsed?.base.type === 'String' && values.length > 0 && values.every(({ text }) => text.includes('${'));
}

/** Keys that hold numbers although the service reference calls them texts, lower case. */
const NUMBERS: ReadonlySet<string> = new Set([
  // Amazon S3 Glacier Developer Guide, "Amazon S3 Glacier access control with Vault Lock policies".
  'glacier:archiveageindays',
]);

function comparesNumbers({ parsed, lowerKey }: ConditionEntry): boolean {
  return parsed?.base.type === 'Numeric' && NUMBERS.has(lowerKey);
}

/** BinaryEquals on text: what is no Base64 is condition-value-base64. */
function isSaidByValues({ parsed, values }: ConditionEntry): boolean {
  return parsed?.base.type === 'Binary' && values.some(({ text }) => /[^A-Za-z0-9+/=]/.test(text));
}
