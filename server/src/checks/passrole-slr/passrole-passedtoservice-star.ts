import { grantOf } from '../action-grant';
import { isAnyService, PASS_ROLE } from '../passed-service';
import { rule } from '../rule';

export default rule({
  code: 'passrole-passedtoservice-star',
  severity: 'security',
  policyTypes: ['identity'],
  title: 'iam:PassedToService without effect',
  why: 'A condition that every service meets protects nothing, though it looks as if it did.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
  needs: 'Condition',
  messages: {
    any: '"{value}" is every service, so that the role can be passed to any. Name the service.',
    negated: '"{operator}" lets every other service pass. Name the services that are meant with "StringEquals".',
    ifExists: '"{operator}" also holds without the key. Use "StringEquals".',
  },
  good: [
    '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEquals": { "iam:PassedToService": ["ec2.amazonaws.com", "lambda.amazonaws.com"] } } }',
    '{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringLike": { "iam:PassedToService": "ec2.*" } } }',
    '{ "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringNotEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }',
  ],
  bad: [
    {
      ignore: ['condition-wildcard-too-permissive', 'condition-equivalent-null-false', 'condition-always-match'],
      text: `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringLike": { "iam:PassedToService": "*" } } }
                                                                                                                                                       ~~~ any: "*" is every service, so that the role can be passed to any. Name the service.`,
    },
    {
      ignore: ['condition-value-redundant'],
      text: `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringLike": { "iam:PassedToService": ["ec2.amazonaws.com", "*.amazonaws.com"] } } }
                                                                                                                                                                             ~~~~~~~~~~~~~~~~~ any`,
    },
    `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringNotEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } }
                                                                                                                                                            ~~~~~~~~~~~~~~~~~~~ negated`,
    {
      ignore: ['condition-ifexists-allow'],
      text: `
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/App", "Condition": { "StringEqualsIfExists": { "iam:PassedToService": "ec2.amazonaws.com" } } }
                                                                                                                                                                 ~~~~~~~~~~~~~~~~~~~ ifExists`,
    },
  ],
  checkStatement(facts) {
    const { conditions, report } = facts;
    if (grantOf(facts, PASS_ROLE.action) === undefined) return;
    for (const { lowerKey, parsed, operator, values } of conditions) {
      if (lowerKey !== PASS_ROLE.lowerKey || parsed === undefined || parsed.base.type === 'Null') continue;
      const [first] = values;
      if (first === undefined) continue;
      if (parsed.base.isNegated) report(first.node, 'negated', { operator });
      else if (parsed.ifExists) report(first.node, 'ifExists', { operator });
      else if (parsed.base.takesWildcards) {
        for (const { text: value, node } of values) if (isAnyService(value)) report(node, 'any', { value });
      }
    }
  },
});
