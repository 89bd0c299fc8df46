import { replaceNode } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'principal-account-number',
  severity: 'error',
  policyTypes: ['resource', 'trust', 'rcp', 'vpce'],
  title: 'Account without quotes',
  why: 'An account ID is a text: as a number it loses its leading zeros, and AWS rejects the policy.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  needs: 'Principal',
  messages: { number: 'An account ID is a text, and AWS rejects the policy with a number. Put it in quotes.' },
  fixes: { quote: { title: 'Quote the account ID', effect: 'none', safe: 'the number has twelve digits' } },
  good: [
    '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }',
  ],
  bad: [
    `
{ "Effect": "Allow", "Principal": { "AWS": 111122223333 }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                           ~~~~~~~~~~~~ number +fix!: An account ID is a text, and AWS rejects the policy with a number. Put it in quotes.
== fix Quote the account ID ==
{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
    `
{ "Effect": "Allow", "Principal": { "AWS": ["444455556666", 12345678901] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                                                            ~~~~~~~~~~~ number +fix`,
  ],
  checkStatement({ statement, type, report, fix }) {
    if (type === 'rcp') return;
    const value = statement.principal?.member.value;
    const members = value?.kind === 'object' ? value.members.filter(({ key }) => key.value === 'AWS') : [];
    for (const { value: listed } of members) {
      for (const node of listed.kind === 'array' ? listed.items : [listed]) {
        if (node.kind !== 'number') continue;
        const isSafe = /^\d{12}$/.test(node.text);
        report(
          node,
          'number',
          {},
          { fixes: [fix('quote', {}, [replaceNode(node, JSON.stringify(node.text))], { isSafe })] },
        );
      }
    }
  },
});
