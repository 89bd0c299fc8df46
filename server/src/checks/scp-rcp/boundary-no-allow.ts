import { rule } from '../rule';
import { openingBrace } from '../size-edits';

export default rule({
  code: 'boundary-no-allow',
  severity: 'warning',
  policyTypes: ['boundary', 'session'],
  title: 'Limit without an Allow',
  why: 'A permissions boundary and a session policy are what may be allowed at most; without an Allow that is nothing.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  messages: {
    boundary:
      'This boundary has no Allow, so that identity policies grant nothing to whoever has it. Add an Allow for what may be granted.',
    session:
      'This session policy has no Allow, so that identity policies grant nothing in the session. Add an Allow for what may be granted.',
  },
  good: [
    '{ "Effect": "Allow", "Action": "*", "Resource": "*" }, { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }',
  ],
  bad: [
    `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "iam:*", "Resource": "*" }] }
~ boundary`,
    {
      text: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "iam:*", "Resource": "*" }] }
~ session`,
      type: 'session',
    },
  ],
  checkDocument({ document, type, report }) {
    const { statements } = document;
    // One whose Effect is missing or misspelt may be meant as an Allow.
    if (statements.length === 0 || !statements.every(({ effect }) => effect === 'Deny')) return;
    report(openingBrace(document), type === 'session' ? 'session' : 'boundary', {});
  },
});
