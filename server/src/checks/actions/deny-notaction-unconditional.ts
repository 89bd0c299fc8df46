import { isUnconditional, namesEveryResource } from '../grants';
import { rule } from '../rule';

export default rule({
  code: 'deny-notaction-unconditional',
  severity: 'suggestion',
  policyTypes: ['identity', 'boundary', 'session', 'scp'],
  defaultOn: false,
  title: 'Deny of everything but a list',
  why: 'Everything outside of the list is denied for good, services to come included, and no Allow can bring it back.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
  needsWholeStatement: true,
  needs: ['Deny', 'NotAction'],
  messages: {
    everything:
      'This denies every action but those listed, those to come included, and no Allow can undo it. Check that this is meant.',
  },
  good: [
    `
{ "Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*",
  "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-west-1" } } }`,
  ],
  bad: [
    `
{ "Effect": "Deny", "NotAction": ["s3:*", "ec2:*"], "Resource": "*" }
                    ~~~~~~~~~~~ everything`,
  ],
  checkStatement({ statement, report }) {
    const { action, effect } = statement;
    if (effect !== 'Deny' || action?.isNegated !== true) return;
    if (namesEveryResource(statement) && isUnconditional(statement)) report(action.member.key, 'everything', {});
  },
});
