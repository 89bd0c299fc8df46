import { operatorName } from '../../language/operators';
import { isAlwaysPresent } from '../always-present';
import { changeOperator } from '../condition-edits';
import { ifExistsRange } from '../operator-parts';
import { rule } from '../rule';

export default rule({
  code: 'condition-ifexists-always-present',
  severity: 'suggestion',
  policyTypes: 'all',
  title: 'IfExists on a key that is always there',
  why: 'The suffix has no effect, and makes readers look for requests that do not exist.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  needs: 'Condition',
  messages: {
    always: '"{key}" is in every request, so that "IfExists" changes nothing. Remove it.',
  },
  fixes: {
    remove: {
      title: 'Remove "IfExists"',
      effect: 'none',
      safe: 'the plain operator is not yet in the Condition, or holds no equal key',
    },
  },
  good: [
    '{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1"] } } }',
    '{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }',
  ],
  bad: [
    `
{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:RequestedRegion": ["eu-west-1"] } } }
                                                                                       ~~~~~~~~ always +fix!
== fix Remove "IfExists" ==
{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1"] } } }`,
  ],
  checkStatement({ statement, conditions, tree, report, fix }) {
    for (const test of conditions) {
      const { parsed, key, lowerKey } = test;
      if (parsed?.ifExists !== true || parsed.set !== undefined || !isAlwaysPresent(lowerKey)) continue;
      const fixes = () => {
        const edits = changeOperator(tree, statement, test, operatorName({ ...parsed, ifExists: false }));
        return [fix('remove', {}, edits, { isSafe: true })];
      };
      report(ifExistsRange(test), 'always', { key }, { fixes });
    }
  },
});
