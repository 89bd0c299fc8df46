import { isAccountId } from '../../language/arn';
import { accountsNamed, withLostZeros } from '../known-accounts';
import { editDistance } from '../nearest';
import { fieldRange, replaceField } from '../resource-entries';
import { rule } from '../rule';

export default rule({
  code: 'arn-account-invalid',
  severity: 'error',
  policyTypes: ['identity', 'resource', 'boundary', 'session', 'scp', 'rcp', 'vpce'],
  title: 'Account that is no account ID',
  why: 'An account ID has twelve digits; an ARN with anything else in its place matches no resource.',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-arn-account',
  aaIssueCodes: ['INVALID_ARN_ACCOUNT'],
  messages: {
    digits: '"{account}" has {count} digits and an account ID has 12, so the ARN matches no resource.',
    dashes: 'An account ID is written without dashes, so "{account}" matches no resource. Write "{plain}".',
    placeholder: '"{account}" stands for an account ID. Put the twelve digits in its place.',
    form: '"{account}" is no account ID, so the ARN matches no resource. Write twelve digits, or "*".',
  },
  fixes: {
    strip: { title: 'Remove dashes from account ID', effect: 'activates' },
    change: { title: 'Change to "{best}"', effect: 'activates' },
  },
  good: [
    '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }',
    '{ "Effect": "Allow", "Action": "cloudformation:CreateChangeSet", "Resource": "arn:aws:cloudformation:us-west-2:aws:transform/Serverless-2016-10-31" }',
    '{ "Effect": "Allow", "Action": "iam:GetPolicy", "Resource": "arn:aws:iam::aws:policy/ReadOnlyAccess" }',
    '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:{{region}}:{{account_id}}:table/Orders" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:1111-2222-3333:table/Orders" }
                                                                                           ~~~~~~~~~~~~~~ dashes +fix: An account ID is written without dashes, so "1111-2222-3333" matches no resource. Write "111122223333".
== fix Remove dashes from account ID ==
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/Orders" }`,
    `
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:us-east-1:ACCOUNT-ID:a", "arn:aws:sqs:us-east-1:<account>:b", "arn:aws:sqs:us-east-1:prod:c"] }
                                                                                      ~~~~~~~~~~ placeholder
                                                                                                                            ~~~~~~~~~ placeholder
                                                                                                                                                                 ~~~~ form`,
    `
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:us-east-1:111122223333:a", "arn:aws:sqs:us-east-1:11112222333:b"] }
                                                                                                                              ~~~~~~~~~~~ digits +fix: "11112222333" has 11 digits and an account ID has 12, so the ARN matches no resource.
== fix Change to "111122223333" ==
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:us-east-1:111122223333:a", "arn:aws:sqs:us-east-1:111122223333:b"] }`,
  ],
  checkDocument({ statements, options, knownAccounts, report, fix }) {
    for (const { resources } of statements) {
      for (const entry of resources) {
        if (entry.arn === undefined || !entry.slips.includes('arn-account-invalid')) continue;
        const { account } = entry.arn;
        const known = accountsNamed(statements, options, knownAccounts);
        // Reported by arn-account-leading-zero-lost.
        if (withLostZeros(account, known) !== undefined) continue;
        const range = fieldRange(entry, 4);
        const plain = account.replaceAll('-', '');
        const best = known.find((each) => editDistance(each, account) === 1);
        const change = best === undefined ? [] : [fix('change', { best }, [replaceField(entry, 4, best)])];
        if (plain !== account && isAccountId(plain)) {
          report(range, 'dashes', { account, plain }, { fixes: [fix('strip', {}, [replaceField(entry, 4, plain)])] });
        } else if (/^\d+$/.test(account)) {
          report(range, 'digits', { account, count: account.length }, { fixes: change });
        } else report(range, PLACEHOLDER.test(account) ? 'placeholder' : 'form', { account });
      }
    }
  },
});

/** `ACCOUNT-ID`, `<account>`, `[account_id]`, `YOUR_ACCOUNT`, `AccountNumber`, `XXXXXXXXXXXX`, `%ACCOUNT%`. */
const PLACEHOLDER = /account|acct|^[<{[%]|[>}\]%]$|^x+$/i;
