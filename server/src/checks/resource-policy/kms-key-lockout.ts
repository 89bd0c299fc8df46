import { grantOf } from '../action-grant';
import { isUnconditional } from '../grants';
import { policyHost } from '../policy-host';
import { rule } from '../rule';
import { addStatement } from '../statement-edits';
import { type StatementFacts, selectsAction } from '../statement-facts';

export default rule({
  code: 'kms-key-lockout',
  severity: 'security',
  policyTypes: ['resource'],
  title: 'Key policy that nobody can change',
  why: 'KMS does not let even the root user change a key policy that gives nobody kms:PutKeyPolicy: the key becomes unmanageable.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  messages: {
    locked:
      'Nobody may change this key policy, not even the root user of the account. Allow "kms:PutKeyPolicy", to the account for example.',
  },
  fixes: {
    admin: { title: 'Add account administrator statement', effect: 'depends' },
  },
  good: [
    `{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "kms:Decrypt", "Resource": "*" }`,
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/KeyAdmin" }, "Action": ["kms:Put*", "kms:Get*"], "Resource": "*" }',
    '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }',
    `{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
{ "Effect": "Deny", "Principal": "*", "Action": "kms:Put*", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/KeyAdmin" } } }`,
  ],
  bad: [
    `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "kms:Decrypt", "Resource": "*" }] }
~ locked +fix
== fix Add account administrator statement ==
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/App" }, "Action": "kms:Decrypt", "Resource": "*" }, { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }] }`,
    `
{ "Version": "2012-10-17", "Statement": [
~ locked
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
  { "Effect": "Deny", "Principal": "*", "Action": "kms:Put*", "Resource": "*" }
] }`,
  ],
  checkDocument({ document, statements, report, fix }) {
    if (statements.length === 0 || policyHost(statements) !== 'kms' || !statements.every(isForKey)) return;
    const isDenied = statements.some(deniesChangeToEverybody);
    const isAllowed = statements.some(
      (facts) => grantOf(facts, 'kms:PutKeyPolicy') !== undefined && facts.principals.length > 0,
    );
    if (isAllowed && !isDenied) return;
    const { root } = document;
    const account = onlyAccount(statements);
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    };
    const fixes = () => {
      const edits = account === undefined || isDenied ? [] : addStatement(document, statement);
      return [fix('admin', {}, edits)];
    };
    report({ start: root.start, end: root.start + 1 }, 'locked', {}, { fixes });
  },
});

/** Then no Allow helps. */
function deniesChangeToEverybody(facts: StatementFacts): boolean {
  const { statement, principals } = facts;
  const isForEverybody = principals.some(({ form, element }) => form.kind === 'everyone' && !element.isNegated);
  return (
    statement.effect === 'Deny' &&
    isForEverybody &&
    isUnconditional(statement) &&
    selectsAction(facts, 'kms:PutKeyPolicy')
  );
}

/** A statement of a key policy speaks of its own key. */
function isForKey({ statement, resources }: StatementFacts): boolean {
  if (statement.principal === undefined || statement.resource?.isNegated === true) return false;
  return resources.every(({ isEverything, arn }) => isEverything || arn?.service === 'kms');
}

/** The account that all principals have, where there is one. */
function onlyAccount(statements: readonly StatementFacts[]): string | undefined {
  const texts = statements.flatMap(({ principals }) => principals.map(({ text }) => text));
  const accounts = new Set(
    texts.map((text) => /^arn:[^:]*:(?:iam|sts)::(\d{12}):|^(\d{12})$/.exec(text)?.slice(1).find(Boolean)),
  );
  const [account] = accounts;
  return accounts.size === 1 ? account : undefined;
}
