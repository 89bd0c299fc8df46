import { arnFields, isAccountId } from '../../language/arn';
import { replaceString } from '../../syntax/edits';
import { refusedEntries } from '../principal-entries';
import { rule } from '../rule';

export default rule({
  code: 'principal-account-invalid',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Account of another length',
  why: 'An account ID has twelve digits; AWS rejects a policy that names another.',
  source: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html',
  needs: 'Principal',
  messages: {
    account: 'An account ID has twelve digits without dashes, unlike "{account}". AWS rejects the policy.',
  },
  fixes: { strip: { title: 'Change to "{principal}"', effect: 'activates' } },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": "1111-2222-3333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~~~~~ account +fix: An account ID has twelve digits without dashes, unlike "1111-2222-3333". AWS rejects the policy.
== fix Change to "111122223333" ==
{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": ["11112222333", "arn:aws:iam::1111 2222 3333:root", "arn:aws:iam::123:role/App"] },
                                            ~~~~~~~~~~~~~ account
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ account +fix
                                                                                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~ account
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement(context) {
    const { report, fix } = context;
    for (const { text, node } of refusedEntries(context, 'account')) {
      const fields = arnFields(text);
      const account = fields[4] ?? text;
      const digits = account.replace(/[ -]/g, '');
      const principal = fields.length === 1 ? digits : fields.with(4, digits).join(':');
      const fixes = isAccountId(digits) ? [fix('strip', { principal }, [replaceString(node, principal)])] : [];
      report(node, 'account', { account }, { fixes });
    }
  },
});
