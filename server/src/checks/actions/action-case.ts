import { replaceString } from '../../syntax/edits';
import { rule } from '../rule';

export default rule({
  code: 'action-case',
  severity: 'suggestion',
  policyTypes: 'all',
  defaultOn: false,
  title: 'Action in another letter case',
  why: 'IAM ignores the case of actions, but people who search for one do not.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  messages: {
    differs: 'AWS writes this action "{canonical}". The case does not matter to IAM, but to those who search for it.',
  },
  fixes: { change: { title: 'Change to "{canonical}"', effect: 'none', safe: true } },
  good: ['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }'],
  bad: [
    `
{ "Effect": "Allow", "Action": "S3:getobject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }
                               ~~~~~~~~~~~~~~ differs +fix!
== fix Change to "s3:GetObject" ==
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }`,
  ],
  checkStatement({ actions, catalog, report, fix }) {
    for (const { text, node, number } of actions) {
      const canonical = number === undefined ? undefined : catalog.actionNameAt(number);
      if (canonical === undefined || canonical === text) continue;
      report(
        node,
        'differs',
        { canonical },
        { fixes: [fix('change', { canonical }, [replaceString(node, canonical)])] },
      );
    }
  },
});
